package forms_test

import (
	"context"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/screentest"
	"qlingo/screens/window"
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
		s.Tap("unsaved.leave")
		s.FromTopMenu("this_pc.title")
		s.NothingCutOff("this_pc")
		s.Key(fyne.KeyEscape)
		path := filepath.Join(t.TempDir(), "qlingo-activity-sato.h-2026-11-22.csv")
		s.Platform.OnChooseFile = func(context.Context, window.FileDialog) (window.FileChoice, error) {
			return window.FileChoice{Path: path}, nil
		}
		s.Hold = true
		forms.ExportActivity(s.W, model.ActivityQuery{}, func() {})
		s.NothingCutOff("choosing")
		s.Run()
		s.NothingCutOff("exported")
		s.Key(fyne.KeyEscape)
		path = "/nowhere/activity.csv"
		forms.ExportActivity(s.W, model.ActivityQuery{}, func() {})
		s.NothingCutOff("not_saved")
		s.Key(fyne.KeyEscape)
		s.Platform.OnChooseFile = func(context.Context, window.FileDialog) (window.FileChoice, error) {
			return window.FileChoice{}, window.ErrFileElsewhere
		}
		s.W.RememberFilesFolder("/nowhere/activity.csv")
		forms.ExportActivity(s.W, model.ActivityQuery{}, func() {})
		s.NothingCutOff("elsewhere")
		s.Key(fyne.KeyEscape)
		forms.ShowLicences(s.W)
		s.NothingCutOff("licences")
		forms.ShowLicence(s.W, forms.Licences()[2])
		s.NothingCutOff("licence")
	})
}
