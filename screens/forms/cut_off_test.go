package forms_test

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/screentest"
)

func TestLargeTextOfTheAdministrator(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).WithOffice(model.KindMulti, "takahashi.k", "ito.m")
		s.WithMFA("takahashi.k", screentest.UserPassword)
		s.Begin().SignIn("sato.h", screentest.AdminPassword)
		for _, link := range []string{"shell.users", "shell.my_page", "shell.security", "shell.activity", "shell.settings"} {
			s.Follow(link)
			s.NothingCutOff(link)
		}
		s.Check("settings_page.require")
		s.Fill(s.Field("settings_page.password"), "8")
		s.NothingCutOff("settings_require")
		s.Follow("shell.users")
		s.NothingCutOff("unsaved")
		s.Tap("settings_page.unsaved_leave")
		test.Tap(s.Who())
		s.NothingCutOff("this_pc")
		forms.ShowLicences(s.W)
		s.NothingCutOff("licences")
		forms.ShowLicence(s.W, forms.Licences()[2])
		s.NothingCutOff("licence")
	})
}
