//go:build e2e

package e2e

import (
	"strconv"
	"strings"
)

// closes asks the window to close, as the × of its frame does. There is no window manager
// on the display that could be asked to.
func (c *pc) closes() {
	c.t.Helper()
	if onWindows() {
		c.key("alt+F4")
		return
	}
	if err := deleteWindow(c.display(), c.windowID()); err != nil {
		c.t.Fatalf("closing the window: %v", err)
	}
}

// windowID is the window as the X server numbers it.
func (c *pc) windowID() uint32 {
	c.t.Helper()
	id, err := strconv.ParseUint(c.window, 10, 32)
	if err != nil {
		c.t.Fatalf("window %q: %v", c.window, err)
	}
	return uint32(id)
}

func (c *pc) display() string {
	for _, entry := range c.env {
		if name, ok := strings.CutPrefix(entry, "DISPLAY=:"); ok {
			return name
		}
	}
	return ""
}
