package screens

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
)

// The questions before an action on a person, and the menu with reasons in it, at 150 %.
func TestLargeTextOfActs(t *testing.T) {
	inBothLanguages(t, func(t *testing.T, lang string) {
		s := large(t, lang).withOffice(model.KindMulti, "takahashi.k")
		s.manage()
		s.nothingCutOff("users")
		s.menu("sato.h")
		s.nothingCutOff("users_own_menu")
		s.chooses("person.open")
		s.nothingCutOff("person_own")
		s.key(fyne.KeyEscape)
		for _, key := range []string{"person.suspend", "person.promote", "person.delete", "person.reset"} {
			s.menu("takahashi.k")
			s.chooses(key)
			s.nothingCutOff(key)
			if key != "person.reset" {
				s.key(fyne.KeyEscape)
			}
		}
		s.tap("person.reset")
		s.nothingCutOff("temporary")
		s.key(fyne.KeyEscape)
		s.nothingCutOff("temporary_close")
		s.tap("temporary_password.close_paper")
		s.tap("users.add")
		s.tap("person_form.add")
		s.nothingCutOff("user_form_marked")
	})
}
