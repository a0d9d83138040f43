package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/i18n"
)

// press is what all widgets have in common that are worked by a click, Space or
// Enter: focus, hover, disabled. A widget embeds it, calls init with itself and
// draws by its flags.
type press struct {
	widget.DisableableWidget

	self             fyne.CanvasObject
	onTapped         func()
	enter            func() // replaces the action for Enter; may be nil
	hovered, focused bool
	ringed           bool           // Enter presses it although the focus is elsewhere
	held             fyne.Focusable // had the focus when a mouse button went down here
}

// Pressable is a button of any kind.
type Pressable interface {
	fyne.Focusable
	pressed() *press
}

func (p *press) pressed() *press { return p }

// outlined reports whether it has the focus and shows it.
func (p *press) outlined() bool { return p.focused && showsFocus(p.self) }

// ringShown reports whether Enter presses it, as far as that shows.
func (p *press) ringShown() bool { return p.outlined() || p.ringed && !p.Disabled() }

func (p *press) init(self fyne.Widget, act func()) {
	p.self, p.onTapped = self, act
	p.ExtendBaseWidget(self)
}

// lastTap is the last click on anything that can be pressed.
var lastTap struct {
	on   fyne.CanvasObject
	at   fyne.Position // in the window
	when time.Time
}

// isStray reports whether a click is the second one of a double click, after the
// first has put something else under the pointer: a dialog, a page, or a line
// that moved.
func isStray(on fyne.CanvasObject, at fyne.Position) bool {
	last := lastTap
	lastTap.on, lastTap.at, lastTap.when = on, at, time.Now()
	return last.on != on && last.at == at && time.Since(last.when) < ModalPause
}

// MouseDown is part of desktop.Mouseable. Fyne calls it before it takes the
// focus away.
func (p *press) MouseDown(*desktop.MouseEvent) {
	mousePressed()
	if c := canvasOf(p.self); c != nil {
		p.held = c.Focused()
	}
}

// MouseUp is part of desktop.Mouseable.
func (p *press) MouseUp(*desktop.MouseEvent) {}

// Tapped acts, and takes the focus so that the keyboard continues here. A click
// that does nothing leaves the focus where it was.
func (p *press) Tapped(e *fyne.PointEvent) {
	held := p.held
	p.held = nil
	if p.Disabled() || modalOf(canvasOf(p.self)).settling() || isStray(p.self, e.AbsolutePosition) {
		if c := canvasOf(p.self); held != nil && c != nil && c.Focused() == nil {
			Refocus(c, held)
		}
		return
	}
	if f, ok := p.self.(fyne.Focusable); ok {
		inPlace(func() { focusOn(f) })
	}
	p.onTapped()
}

// FocusGained shows the ring.
func (p *press) FocusGained() {
	p.focused = true
	p.self.Refresh()
	if worksOnEnter(p.self) {
		modalOf(canvasOf(p.self)).lightDefault(false)
	}
	reveal(p.self)
}

// FocusLost hides the ring.
func (p *press) FocusLost() {
	p.focused = false
	p.self.Refresh()
	modalOf(canvasOf(p.self)).lightDefault(true)
}

// worksOnEnter reports whether Enter presses a focused object. A check leaves
// the key to the dialog.
func worksOnEnter(o any) bool {
	switch o.(type) {
	case nil, *Check, *Entry, *PasswordEntry, *PINEntry, *Area:
		return false
	}
	return true
}

// TypedRune acts on Space. The window sends the key first and the rune right
// after, to whatever has the focus by then: if the key opened a dialog, the
// blank would go into its first field, unseen in a password.
func (p *press) TypedRune(r rune) {
	OnActivity()
	// Input methods type the wide one.
	if (r == ' ' || r == '　') && !p.Disabled() && !p.answersUnread() {
		byKey(p.onTapped)
	}
}

// answersUnread reports whether a key may be the second press of the one that
// has just opened the dialog around it, or closed one above it.
func (p *press) answersUnread() bool {
	return modalOf(canvasOf(p.self)).settling() || hiddenJustNow()
}

// TypedKey acts on Enter. TypedRune handles Space.
func (p *press) TypedKey(key *fyne.KeyEvent) {
	OnActivity()
	switch {
	case key.Name == fyne.KeySpace:
	case !enters(key.Name):
		passKey(p.self, key)
	case p.Disabled(), p.answersUnread():
	case p.enter != nil:
		byKey(p.enter)
	default:
		byKey(p.onTapped)
	}
}

// MouseIn shades the ground.
func (p *press) MouseIn(*desktop.MouseEvent) {
	OnActivity()
	p.hovered = true
	p.self.Refresh()
}

// MouseMoved is part of desktop.Hoverable.
func (p *press) MouseMoved(*desktop.MouseEvent) { OnActivity() }

// MouseOut removes the shade.
func (p *press) MouseOut() {
	p.hovered = false
	p.self.Refresh()
}

// Cursor is the hand, if the widget can be pressed.
func (p *press) Cursor() desktop.Cursor {
	if p.Disabled() {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// usable adds that something is disabled.
func (p *press) usable(label string) string {
	if p.Disabled() {
		return i18n.T("say.unavailable", "Label", label)
	}
	return label
}

// Disable disables the widget and drops the focus, because a disabled widget
// would go on receiving keys.
func (p *press) Disable() {
	if p.Disabled() {
		return
	}
	p.DisableableWidget.Disable()
	if c := canvasOf(p.self); c != nil && p.focused {
		c.Unfocus()
	}
}
