package platform

import (
	"errors"
	"fmt"
	"os"
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
)

// Why there is no window to work in.
var (
	ErrNoDisplay = errors.New("no display")
	ErrNoWindow  = errors.New("no window")
)

// HasDisplay looks for a display server: without one the toolkit panics.
func HasDisplay() bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return true
	}
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}

// Show opens the window. The toolkit panics where the display server does not answer: ErrNoDisplay.
func (d *Desktop) Show() (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("%w: %v", ErrNoDisplay, reason)
		}
	}()
	d.window.Show()
	d.quickenWheel()
	return nil
}

// Exists tells whether the window that was shown is really there. Without an OpenGL driver the toolkit only logs that
// it could not make one, and would then run for ever without anybody seeing it.
func (d *Desktop) Exists() bool {
	there := true
	withHandle(d.window, func(handle uintptr) { there = handle != 0 })
	return there
}

// Raise brings the window in front of all others and gives it the keyboard.
func (d *Desktop) Raise() {
	withHandle(d.window, unminimize)
	d.window.RequestFocus()
}

// withHandle hands the OS's handle of a window to do, where there is such a thing.
func withHandle(w fyne.Window, do func(handle uintptr)) {
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return
	}
	native.RunNative(func(context any) {
		switch c := context.(type) {
		case driver.X11WindowContext:
			do(c.WindowHandle)
		case driver.WaylandWindowContext:
			do(c.WaylandSurface)
		case driver.WindowsWindowContext:
			do(c.HWND)
		case driver.MacWindowContext:
			do(c.NSWindow)
		}
	})
}
