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
	ringed           bool // Enter presses it although the focus is elsewhere
}

// Pressable is a button of any kind.
type Pressable interface {
	fyne.Focusable
	pressed() *press
}

func (p *press) pressed() *press { return p }

// ringShown reports whether Enter presses it.
func (p *press) ringShown() bool { return p.focused || p.ringed && !p.Disabled() }

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

// Tapped acts, and takes the focus so that the keyboard continues here.
func (p *press) Tapped(e *fyne.PointEvent) {
	if p.Disabled() || modalOf(canvasOf(p.self)).settling() || isStray(p.self, e.AbsolutePosition) {
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
	if (r == ' ' || r == '　') && !p.Disabled() && !modalOf(canvasOf(p.self)).settling() {
		p.onTapped()
	}
}

// TypedKey acts on Enter. TypedRune handles Space.
func (p *press) TypedKey(key *fyne.KeyEvent) {
	OnActivity()
	switch {
	case key.Name == fyne.KeySpace:
	case !enters(key.Name):
		passKey(p.self, key)
	case p.Disabled(), modalOf(canvasOf(p.self)).settling():
	case p.enter != nil:
		p.enter()
	default:
		p.onTapped()
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
