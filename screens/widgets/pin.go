package widgets

import (
	"log/slog"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/i18n"
)

// PINEntry takes the six digits of an app or the 24 hexadecimal digits of a
// backup code. It corrects the input: full-width digits become ASCII, blanks
// and hyphens are dropped, pasted text is filtered and never refused.
type PINEntry struct {
	widget.DisableableWidget

	// OnEnter is called for Enter, once it is clear that no input method sent
	// it.
	OnEnter func()
	// OnEdited is called when a person has changed the text.
	OnEdited func()

	name            func() string // label of the field around it; nil if there is none
	big             bool
	digits          []rune
	cursor          int
	all             bool // everything is selected
	failed, focused bool
	guard           guard
}

// NewPINEntry makes an entry: big and centred, or 48 high for a dialog.
func NewPINEntry(big bool) *PINEntry {
	p := &PINEntry{big: big}
	p.ExtendBaseWidget(p)
	return p
}

// String keeps the code out of logs.
func (p *PINEntry) String() string { return "PINEntry" }

// LogValue keeps the code out of structured logs.
func (p *PINEntry) LogValue() slog.Value { return slog.StringValue(p.String()) }

// Text returns the digits, without blanks and in ASCII.
func (p *PINEntry) Text() string { return string(p.digits) }

// SetText shows what pasting the text would. It calls no callback.
func (p *PINEntry) SetText(text string) {
	text = pinFrom(text)
	if text == p.Text() {
		return
	}
	p.put(0, len(p.digits), []rune(text))
	p.Refresh()
}

// Wipe empties the entry, also in memory, and drops an Enter that is still
// waiting.
func (p *PINEntry) Wipe() {
	p.guard.cancel()
	clear(p.digits[:cap(p.digits)])
	p.digits, p.cursor, p.all = p.digits[:0], 0, false
	p.Refresh()
}

// SetError shows or removes the red border.
func (p *PINEntry) SetError(failed bool) {
	if p.failed == failed {
		return
	}
	p.failed = failed
	p.Refresh()
}

// put replaces digits[from:to] and sets the cursor after the new ones. It cuts
// off what is longer than a backup code.
func (p *PINEntry) put(from, to int, signs []rune) {
	room := BackupDigits - (len(p.digits) - (to - from))
	signs = signs[:min(len(signs), room)]
	// A fixed capacity, so that Wipe reaches every copy.
	next := make([]rune, 0, BackupDigits)
	next = append(next, p.digits[:from]...)
	next = append(next, signs...)
	next = append(next, p.digits[to:]...)
	clear(p.digits)
	p.digits, p.cursor, p.all = next, from+len(signs), false
}

// change is put for input by a person.
func (p *PINEntry) change(from, to int, signs []rune) {
	if p.all {
		from, to = 0, len(p.digits)
	}
	if from == to && len(signs) == 0 {
		return
	}
	p.put(from, to, signs)
	p.Refresh()
	reveal(p)
	if p.OnEdited != nil {
		p.OnEdited()
	}
}

// TypedRune types a digit. An Enter just before it came from an input method.
func (p *PINEntry) TypedRune(r rune) {
	OnActivity()
	p.guard.cancel()
	if r = pinRune(r); r != 0 && !p.Disabled() {
		p.change(p.cursor, p.cursor, []rune{r})
	}
}

// TypedKey edits, submits and passes the rest on.
func (p *PINEntry) TypedKey(key *fyne.KeyEvent) {
	OnActivity()
	if p.Disabled() {
		passKey(p, key)
		return
	}
	end := len(p.digits)
	switch key.Name {
	case fyne.KeyBackspace:
		p.change(max(0, p.cursor-1), p.cursor, nil)
	case fyne.KeyDelete:
		p.change(p.cursor, min(end, p.cursor+1), nil)
	case fyne.KeyLeft:
		p.move(p.cursor - 1)
	case fyne.KeyRight:
		p.move(p.cursor + 1)
	case fyne.KeyHome, fyne.KeyUp, fyne.KeyPageUp:
		p.move(0)
	case fyne.KeyEnd, fyne.KeyDown, fyne.KeyPageDown:
		p.move(end)
	case fyne.KeyReturn, fyne.KeyEnter:
		p.guard.enter(p, func() { p.submit(key) })
	default:
		passKey(p, key)
	}
}

func (p *PINEntry) submit(key *fyne.KeyEvent) {
	switch {
	case p.Disabled():
	case p.OnEnter != nil:
		p.OnEnter()
	default:
		passKey(p, key)
	}
}

func (p *PINEntry) move(to int) {
	p.cursor, p.all = max(0, min(to, len(p.digits))), false
	p.Refresh()
}

// TypedShortcut pastes, cuts and selects. A code cannot be copied from here.
func (p *PINEntry) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutPaste:
		p.paste(s.Clipboard)
	case *fyne.ShortcutSelectAll:
		p.all = len(p.digits) > 0
		p.Refresh()
	default:
		passShortcut(p, s)
	}
}

func (p *PINEntry) paste(from fyne.Clipboard) {
	signs := []rune(pinFrom(from.Content()))
	if p.Disabled() || len(signs) == 0 {
		return
	}
	if len(signs) == PINDigits || len(signs) == BackupDigits {
		p.all = true // a whole code replaces what is there
	}
	p.change(p.cursor, p.cursor, signs)
}

// MouseDown takes the focus and sets the cursor after the digit nearest to the
// pointer. Tapped would be too late: the window delays it for the second click
// of a double click, and what is typed meanwhile would be lost.
func (p *PINEntry) MouseDown(m *desktop.MouseEvent) {
	OnActivity()
	mousePressed()
	inPlace(func() { focusOn(p) })
	if p.Disabled() || m.Button == desktop.MouseButtonSecondary {
		return
	}
	pitch, left := p.metrics(p.Size().Width)
	p.move(int((m.Position.X-left)/pitch + 0.5))
}

// MouseUp is part of desktop.Mouseable.
func (p *PINEntry) MouseUp(*desktop.MouseEvent) {}

// Tapped handles touch, which presses no mouse button.
func (p *PINEntry) Tapped(*fyne.PointEvent) { focusOn(p) }

// DoubleTapped selects everything.
func (p *PINEntry) DoubleTapped(*fyne.PointEvent) {
	p.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// TappedSecondary opens a menu with Paste.
func (p *PINEntry) TappedSecondary(at *fyne.PointEvent) {
	c := canvasOf(p)
	if c == nil || p.Disabled() {
		return
	}
	paste := fyne.NewMenuItem(i18n.T("common.paste"), func() { p.paste(fyne.CurrentApp().Clipboard()) })
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", paste), c, at.AbsolutePosition)
}

// AccessibilityLabel is the label of the field with its error, and the digits.
func (p *PINEntry) AccessibilityLabel() string {
	name := i18n.T("say.pin")
	if p.name != nil {
		name = p.name()
	}
	return listed(name, p.Text())
}

// AccessibilityRole is text.
func (p *PINEntry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

func (p *PINEntry) setName(name func() string) { p.name = name }

// FocusGained shows the cursor and the ring.
func (p *PINEntry) FocusGained() {
	p.focused = true
	p.Refresh()
	reveal(p)
}

// FocusLost hides them.
func (p *PINEntry) FocusLost() {
	p.focused, p.all = false, false
	p.Refresh()
}

// Cursor is the text cursor.
func (p *PINEntry) Cursor() desktop.Cursor { return desktop.TextCursor }
