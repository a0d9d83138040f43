//go:build e2e

package e2e

import (
	"image"
	"strconv"
	"strings"
	"time"
)

// key presses keys one after another, in xdotool's names: Return, Tab, ctrl+a.
func (c *pc) key(names ...string) {
	c.t.Helper()
	if c.window != "" {
		c.before = c.capture()
	}
	c.mustTool("xdotool", append([]string{"key", "--clearmodifiers", "--delay", "30"}, names...)...)
}

// tab moves the focus forward, or backward when steps is negative.
func (c *pc) tab(steps int) {
	c.t.Helper()
	name := "Tab"
	if steps < 0 {
		name, steps = "shift+Tab", -steps
	}
	for range steps {
		c.key(name)
	}
}

// types enters ASCII text where the focus is.
func (c *pc) types(text string) {
	c.t.Helper()
	c.mustTool("xdotool", "type", "--clearmodifiers", "--delay", "8", "--", text)
}

// pastes enters any text by way of the clipboard; typing Japanese key by key
// would need an input method.
func (c *pc) pastes(text string) {
	c.t.Helper()
	c.copies(text)
	c.key("ctrl+v")
}

// copies puts text into the clipboard, as another program would.
func (c *pc) copies(text string) {
	c.t.Helper()
	// xclip stays in the background to serve the text; the empty output keeps
	// runTool from waiting for it.
	if _, err := c.runTool([]byte(text), "sh", "-c", "xclip -selection clipboard -in >/dev/null 2>&1"); err != nil {
		c.t.Fatal(err)
	}
	c.until("the clipboard", func() bool { return c.clipboard() == text })
}

// fill puts text into the focused field in place of what stands there.
func (c *pc) fill(text string) {
	c.t.Helper()
	c.key("ctrl+a", "BackSpace")
	c.enters(text)
}

// enters types text, or pastes what has no key of its own.
func (c *pc) enters(text string) {
	c.t.Helper()
	switch {
	case text == "":
	case strings.ContainsFunc(text, func(char rune) bool { return char > '~' }):
		c.pastes(text)
	default:
		c.types(text)
	}
}

// fillNext goes to the next field and fills it.
func (c *pc) fillNext(text string) {
	c.t.Helper()
	c.tab(1)
	c.fill(text)
}

// enter presses Enter. Fields wait a moment before they submit, in case the key
// belonged to an input method.
func (c *pc) enter() {
	c.t.Helper()
	c.key("Return")
}

// hoverTime is how long a click waits for what is under the pointer to show that it is. Not all
// that can be clicked does, nor where the pointer was before.
const hoverTime = time.Second

// click presses the left mouse button at a place in the window.
func (c *pc) click(at image.Point) {
	c.t.Helper()
	if c.keysOnly {
		c.t.Fatal("a mouse was needed")
	}
	c.before = c.still()
	c.mustTool("xdotool", "mousemove", "--window", c.window, strconv.Itoa(at.X), strconv.Itoa(at.Y))
	// The toolkit learns of the new place with its next frame, which a busy machine may take long for.
	for end := time.Now().Add(hoverTime); differing(c.before, c.capture()) == 0 && time.Now().Before(end); {
		time.Sleep(20 * time.Millisecond)
	}
	time.Sleep(60 * time.Millisecond)
	c.mustTool("xdotool", "click", "1")
}

// clipboard returns what another program would paste.
func (c *pc) clipboard() string {
	return c.tool(nil, "xclip", "-selection", "clipboard", "-out")
}

// copied waits until the clipboard holds something that fits, and returns it.
func (c *pc) copied(what string, fits func(string) bool) string {
	c.t.Helper()
	var text string
	c.until(what+" in the clipboard", func() bool {
		text = c.clipboard()
		return fits(text)
	})
	return strings.TrimSpace(text)
}
