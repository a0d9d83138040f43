package screentest

import (
	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// AsksFor asserts that the dialog asks for exactly these factors, with the focus in the first.
func (s *Harness) AsksFor(password, code bool) {
	s.T.Helper()
	if _, ok := s.W.Dialog().(interface{ ClosableDuringJob() bool }); !ok {
		s.T.Fatalf("%T asks, not for a proof:\n%s", s.W.Dialog(), s.Text())
	}
	first := ""
	for _, f := range []struct {
		key   string
		asked bool
	}{{"password_prompt.code", code}, {"login.password", password}} {
		_, there := Find(s, func(w *widgets.Field) bool { return w.Label == i18n.T(f.key) })
		if there != f.asked {
			s.T.Fatalf("%s: asked for %t:\n%s", f.key, there, s.Text())
		}
		if there {
			first = f.key
		}
	}
	if focused := s.Window.Canvas().Focused(); focused == nil || focused.(fyne.CanvasObject) != s.Field(first).Entry {
		s.T.Errorf("the focus is on %T", focused)
	}
}

// Unlocks locks the window and unlocks it by the password.
func (s *Harness) Unlocks(password string) {
	s.T.Helper()
	s.W.Lock()
	s.Fill(s.Field("login.password"), password)
	s.Press(fyne.KeyReturn)
}

// Proves types the password into the prompt, and a code if that is asked for, too.
func (s *Harness) Proves(password string, code ...string) {
	s.T.Helper()
	s.Fill(s.Field("login.password"), password)
	s.Press(fyne.KeyReturn)
	for _, text := range code {
		s.Typed(text)
		s.Press(fyne.KeyReturn)
	}
}

func ErrorOf[R any](_ R, err error) error { return err }
