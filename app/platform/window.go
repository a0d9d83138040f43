package app

import (
	"errors"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
)

// Why there is no window to work in.
var (
	errNoDisplay = errors.New("no display")
	errNoWindow  = errors.New("no window")
)

// show opens a window. The toolkit panics where the display server does not answer.
func show(w fyne.Window) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("%w: %v", errNoDisplay, reason)
		}
	}()
	w.Show()
	return nil
}

// exists reports whether a window that was shown is really there. Without an OpenGL driver the toolkit only logs that
// it could not make one, and would then run for ever without anybody seeing it.
func exists(w fyne.Window) bool {
	there := true
	withHandle(w, func(handle uintptr) { there = handle != 0 })
	return there
}

// raise brings a window in front of all others and gives it the keyboard.
func raise(w fyne.Window) {
	withHandle(w, unfold)
	w.RequestFocus()
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
