package widgets

import (
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"qlingo/screens/loop"
)

// EnterDelay is how long Enter waits for text after it. On X11 the window also
// receives keys that an input method used: the Enter that commits 山田 must not
// submit the form. Tests set it to 0, then Enter acts at once.
var EnterDelay = 60 * time.Millisecond

// After calls act on the UI goroutine after a delay. Tests control it.
var After = func(d time.Duration, act func()) {
	time.AfterFunc(d, func() { loop.Do(act) })
}

// guard delays an Enter until it is certain that no text from an input method
// follows.
type guard struct{ serial atomic.Int64 }

// enter calls act after EnterDelay, unless cancel is called first, another
// Enter follows, or the dialog or page of the Enter is closed or covered by
// then: Escape after Enter must win.
func (g *guard) enter(from fyne.CanvasObject, act func()) {
	if EnterDelay <= 0 {
		byEnter(act)
		return
	}
	mine, front := g.serial.Add(1), frontOf(from)
	After(EnterDelay, func() {
		if g.serial.Load() == mine && frontOf(from) == front {
			byEnter(act)
		}
	})
}

// byEnter acts for an Enter in a field. If that closes a dialog a moment later, the second of two is nobody's.
func byEnter(act func()) {
	lastPressed = time.Now()
	act()
}

func (g *guard) cancel() { g.serial.Add(1) }

// frontOf returns what is in front on the canvas of an object: the topmost
// dialog, otherwise the page.
func frontOf(o fyne.CanvasObject) fyne.CanvasObject {
	c := canvasOf(o)
	if c == nil {
		return nil
	}
	if top := c.Overlays().Top(); top != nil {
		return top
	}
	return c.Content()
}

// passKey passes a key that a widget does not use to its dialog, or to the
// window: Fyne sends keys to the focused widget only.
func passKey(from fyne.CanvasObject, key *fyne.KeyEvent) {
	c := canvasOf(from)
	if c == nil {
		return
	}
	if m := modalOf(c); m != nil {
		m.typedKey(key)
	} else if typed := c.OnTypedKey(); typed != nil {
		typed(key)
	}
}

// windows reports whether a key belongs to the window even while a dialog is
// open.
func windows(name fyne.KeyName) bool { return name == fyne.KeyF1 }

// passShortcut passes a shortcut to the window: Fyne sends it to the focused
// entry only, and Ctrl+L would do nothing while a field has the focus.
func passShortcut(from fyne.CanvasObject, s fyne.Shortcut) {
	custom, ok := s.(*desktop.CustomShortcut)
	if !ok {
		return
	}
	switch custom.KeyName {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyBackspace, fyne.KeyDelete:
		return // moves word by word, which the entry does itself
	}
	if c, ok := canvasOf(from).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// AddShortcut registers a shortcut of the window that is off while a dialog is
// open. always is for those that must work there, too, such as the lock.
func AddShortcut(c fyne.Canvas, s fyne.Shortcut, always bool, run func()) {
	c.AddShortcut(s, func(fyne.Shortcut) {
		if always || c.Overlays().Top() == nil {
			run()
		}
	})
}
