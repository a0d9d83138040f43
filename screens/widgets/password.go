package widgets

import (
	"log/slog"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"qlingo/screens/i18n"
)

// PasswordEntry is an entry that hides its text, with a button inside that shows it.
type PasswordEntry struct {
	Entry

	// OnCapsLock is called when typing shows that Caps Lock is on, or no longer on: Fyne does not report the state of
	// the key.
	OnCapsLock func(on bool)

	toggle      *Button
	shift, caps bool
}

// NewPasswordEntry makes a password entry.
func NewPasswordEntry() *PasswordEntry {
	p := &PasswordEntry{}
	p.Password = true
	p.toggle = NewButton(KindLinkSmall, i18n.T("common.show"), func() { p.Reveal(p.Password) })
	// Tab moves here from the field, and an Enter meant for the field must not show the password.
	p.toggle.enter = func() {
		if p.OnEnter != nil {
			p.OnEnter()
		}
	}
	p.toggle.Says = p.sayToggle
	p.ActionItem = Inset(0, 8, 0, 8, container.NewCenter(p.toggle))
	p.setUp(p)
	return p
}

// String keeps the password out of logs.
func (p *PasswordEntry) String() string { return "PasswordEntry" }

// LogValue keeps the password out of structured logs.
func (p *PasswordEntry) LogValue() slog.Value { return slog.StringValue(p.String()) }

// Text returns what was typed.
func (p *PasswordEntry) Text() string { return p.Entry.Text }

// Reveal shows or hides the text.
func (p *PasswordEntry) Reveal(show bool) {
	if p.Password != show {
		return
	}
	p.Password = !show
	if show {
		p.toggle.SetText(i18n.T("common.hide"))
	} else {
		p.toggle.SetText(i18n.T("common.show"))
	}
	p.Refresh()
}

// Wipe empties the entry and hides what is typed next.
func (p *PasswordEntry) Wipe() {
	p.Entry.Wipe()
	p.Reveal(false)
}

// AccessibilityLabel is the label of the field with its error. A password is never read, even while it is shown.
func (p *PasswordEntry) AccessibilityLabel() string {
	if p.name != nil {
		return p.name()
	}
	return p.PlaceHolder
}

// sayToggle says what the button in the field does.
func (p *PasswordEntry) sayToggle() string {
	if p.Password {
		return i18n.T("say.show", "Label", p.AccessibilityLabel())
	}
	return i18n.T("say.hide", "Label", p.AccessibilityLabel())
}

func (p *PasswordEntry) children() []fyne.CanvasObject { return []fyne.CanvasObject{p.ActionItem} }

// KeyDown notes Shift.
func (p *PasswordEntry) KeyDown(key *fyne.KeyEvent) {
	p.Entry.KeyDown(key)
	p.noteShift(key, true)
}

// KeyUp notes Shift.
func (p *PasswordEntry) KeyUp(key *fyne.KeyEvent) {
	p.Entry.KeyUp(key)
	p.noteShift(key, false)
}

func (p *PasswordEntry) noteShift(key *fyne.KeyEvent, down bool) {
	if key.Name == desktop.KeyShiftLeft || key.Name == desktop.KeyShiftRight {
		p.shift = down
	}
}

// TypedRune types a character and detects Caps Lock by it.
func (p *PasswordEntry) TypedRune(r rune) {
	p.Entry.TypedRune(r)
	if r > unicode.MaxASCII || !unicode.IsLetter(r) {
		return
	}
	caps := unicode.IsUpper(r) != p.shift
	if caps != p.caps {
		p.caps = caps
		if p.OnCapsLock != nil {
			p.OnCapsLock(caps)
		}
	}
}

// AcceptsTab is true for Shift+Tab. Going backwards, Fyne visits a widget before its parts, and would go from the
// field to its own button.
func (p *PasswordEntry) AcceptsTab() bool { return shiftHeld() }

// TypedKey moves to the previous field on Shift+Tab. The entry handles the rest.
func (p *PasswordEntry) TypedKey(key *fyne.KeyEvent) {
	c := canvasOf(p)
	if key.Name != fyne.KeyTab || c == nil {
		p.Entry.TypedKey(key)
		return
	}
	OnActivity()
	c.FocusPrevious()
	if c.Focused() == p.toggle {
		c.FocusPrevious()
	}
}

// shiftHeld reports whether Shift is down, wherever it was pressed. Tests set it.
var shiftHeld = func() bool {
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && d.CurrentKeyModifiers() == fyne.KeyModifierShift
}

// FocusLost forgets Shift, because the release goes to another widget.
func (p *PasswordEntry) FocusLost() {
	p.shift = false
	p.Entry.FocusLost()
}
