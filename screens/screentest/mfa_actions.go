package screentest

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
)

// Caring shows somebody's own page with MFA on. It returns the phone and the codes.
func Caring(t *testing.T) (s *Harness, pin func() string, codes []string) {
	t.Helper()
	s = New(t).WithOffice(model.KindMulti, "takahashi.k")
	pin, codes = s.WithMFA("takahashi.k", UserPassword)
	s.Begin().SignIn("takahashi.k", UserPassword)
	s.EnterPIN(pin())
	s.OnPage("my_page")
	return s, pin, codes
}

// Work presses a button by keyboard.
func (s *Harness) Work(key string) {
	s.T.Helper()
	s.Window.Canvas().Focus(s.Button(key))
	s.Press(fyne.KeyReturn)
}
