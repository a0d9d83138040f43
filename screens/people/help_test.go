package people_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/people"
	"qlingo/screens/screentest"
)

// F1 works on every page, whatever has the focus, and every page shows a link to the help.
func TestHelpFromEveryPage(t *testing.T) {
	s := screentest.New(t).Begin()
	s.HelpOpens("help.enable_text")
	s.Tap("help.link")
	s.ShowsText(i18n.T("help.enable_text"))

	s = screentest.New(t).Begin()
	s.W.Flow.ToFailure(screentest.Failed(model.CodeKeyMissing))
	s.HelpOpens("help.enable_text")
	s.Button("help.link")

	s = screentest.New(t).WithOffice(model.KindMulti, "takahashi.k")
	s.WithMFA("takahashi.k", screentest.UserPassword)
	s.Begin()
	s.HelpOpens("help.password_text")
	s.Button("help.link")
	s.Window.Canvas().Unfocus()
	s.HelpOpens("help.password_text")
	s.Window.Canvas().Focus(s.Button("login.submit"))
	s.HelpOpens("help.password_text")
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.OnPage("pin")
	s.HelpOpens("help.pin_text")
	s.Button("help.link")
	s.Tap("pin.back")

	s.SignIn("sato.h", screentest.AdminPassword)
	s.OnPage("users")
	s.HelpOpens("help.reset_text")
	s.Follow("help.title")
	s.ShowsText(i18n.T("help.reset_text"))
	s.Key(fyne.KeyEscape)
	page, _ := s.Page().(*people.UsersPage)
	s.Window.Canvas().Focus(page.Table.Focusable())
	s.HelpOpens("help.reset_text")
	s.Follow("shell.settings")
	s.HelpOpens("help.enable_text")
}
