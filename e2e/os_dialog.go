//go:build e2e

package e2e

import (
	"strings"
	"time"
)

// inOSDialog does something in the OS's dialog, which is a window of its own.
func (c *pc) inOSDialog(title string, do func()) {
	c.t.Helper()
	c.until("the program to ask", func() bool { return c.log.next("msg=choose_file") })
	program := c.window
	c.window, c.before = "", nil
	c.until("the OS's dialog", func() bool {
		c.window = c.osDialog(title)
		return c.window != ""
	})
	c.mustTool("xdotool", "windowfocus", "--sync", c.window)
	c.still()
	do()
	c.window, c.before = program, nil
	c.mustTool("xdotool", "windowfocus", "--sync", c.window)
}

// osDialog is the window with that title, "" for none.
func (c *pc) osDialog(title string) string {
	ids := strings.Fields(c.tool(nil, "xdotool", "search", "--onlyvisible", "--name", title))
	if len(ids) == 0 {
		return ""
	}
	return ids[len(ids)-1]
}

func (c *pc) osDialogCloses(title string) {
	c.t.Helper()
	c.until("the OS's dialog to close", func() bool { return c.osDialog(title) == "" })
}

func (c *pc) osDialogAnswers(chosen bool) {
	c.t.Helper()
	want := "chosen=false"
	if chosen {
		want = "chosen=true"
	}
	c.until("the answer of the OS's dialog", func() bool { return c.log.next("msg=chose_file", want) })
	c.inDialog = true
}

// fillOSDialog replaces the name or path there, and does so again where the dialog put in another meanwhile. Not every
// OS knows Ctrl+A in it.
func (c *pc) fillOSDialog(path string) {
	c.t.Helper()
	c.until("the path in the OS's dialog", func() bool {
		c.key("Home", "shift+End", "BackSpace")
		c.enters(path)
		c.still()
		c.copies("")
		c.key("Home", "shift+End", "ctrl+c")
		for end := time.Now().Add(copyTime); c.clipboard() == "" && time.Now().Before(end); {
			time.Sleep(20 * time.Millisecond)
		}
		return c.clipboard() == path
	})
}

// copyTime is how long a program may take to copy what is selected.
const copyTime = 2 * time.Second

// osQuestion waits for a question above the OS's dialog, which is a window without a name, to be ready for keys.
func (c *pc) osQuestion() {
	c.t.Helper()
	c.until("the question of the OS's dialog", func() bool {
		for _, id := range strings.Fields(c.tool(nil, "xdotool", "search", "--onlyvisible", "--class", "portal")) {
			if strings.TrimSpace(c.tool(nil, "xdotool", "getwindowname", id)) == "" {
				c.window, c.before = id, nil
				return true
			}
		}
		return false
	})
	c.still()
}
