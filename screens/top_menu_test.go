package screens

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// The name at the top is a menu: Enter, Space and Down open it, Escape closes it and gives the keyboard back.
func TestNameAtTheTopIsAMenu(t *testing.T) {
	want := []string{i18n.T("this_pc.title"), i18n.T("shell.lock"), i18n.T("shell.sign_out")}
	for name, open := range map[string]func(*widgets.TopMenu){
		"Enter": func(who *widgets.TopMenu) { who.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) },
		"Space": func(who *widgets.TopMenu) { who.TypedRune(' ') },
		"Down":  func(who *widgets.TopMenu) { who.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown}) },
	} {
		s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
		s.SignIn("takahashi.k", screentest.UserPassword)
		who := s.Who()
		s.Window.Canvas().Focus(who)
		open(who)
		if got := screentest.Offers(s.OpenMenu()); !slices.Equal(got, want) {
			t.Errorf("%s offers %q", name, got)
		}
		s.Key(fyne.KeyEscape)
		if s.Window.Canvas().Overlays().Top() != nil || s.Window.Canvas().Focused() != who {
			t.Errorf("after %s Escape does not go back to the name", name)
		}
	}
}

func TestWhatTheTopMenuDoes(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.FromTopMenu("this_pc.title")
	s.OnPage("this_pc")
	s.FromTopMenu("shell.lock")
	s.OnPage("lock")
	s.Fill(s.Field("login.password"), screentest.UserPassword)
	s.Press(fyne.KeyReturn)
	s.OnPage("this_pc")
	s.FromTopMenu("shell.sign_out")
	s.OnPage("login")
}
