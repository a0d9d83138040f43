package screentest

import (
	"testing"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// OnSettings shows the settings to an owner.
func OnSettings(t *testing.T, kind model.AccountKind, users ...string) *Harness {
	t.Helper()
	s := New(t).WithOffice(kind, users...).Begin()
	s.SignIn("sato.h", AdminPassword)
	s.Follow("shell.settings")
	s.OnPage("settings")
	return s
}

// Check toggles a check box by keyboard.
func (s *Harness) Check(key string) {
	s.T.Helper()
	check, ok := Find(s, func(c *widgets.Check) bool { return c.Text == i18n.T(key) })
	if !ok {
		s.T.Fatalf("no check %q:\n%s", i18n.T(key), s.Text())
	}
	s.Window.Canvas().Focus(check)
	check.TypedRune(' ')
}
