//go:build e2e

package e2e

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// opensDemo starts the program on its sample office, whose log lies in a folder of the demo's own.
func (c *pc) opensDemo(language, theme string) {
	c.t.Helper()
	c.usual, c.keyStore = true, true
	c.env = append(slices.DeleteFunc(c.env, func(entry string) bool {
		return strings.HasPrefix(entry, "FYNE_THEME=")
	}), "FYNE_THEME="+theme)
	c.launch("--demo", "--lang", language)
	c.until("the log of the demo", func() bool {
		logs, _ := filepath.Glob(filepath.Join(c.root, "home", "tmp", "qlingo-demo-*", "config", "qlingo.log"))
		if len(logs) == 1 {
			c.log.path = logs[0]
		}
		return len(logs) == 1
	})
	c.comesUp("login")
	c.resize("1080x720")
}

// resize gives the window a size such as 820x600. A toolkit that has just shown it may set its own once more.
func (c *pc) resize(size string) {
	c.t.Helper()
	width, height, _ := strings.Cut(size, "x")
	c.until("the size "+size, func() bool {
		c.mustTool("xdotool", "windowsize", c.window, width, height)
		now := c.still().Bounds()
		return strconv.Itoa(now.Dx()) == width && strconv.Itoa(now.Dy()) == height
	})
}
