package backup_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/backup"
	"qlingo/screens/screentest"
	"qlingo/screens/window"
)

// TestEscapeGoesBackOnEveryPage: like the button that leads back.
func TestEscapeGoesBackOnEveryPage(t *testing.T) {
	s := screentest.New(t).Begin()
	s.ToKit(model.KindMulti)
	for _, page := range []string{"first_run_2", "first_run_1", "first_run_1"} {
		s.Key(fyne.KeyEscape)
		s.OnPage(page)
	}

	s.ToPlace()
	s.Key(fyne.KeyEscape)
	s.OnPage("first_run_1")

	s = screentest.New(t)
	screentest.Locked(s, model.KindMulti)
	for _, c := range []struct {
		page string
		to   func()
		back []string
	}{
		{"recovery", func() { s.Tap("login.forgot") }, []string{"login"}},
		{"desk", func() { s.Tap("login.desk") }, []string{"login"}},
		{"support", func() { s.Asks() }, []string{"pin", "login"}},
		{"restore_choose", func() { backup.ChooseRestore(s.W, func() { s.W.Flow.ToLogin("") }) }, []string{"login"}},
		{"restore_kit", func() {
			back := func() { s.W.Flow.ToLogin("") }
			s.W.Show(func() window.Screen { return backup.NewRestoreKit(s.W, model.Preview{}, back) })
		}, []string{"restore_preview", "restore_choose", "login"}},
	} {
		c.to()
		s.OnPage(c.page)
		for _, page := range c.back {
			s.Key(fyne.KeyEscape)
			s.OnPage(page)
		}
	}
	s.Key(fyne.KeyEscape) // there is no page before it
	s.OnPage("login")
}
