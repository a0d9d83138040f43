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
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return true
	}
	var handle uintptr
	native.RunNative(func(context any) {
		switch c := context.(type) {
		case driver.X11WindowContext:
			handle = c.WindowHandle
		case driver.WaylandWindowContext:
			handle = c.WaylandSurface
		case driver.WindowsWindowContext:
			handle = c.HWND
		case driver.MacWindowContext:
			handle = c.NSWindow
		default:
			handle = 1
		}
	})
	return handle != 0
}
