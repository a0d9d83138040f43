package screens

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/backup"
	"qlingo/screens/screentest"
	"qlingo/screens/window"
)

// Escape closes only the dialog, and does not open a locked window.
func TestEscapeGoesBackOneStep(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.Tap("login.forgot")
	s.Key(fyne.KeyF1)
	s.Key(fyne.KeyEscape)
	s.OnPage("recovery")
	s.Key(fyne.KeyEscape)
	s.SignIn("sato.h", screentest.AdminPassword)
	s.W.Flow.GoTo(window.RouteBackup)
	s.W.Lock()
	s.Key(fyne.KeyEscape)
	s.OnPage("lock")
	s.Fill(s.Field("login.password"), screentest.AdminPassword)
	s.Key(fyne.KeyReturn)
	s.OnPage("backup")
	s.Key(fyne.KeyEscape)
	s.OnPage("settings")
}

func TestLargeTextOfNoBackups(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).WithOffice(model.KindMulti).Begin()
		backup.ChooseRestore(s.W, func() {})
		s.NothingCutOff("restore_none")
	})
}
