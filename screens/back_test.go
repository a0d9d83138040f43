package screens

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/backup"
	"qlingo/screens/window"
)

// TestEscapeGoesBackOnEveryPage: like the button that leads back.
func TestEscapeGoesBackOnEveryPage(t *testing.T) {
	s := newStage(t).begin()
	s.toKit(model.KindMulti)
	for _, page := range []string{"first_run_3", "first_run_2", "first_run_1", "first_run_1"} {
		s.key(fyne.KeyEscape)
		s.onPage(page)
	}

	s = newStage(t)
	locked(s, model.KindMulti)
	for _, c := range []struct {
		page string
		to   func()
		back []string
	}{
		{"recovery", func() { s.tap("login.forgot") }, []string{"login"}},
		{"desk", func() { s.tap("support_desk.title") }, []string{"login"}},
		{"support", func() { s.asks() }, []string{"pin", "login"}},
		{"restore_choose", func() { backup.ChooseRestore(s.w, func() { s.w.Flow.ToLogin("") }) }, []string{"login"}},
		{"restore_kit", func() {
			back := func() { s.w.Flow.ToLogin("") }
			s.w.Show(func() window.Screen { return backup.NewRestoreKit(s.w, model.Preview{}, back) })
		}, []string{"restore_preview", "restore_choose", "login"}},
	} {
		c.to()
		s.onPage(c.page)
		for _, page := range c.back {
			s.key(fyne.KeyEscape)
			s.onPage(page)
		}
	}
	s.key(fyne.KeyEscape) // there is no page before it
	s.onPage("login")
}

// Escape closes only the dialog, and does not open a locked window.
func TestEscapeGoesBackOneStep(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.tap("login.forgot")
	s.key(fyne.KeyF1)
	s.key(fyne.KeyEscape)
	s.onPage("recovery")
	s.key(fyne.KeyEscape)
	s.signIn("sato.h", adminPassword)
	s.w.Flow.GoTo(window.RouteBackup)
	s.w.Lock()
	s.key(fyne.KeyEscape)
	s.onPage("lock")
	s.fill(s.field("login.password"), adminPassword)
	s.key(fyne.KeyReturn)
	s.onPage("backup")
	s.key(fyne.KeyEscape)
	s.onPage("settings")
}

func TestLargeTextOfNoBackups(t *testing.T) {
	inBothLanguages(t, func(t *testing.T, lang string) {
		s := large(t, lang).withOffice(model.KindMulti).begin()
		backup.ChooseRestore(s.w, func() {})
		s.nothingCutOff("restore_none")
	})
}
