package people_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/screentest"
)

// The questions before an action on a person, and the menu with reasons in it, at 150 %.
func TestLargeTextOfActs(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).WithOffice(model.KindMulti, "takahashi.k")
		s.Manage()
		s.NothingCutOff("users")
		s.Menu("sato.h")
		s.NothingCutOff("users_own_menu")
		s.Chooses("person.open")
		s.NothingCutOff("person_own")
		s.Key(fyne.KeyEscape)
		for _, key := range []string{"person.suspend", "person.promote", "person.delete", "person.reset"} {
			s.Menu("takahashi.k")
			s.Chooses(key)
			s.NothingCutOff(key)
			if key != "person.reset" {
				s.Key(fyne.KeyEscape)
			}
		}
		s.Tap("person.reset")
		s.NothingCutOff("temporary")
		s.Key(fyne.KeyEscape)
		s.NothingCutOff("temporary_close")
		s.Tap("temporary_password.close_paper")
		s.Tap("users.add")
		s.Tap("person_form.add")
		s.NothingCutOff("user_form_marked")
	})
}
