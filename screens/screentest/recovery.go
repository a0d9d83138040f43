package screentest

import (
	"strings"

	"fyne.io/fyne/v2"

	"qlingo/model"
)

const NewPassword = "a garden in november"

// Paper is the kit as people type it.
func (s *Harness) Paper() string { return strings.ToLower(strings.Join(s.Kit[:], " ")) }

// Mistyped is the kit with one wrong character in a group (from 1).
func (s *Harness) Mistyped(group int) string {
	groups := s.Kit
	sign := "A"
	if strings.HasPrefix(groups[group-1], sign) {
		sign = "B"
	}
	groups[group-1] = sign + groups[group-1][1:]
	return strings.Join(groups[:], "-")
}

// OtherKit is a kit of the right shape that opens nothing.
func (s *Harness) OtherKit() string {
	kit, err := model.NewRecoveryKit()
	s.Must(err)
	groups := kit.Groups()
	return strings.Join(groups[:], "")
}

// OnRecovery goes there from the login page by keyboard.
func (s *Harness) OnRecovery() {
	s.T.Helper()
	s.Window.Canvas().Focus(s.Button("login.forgot"))
	s.Press(fyne.KeyReturn)
	s.OnPage("recovery")
}

// TypeKeys types into whatever has the focus.
func (s *Harness) TypeKeys(text string) {
	s.T.Helper()
	for _, r := range text {
		s.Window.Canvas().Focused().TypedRune(r)
	}
}

func (s *Harness) Focused(o fyne.Focusable, what string) {
	s.T.Helper()
	if s.Window.Canvas().Focused() != o {
		s.T.Errorf("the focus is not on the %s", what)
	}
}

// Recover fills the page and presses its button.
func (s *Harness) Recover(login, kit, password string) {
	s.T.Helper()
	s.Fill(s.Field("first_run.login"), login)
	s.Fill(s.Field("kit.label"), kit)
	s.Fill(s.Field("password.new"), password)
	s.Fill(s.Field("password.again"), password)
	s.Tap("recovery.save")
}
