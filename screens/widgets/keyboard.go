package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// byKeyboard reports whether what somebody did last was to press a key, not a mouse button. Only then does what has
// the focus show a ring: who uses the mouse knows where they are.
var byKeyboard = true

// KeyPressed notes that somebody uses the keyboard. What has the focus shows its ring from then on.
func KeyPressed(c fyne.Canvas) {
	if byKeyboard {
		return
	}
	byKeyboard = true
	if c == nil {
		return
	}
	if o, ok := c.Focused().(fyne.CanvasObject); ok {
		o.Refresh()
	}
}

// showsFocus reports whether what has the focus shows it. In a dialog it always does, because the ring says there what
// Enter presses; what was never painted is in one that has just opened.
func showsFocus(o fyne.CanvasObject) bool {
	c := canvasOf(o)
	return byKeyboard || c == nil || modalOf(c) != nil
}

// mousePressed notes that somebody uses the mouse.
func mousePressed() { byKeyboard = false }

// WatchKeys notices keys that are pressed while nothing has the focus, such as the first Tab on a page.
func WatchKeys(c fyne.Canvas) {
	if d, ok := c.(desktop.Canvas); ok {
		d.SetOnKeyDown(func(*fyne.KeyEvent) { KeyPressed(c) })
	}
}

// KeyDown is part of desktop.Keyable.
func (p *press) KeyDown(*fyne.KeyEvent) { KeyPressed(canvasOf(p.self)) }

// KeyUp is part of desktop.Keyable.
func (p *press) KeyUp(*fyne.KeyEvent) {}

// KeyDown is part of desktop.Keyable.
func (e *Entry) KeyDown(key *fyne.KeyEvent) {
	KeyPressed(canvasOf(e.outer))
	e.Entry.KeyDown(key)
}

// KeyDown is part of desktop.Keyable.
func (p *PINEntry) KeyDown(*fyne.KeyEvent) { KeyPressed(canvasOf(p)) }

// KeyUp is part of desktop.Keyable.
func (p *PINEntry) KeyUp(*fyne.KeyEvent) {}
