package screens

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/screentest"
)

func TestUsersMasters(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m", "takahashi.k")
	s.WithMFA("takahashi.k", screentest.UserPassword)
	s.Manage()
	s.TapAt(s.Place("abe.m", "mfa")) // the switch is refused
	s.Master("users")
	s.TapAt(s.Place("abe.m", "login"))
	s.Master("person")
	s.Key(fyne.KeyEscape)
	s.TapAt(s.Place("takahashi.k", "mfa"))
	s.Master("reset")
	s.Confirm()
	s.Master("notice")
	s.Key(fyne.KeyEscape)
	s.Tap("users.add")
	s.Tap("person_form.add")
	s.Master("user_form")
}
