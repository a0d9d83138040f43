//go:build e2e

package e2e

import (
	"strconv"
	"strings"
)

// closes asks the window to close, as the × of its frame does. There is no window manager
// on the display that could be asked to.
func (d *desk) closes() {
	d.t.Helper()
	if onWindows() {
		d.key("alt+F4")
		return
	}
	if err := deleteWindow(d.display(), d.windowID()); err != nil {
		d.t.Fatalf("closing the window: %v", err)
	}
}

// windowID is the window as the X server numbers it.
func (d *desk) windowID() uint32 {
	d.t.Helper()
	id, err := strconv.ParseUint(d.window, 10, 32)
	if err != nil {
		d.t.Fatalf("window %q: %v", d.window, err)
	}
	return uint32(id)
}

func (d *desk) display() string {
	for _, entry := range d.env {
		if name, ok := strings.CutPrefix(entry, "DISPLAY=:"); ok {
			return name
		}
	}
	return ""
}
