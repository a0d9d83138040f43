package firstrun_test

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/firstrun"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
)

func allowMore(settings *model.Settings) { settings.MoreAccounts = true }

func offersMore(s *screentest.Harness) bool {
	s.T.Helper()
	s.OnPage("login")
	return s.Sees(i18n.T("login.new_account"))
}

// withMore shows the login page of an office that lets others make accounts.
func withMore(t *testing.T) *screentest.Harness {
	t.Helper()
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").WithSettings(allowMore).Begin()
	if !offersMore(s) {
		t.Fatalf("no account can be made:\n%s", s.Text())
	}
	return s
}

func TestMoreAccountsAreOfferedOnlyWhereAllowed(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.OnPage("login")
	if offersMore(s) {
		t.Error("offered without anybody's leave")
	}
	withMore(t)
}

// By keyboard, from the login page back to it and into the new account.
func TestOneMoreAccount(t *testing.T) {
	s := withMore(t)
	b := s.Button("login.new_account")
	s.Window.Canvas().Focus(b)
	s.Press(fyne.KeyReturn)
	s.Shows("first_run.title_new_account")
	s.Fill(s.Field("first_run.office"), "鈴木商事")
	s.Fill(s.Field("first_run.login"), "suzuki.i")
	s.Fill(s.Field("first_run.person"), "鈴木 一郎")
	s.Press(fyne.KeyReturn)
	s.Fill(s.Field("password.new"), screentest.UserPassword)
	s.Press(fyne.KeyReturn)
	s.Fill(s.Field("password.again"), screentest.UserPassword)
	s.Press(fyne.KeyReturn)
	s.OnPage("first_run_3")
	s.TypeGroups()
	s.Press(fyne.KeyReturn)
	s.OnPage("my_page")
	s.Says(i18n.T("first_run.done_new_account"))
	people, err := s.W.Session().People(context.Background())
	s.Must(err)
	if len(people) != 1 || s.W.Session().Account().Name != "鈴木商事" {
		t.Errorf("%+v in %+v", people, s.W.Session().Account())
	}
	s.Follow("shell.settings")
	if s.Sees(i18n.T("settings_page.new_accounts")) {
		t.Error("a later account decides about accounts")
	}
}

// Nobody makes a password and a kit for an ID that is taken.
func TestMoreAccountsWithATakenID(t *testing.T) {
	s := withMore(t)
	s.Tap("login.new_account")
	s.Fill(s.Field("first_run.office"), "鈴木商事")
	s.Fill(s.Field("first_run.login"), "Sato.H")
	s.Fill(s.Field("first_run.person"), "鈴木 一郎")
	s.Press(fyne.KeyReturn)
	s.OnPage("first_run_1")
	if got := s.Field("first_run.login").Error(); got != i18n.T("failure.login_taken") {
		t.Errorf("the ID's field says %q", got)
	}
	if s.Window.Canvas().Focused() != s.W.Current().(*firstrun.FirstNames).Login {
		t.Error("the keyboard is not in the ID's field")
	}
}

// If somebody takes the ID meanwhile, all other input stays.
func TestMoreAccountsWithAnIDTakenMeanwhile(t *testing.T) {
	s := withMore(t)
	s.Tap("login.new_account")
	s.ToKitAs(model.KindMulti, "suzuki.i")
	s.AddUser(s.W.Office(), "suzuki.i")
	s.TypeGroups()
	s.Press(fyne.KeyReturn)
	s.OnPage("first_run_1")
	if got := s.Field("first_run.login").Error(); got != i18n.T("failure.login_taken") {
		t.Errorf("the ID's field says %q", got)
	}
	if s.Window.Canvas().Focused() != s.W.Current().(*firstrun.FirstNames).Login {
		t.Error("the keyboard is not in the ID's field")
	}
	kit := s.W.Current().(*firstrun.FirstNames).Run.Setup.Kit.Groups()
	s.Fill(s.Field("first_run.login"), "suzuki.2")
	s.Press(fyne.KeyReturn)
	s.Press(fyne.KeyReturn) // the password is still there
	s.Press(fyne.KeyReturn)
	s.Press(fyne.KeyReturn)
	s.OnPage("first_run_3")
	if firstRun(s).Setup.Kit.Groups() != kit {
		t.Error("the kit that was noted is not the account's")
	}
	s.TypeGroups()
	s.Press(fyne.KeyReturn)
	s.OnPage("my_page")
}

func TestMoreAccountsCanBeGivenUp(t *testing.T) {
	s := withMore(t)
	s.Tap("login.new_account")
	s.Fill(s.Field("first_run.office"), "鈴木商事")
	s.W.SetLanguage("en")
	s.Shows("first_run.title_new_account")
	s.W.SetLanguage("ja")
	s.Tap("common.cancel")
	s.OnPage("login")
	if !offersMore(s) {
		t.Error("no second try")
	}
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.OnPage("my_page")
}

// The permission may be withdrawn while somebody makes an account.
func TestMoreAccountsRefusedAtTheEnd(t *testing.T) {
	s := withMore(t)
	s.Tap("login.new_account")
	s.ToKitAs(model.KindSingle, "suzuki.i")
	s.WithSettings(func(settings *model.Settings) { settings.MoreAccounts = false })
	s.TypeGroups()
	s.Press(fyne.KeyReturn)
	s.OnPage("first_run_3")
	s.Says(i18n.T("failure.denied"))
}

// The kit of an account that is given up is void, so cancelling asks, too, once there is one.
func TestGivingUpOneMoreAccountAsksAboutItsKit(t *testing.T) {
	s := withMore(t)
	s.Tap("login.new_account")
	s.Tap("common.cancel")
	s.OnPage("login")
	s.Tap("login.new_account")
	s.ToKitAs(model.KindMulti, "suzuki.i")
	for range 2 {
		s.Tap("common.back")
	}
	s.Tap("common.cancel")
	s.Shows("first_run.close_text")
	s.Press(fyne.KeyEscape)
	s.OnPage("first_run_1")
	s.Tap("common.cancel")
	s.Tap("first_run.close_leave")
	s.OnPage("login")
	if s.W.OnClose(); !s.Quit {
		t.Error("the login page asks before the window closes")
	}
}
