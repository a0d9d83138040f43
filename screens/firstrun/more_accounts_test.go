package screens

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/firstrun"
	"qlingo/screens/i18n"
	"qlingo/screens/signin"
)

func allowMore(settings *model.Settings) { settings.MoreAccounts = true }

func offersMore(s *stage) bool {
	s.t.Helper()
	s.onPage("login")
	return s.sees(i18n.T("login.new_account"))
}

// withMore shows the login page of an office that lets others make accounts.
func withMore(t *testing.T) *stage {
	t.Helper()
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").withSettings(allowMore).begin()
	if !offersMore(s) {
		t.Fatalf("no account can be made:\n%s", s.text())
	}
	return s
}

func TestMoreAccountsAreOfferedOnlyWhereAllowed(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.onPage("login")
	if offersMore(s) {
		t.Error("offered without anybody's leave")
	}
	withMore(t)
}

// By keyboard, from the login page back to it and into the new account.
func TestOneMoreAccount(t *testing.T) {
	s := withMore(t)
	b := s.button("login.new_account")
	s.window.Canvas().Focus(b)
	s.press(fyne.KeyReturn)
	s.shows("first_run.title_new_account")
	s.fill(s.field("first_run.office"), "鈴木商事")
	s.fill(s.field("first_run.login"), "suzuki.i")
	s.fill(s.field("first_run.person"), "鈴木 一郎")
	s.press(fyne.KeyReturn)
	s.fill(s.field("password.new"), userPassword)
	s.press(fyne.KeyReturn)
	s.fill(s.field("password.again"), userPassword)
	s.press(fyne.KeyReturn)
	s.press(fyne.KeyReturn) // no support desk yet
	s.onPage("first_run_4")
	s.typeGroups()
	s.press(fyne.KeyReturn)
	s.onPage("login")
	s.says(i18n.T("first_run.done_new_account"))
	if got := s.w.Current().(*signin.LoginPage).Id.Text; got != "suzuki.i" {
		t.Errorf("the login page shows %q", got)
	}
	s.signIn("suzuki.i", userPassword)
	s.onPage("users")
	people, err := s.w.Session().People(context.Background())
	s.must(err)
	if len(people) != 1 || s.w.Session().Account().Name != "鈴木商事" {
		t.Errorf("%+v in %+v", people, s.w.Session().Account())
	}
	s.follow("shell.settings")
	if s.sees(i18n.T("settings_page.new_accounts")) {
		t.Error("a later account decides about accounts")
	}
}

// Nobody makes a password and a kit for an ID that is taken.
func TestMoreAccountsWithATakenID(t *testing.T) {
	s := withMore(t)
	s.tap("login.new_account")
	s.fill(s.field("first_run.office"), "鈴木商事")
	s.fill(s.field("first_run.login"), "Sato.H")
	s.fill(s.field("first_run.person"), "鈴木 一郎")
	s.press(fyne.KeyReturn)
	s.onPage("first_run_1")
	if got := s.field("first_run.login").Error(); got != i18n.T("failure.login_taken") {
		t.Errorf("the ID's field says %q", got)
	}
	if s.window.Canvas().Focused() != s.w.Current().(*firstrun.FirstNames).Login {
		t.Error("the keyboard is not in the ID's field")
	}
}

// If somebody takes the ID meanwhile, all other input stays.
func TestMoreAccountsWithAnIDTakenMeanwhile(t *testing.T) {
	s := withMore(t)
	s.tap("login.new_account")
	s.toKitAs(model.KindMulti, "suzuki.i")
	s.addUser(s.w.Office(), "suzuki.i")
	s.typeGroups()
	s.press(fyne.KeyReturn)
	s.onPage("first_run_1")
	if got := s.field("first_run.login").Error(); got != i18n.T("failure.login_taken") {
		t.Errorf("the ID's field says %q", got)
	}
	if s.window.Canvas().Focused() != s.w.Current().(*firstrun.FirstNames).Login {
		t.Error("the keyboard is not in the ID's field")
	}
	kit := s.w.Current().(*firstrun.FirstNames).Run.Setup.Kit.Groups()
	s.fill(s.field("first_run.login"), "suzuki.2")
	s.press(fyne.KeyReturn)
	s.press(fyne.KeyReturn) // the password is still there
	s.press(fyne.KeyReturn)
	s.press(fyne.KeyReturn)
	s.onPage("first_run_4")
	if firstRun(s).Setup.Kit.Groups() != kit {
		t.Error("the kit that was noted is not the account's")
	}
	s.typeGroups()
	s.press(fyne.KeyReturn)
	s.onPage("login")
	s.signIn("suzuki.2", adminPassword)
	s.onPage("users")
}

func TestMoreAccountsCanBeGivenUp(t *testing.T) {
	s := withMore(t)
	s.tap("login.new_account")
	s.fill(s.field("first_run.office"), "鈴木商事")
	s.w.SetLanguage("en")
	s.shows("first_run.title_new_account")
	s.w.SetLanguage("ja")
	s.tap("common.cancel")
	s.onPage("login")
	if !offersMore(s) {
		t.Error("no second try")
	}
	s.signIn("takahashi.k", userPassword)
	s.onPage("my_page")
}

// The permission may be withdrawn while somebody makes an account.
func TestMoreAccountsRefusedAtTheEnd(t *testing.T) {
	s := withMore(t)
	s.tap("login.new_account")
	s.toKitAs(model.KindSingle, "suzuki.i")
	s.withSettings(func(settings *model.Settings) { settings.MoreAccounts = false })
	s.typeGroups()
	s.press(fyne.KeyReturn)
	s.onPage("first_run_4")
	s.says(i18n.T("failure.denied"))
}

// The kit of an account that is given up is void, so cancelling asks, too, once there is one.
func TestGivingUpOneMoreAccountAsksAboutItsKit(t *testing.T) {
	s := withMore(t)
	s.tap("login.new_account")
	s.tap("common.cancel")
	s.onPage("login")
	s.tap("login.new_account")
	s.toKitAs(model.KindMulti, "suzuki.i")
	for range 3 {
		s.tap("common.back")
	}
	s.tap("common.cancel")
	s.shows("first_run.close_text")
	s.press(fyne.KeyEscape)
	s.onPage("first_run_1")
	s.tap("common.cancel")
	s.tap("first_run.close_leave")
	s.onPage("login")
	if s.w.OnClose(); !s.quit {
		t.Error("the login page asks before the window closes")
	}
}
