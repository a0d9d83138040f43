//go:build e2e

package e2e

import (
	"os"
	"strings"
	"time"
)

// programLog reads the program's log, which names each page and dialog as it
// appears. It goes forward only, so a line answers to one expectation.
type programLog struct {
	path string
	read int
}

// next finds the first unread line that holds all parts, and reads up to it.
func (j *programLog) next(parts ...string) bool {
	text, err := os.ReadFile(j.path)
	if err != nil || len(text) < j.read {
		return false
	}
	at := j.read
	for line := range strings.Lines(string(text[j.read:])) {
		at += len(line)
		if !strings.HasSuffix(line, "\n") {
			return false // still being written
		}
		if holdsAll(strings.Fields(line), parts) {
			j.read = at
			return true
		}
	}
	return false
}

// unread returns whether a line further on holds all parts, without reading it.
func (j *programLog) unread(parts ...string) bool {
	ahead := *j
	return ahead.next(parts...)
}

// tail returns the last lines.
func (j *programLog) tail(lines int) string {
	text, err := os.ReadFile(j.path)
	if err != nil {
		return err.Error()
	}
	all := strings.SplitAfter(string(text), "\n")
	return strings.Join(all[max(0, len(all)-lines-1):], "")
}

func holdsAll(fields, parts []string) bool {
	for _, part := range parts {
		found := false
		for _, field := range fields {
			found = found || field == part
		}
		if !found {
			return false
		}
	}
	return true
}

// sees waits for a page.
func (c *pc) sees(page string) {
	c.t.Helper()
	c.until("page "+page, func() bool { return c.log.next("msg=screen", "name="+page) })
	c.painted()
	if c.inDialog {
		c.inDialog = false
		time.Sleep(dialogPause)
	}
}

// paintTime is how long a page or dialog of the log is waited for in the window. Some look as the one before.
const paintTime = time.Second

// painted waits until the window looks other than when the last key was pressed. On a busy machine what the log
// names is painted some frames later; what looks at the window before that finds buttons of the page before.
func (c *pc) painted() {
	c.t.Helper()
	if c.before == nil {
		return
	}
	for end := time.Now().Add(paintTime); differing(c.before, c.capture()) < 2000 && time.Now().Before(end); {
		time.Sleep(20 * time.Millisecond)
	}
}

// dialogPause is longer than a new dialog, and a page whose dialog was just closed, is deaf to Enter and Space.
const dialogPause = 400 * time.Millisecond

// seesDialog waits for a dialog.
func (c *pc) seesDialog(name string) {
	c.t.Helper()
	c.until("dialog "+name, func() bool { return c.log.next("msg=dialog", "name="+name) })
	c.painted()
	c.inDialog = true
	time.Sleep(dialogPause)
}

// isRefused waits for the sentence that answers a wrong or forbidden thing.
func (c *pc) isRefused(code string) {
	c.t.Helper()
	c.until("refusal "+code, func() bool { return c.log.next("msg=failure", "code="+code) })
}
