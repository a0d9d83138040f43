//go:build e2e

package e2e

import (
	"image"
	"strconv"
	"strings"
	"time"
)

// key presses keys one after another, in xdotool's names: Return, Tab, ctrl+a.
func (d *desk) key(names ...string) {
	d.t.Helper()
	if d.window != "" {
		d.before = d.capture()
	}
	d.mustTool("xdotool", append([]string{"key", "--clearmodifiers", "--delay", "30"}, names...)...)
}

// tab moves the focus forward, or backward when steps is negative.
func (d *desk) tab(steps int) {
	d.t.Helper()
	name := "Tab"
	if steps < 0 {
		name, steps = "shift+Tab", -steps
	}
	for range steps {
		d.key(name)
	}
}

// types enters ASCII text where the focus is.
func (d *desk) types(text string) {
	d.t.Helper()
	d.mustTool("xdotool", "type", "--clearmodifiers", "--delay", "8", "--", text)
}

// pastes enters any text by way of the clipboard; typing Japanese key by key
// would need an input method.
func (d *desk) pastes(text string) {
	d.t.Helper()
	// xclip stays in the background to serve the text; the empty output keeps
	// runTool from waiting for it.
	if _, err := d.runTool([]byte(text), "sh", "-c", "xclip -selection clipboard -in >/dev/null 2>&1"); err != nil {
		d.t.Fatal(err)
	}
	d.until("the clipboard", func() bool { return d.clipboard() == text })
	d.key("ctrl+v")
}

// fill puts text into the focused field in place of what stands there.
func (d *desk) fill(text string) {
	d.t.Helper()
	d.key("ctrl+a", "BackSpace")
	if text == "" {
		return
	}
	for _, char := range text {
		if char > '~' {
			d.pastes(text)
			return
		}
	}
	d.types(text)
}

// fillNext goes to the next field and fills it.
func (d *desk) fillNext(text string) {
	d.t.Helper()
	d.tab(1)
	d.fill(text)
}

// enter presses Enter. Fields wait a moment before they submit, in case the key
// belonged to an input method.
func (d *desk) enter() {
	d.t.Helper()
	d.key("Return")
}

// hoverTime is how long a click waits for what is under the pointer to show that it is. Not all
// that can be clicked does, nor where the pointer was before.
const hoverTime = time.Second

// click presses the left mouse button at a place in the window.
func (d *desk) click(at image.Point) {
	d.t.Helper()
	if d.keysOnly {
		d.t.Fatal("a mouse was needed")
	}
	d.before = d.still()
	d.mustTool("xdotool", "mousemove", "--window", d.window, strconv.Itoa(at.X), strconv.Itoa(at.Y))
	// The toolkit learns of the new place with its next frame, which a busy machine may take long for.
	for end := time.Now().Add(hoverTime); differing(d.before, d.capture()) == 0 && time.Now().Before(end); {
		time.Sleep(20 * time.Millisecond)
	}
	time.Sleep(60 * time.Millisecond)
	d.mustTool("xdotool", "click", "1")
}

// clipboard returns what another program would paste.
func (d *desk) clipboard() string {
	return d.tool(nil, "xclip", "-selection", "clipboard", "-out")
}

// copied waits until the clipboard holds something that fits, and returns it.
func (d *desk) copied(what string, fits func(string) bool) string {
	d.t.Helper()
	var text string
	d.until(what+" in the clipboard", func() bool {
		text = d.clipboard()
		return fits(text)
	})
	return strings.TrimSpace(text)
}
