package platform

import (
	"context"
	"errors"

	"fyne.io/fyne/v2/driver"

	"qlingo/app/filedialog"
	"qlingo/screens/window"
)

// ChooseFile shows the OS's own dialog above the window.
func (d *Desktop) ChooseFile(ctx context.Context, ask window.FileDialog) (window.FileChoice, error) {
	answer, err := filedialog.Choose(ctx, filedialog.Request(ask), d.dialogParent())
	switch {
	case errors.Is(err, filedialog.ErrNone):
		d.log.Info("file dialog", "err", err)
		err = window.ErrNoFileDialog
	case errors.Is(err, filedialog.ErrElsewhere):
		d.log.Info("file dialog", "err", err)
		err = window.ErrFileElsewhere
	}
	return window.FileChoice(answer), err
}

// Reveal shows a file in the OS's file manager.
func (d *Desktop) Reveal(ctx context.Context, path string) error { return filedialog.Reveal(ctx, path) }

// dialogParent is the handle of the window, which the OS's dialog shall lie above; 0 for none. Wayland has names of its own
// for that, which the toolkit does not make.
func (d *Desktop) dialogParent() (parent uintptr) {
	native, ok := d.window.(driver.NativeWindow)
	if !ok {
		return 0
	}
	native.RunNative(func(context any) {
		switch c := context.(type) {
		case driver.X11WindowContext:
			parent = c.WindowHandle
		case driver.WindowsWindowContext:
			parent = c.HWND
		}
	})
	return parent
}
