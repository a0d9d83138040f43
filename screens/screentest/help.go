package screentest

import (
	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// Readable reports whether a text is there and not hidden.
func (s *Harness) Readable(text string) bool {
	_, ok := Find(s, func(t *widgets.Text) bool { return t.Text == text })
	return ok
}

func (s *Harness) ShowsText(text string) {
	s.T.Helper()
	if !s.Readable(text) {
		s.T.Errorf("nobody can read %q:\n%s", text, s.Text())
	}
}

// HelpOpens presses F1 wherever the focus is, checks what opens, and closes it again.
func (s *Harness) HelpOpens(answer string) {
	s.T.Helper()
	before := s.Window.Canvas().Focused()
	opened := s.Dialogs("help")
	s.Key(fyne.KeyF1)
	if s.Dialogs("help") != opened+1 {
		s.T.Fatalf("no help on %s:\n%s", s.W.PageName(), s.Text())
	}
	s.ShowsText(i18n.T(answer))
	s.Key(fyne.KeyEscape)
	if s.Window.Canvas().Focused() != before {
		s.T.Errorf("the keyboard is not back where it was on %s", s.W.PageName())
	}
}
