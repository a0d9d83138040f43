package screens

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// In a dialog F1 opens the help above it, and Escape returns to the dialog.
func TestHelpOverADialog(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Tap("users.add")
	s.Fill(s.Field("users.login"), "ito.t")
	s.HelpOpens("help.reset_text")
	if s.Dialogs("user_form") != 1 || s.Field("users.login").Entry.(*widgets.Entry).Text != "ito.t" {
		t.Errorf("the form is gone:\n%s", s.Text())
	}
	s.Key(fyne.KeyF1)
	s.Key(fyne.KeyF1)
	if s.Dialogs("help") != 2 {
		t.Errorf("help opened over itself")
	}
}

// The help over a locked window says nothing about the session, and closes when the window is unlocked.
func TestHelpWhenLocked(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.W.Lock()
	s.HelpOpens("help.password_text")
	s.Fill(s.Field("login.password"), screentest.AdminPassword)
	s.Hold = true
	s.Press(fyne.KeyReturn)
	s.Key(fyne.KeyF1)
	help := s.Window.Canvas().Overlays().Top()
	for _, o := range test.LaidOutObjects(help) {
		if text, ok := o.(*widgets.Text); ok && (strings.Contains(text.Text, "佐藤") || strings.Contains(text.Text, "sato.h")) {
			t.Errorf("the help names somebody: %s", text.Text)
		}
	}
	s.Run()
	s.OnPage("users")
	for _, o := range s.Window.Canvas().Overlays().List() {
		if o == help {
			t.Error("the help of the lock page stays over the page")
		}
	}
	s.HelpOpens("help.reset_text")
}

// The link is beside the card or hidden; it never covers one.
func TestHelpLinkCoversNothing(t *testing.T) {
	s := screentest.New(t).Begin()
	link := s.Button("help.link")
	for height, there := range map[float32]bool{720: true, 400: false} {
		s.Window.Resize(fyne.NewSize(820, height))
		if link.Visible() != there {
			t.Errorf("in a window %v high: %v", height, link.Visible())
		}
	}
}
