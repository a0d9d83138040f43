package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
)

// tab moves on or back as the window does.
func tab(w fyne.Window, back bool) {
	old := shiftHeld
	defer func() { shiftHeld = old }()
	shiftHeld = func() bool { return back }
	if f, ok := w.Canvas().Focused().(fyne.Tabbable); ok && f.AcceptsTab() {
		key(w, fyne.KeyTab)
	} else if back {
		w.Canvas().FocusPrevious()
	} else {
		w.Canvas().FocusNext()
	}
}

func TestTabOfPasswords(t *testing.T) {
	before, p, q := NewEntry(), NewPasswordEntry(), NewPasswordEntry()
	w := window(t, VStack(8, NewField("ID", before), NewField("パスワード", p), NewField("もう一度", q)))
	for _, c := range []struct {
		name     string
		from, to fyne.Focusable
		back     bool
	}{
		{"on to the button", p, p.toggle, false},
		{"on to the next field", p.toggle, q, false},
		{"back to the field before", p, before, true},
		{"back to the password before", q, p, true},
	} {
		w.Canvas().Focus(c.from)
		tab(w, c.back)
		if got := w.Canvas().Focused(); got != c.to {
			t.Errorf("%s: the focus is on %T, not %T", c.name, got, c.to)
		}
	}
	if p.Text() != "" || q.Text() != "" {
		t.Error("a Tab was typed")
	}
}
