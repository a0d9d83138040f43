package signin_test

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/signin"
	"qlingo/screens/widgets"
)

func require(days int) func(*model.Settings) {
	return func(settings *model.Settings) { settings.RequireMFA, settings.GraceDays = true, days }
}

func TestGraceCanBePutOff(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").WithSettings(require(7)).Begin()
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.OnPage("enrol_due")
	due := s.W.Session().MFADue()
	if due.Sub(s.Clock.Now()) != 7*24*time.Hour {
		t.Errorf("due on %v", due)
	}
	s.Shows("must_enrol.text", "Name", "𠮷田 春樹", "Time", "2026/11/29 13:05")
	s.Tap("must_enrol.later")
	s.OnPage("my_page")
	s.Tap("shell.sign_out")
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.OnPage("enrol_due")
	s.Press(fyne.KeyReturn) // the focus is on the button
	s.Enrol()
	s.OnPage("my_page")
	if !s.MFA() {
		t.Error("the second step is off")
	}
}

func TestAfterTheGraceOnlyEnrolmentIsLeft(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").WithSettings(require(7))
	s.Clock.Step(7 * 24 * time.Hour)
	s.Begin().SignIn("takahashi.k", screentest.UserPassword)
	s.OnPage("must_enrol")
	if _, ok := screentest.Find(s, func(b *widgets.Button) bool { return b == s.W.Current().(*signin.MustEnrolPage).Later }); ok {
		t.Error("it can still be put off")
	}
	s.Tap("must_enrol.password")
	s.Fill(s.Field("password_change.current"), screentest.UserPassword)
	s.Fill(s.Field("password.new"), "eleven grey pigeons")
	s.Fill(s.Field("password.again"), "eleven grey pigeons")
	s.Tap("password_change.save")
	s.OnPage("must_enrol")
	s.Says("パスワードを変更しました。ほかの場所でのログインは終了しました。")
	s.Tap("mfa.enable")
	s.Key(fyne.KeyEscape)
	s.OnPage("must_enrol")
	s.W.Lock()
	password, _ := screentest.Find(s, func(*widgets.PasswordEntry) bool { return true })
	s.Write(password, "eleven grey pigeons")
	s.Press(fyne.KeyReturn)
	s.OnPage("must_enrol")
	s.Tap("mfa.enable")
	s.Enrol()
	s.OnPage("my_page")
	if !s.MFA() {
		t.Error("the second step is off")
	}
}

// If the account requires MFA, turning it off explains the consequences before and after. Enter does not do it.
func TestSwitchingOffWhatIsRequiredSaysWhatFollows(t *testing.T) {
	s, pin, _ := screentest.Caring(t)
	s.WithSettings(require(7))
	s.Must(profileOf(s))
	s.Work("mfa.disable")
	s.Shows("mfa.disable_text", "Days", 7)
	s.Key(fyne.KeyReturn)
	if !s.MFA() {
		t.Fatal("Enter switched it off")
	}
	s.Clock.Step(20 * 24 * time.Hour) // the days of grace begin when it is turned off
	s.W.Flow.SignOut()
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.EnterPIN(pin())
	s.Work("mfa.disable")
	s.Work("mfa.disable")
	due := s.W.Session().MFADue()
	if s.MFA() || due.Sub(s.Clock.Now()) != 7*24*time.Hour || s.W.Session().MustEnrol() {
		t.Errorf("on: %t, due %v", s.MFA(), due)
	}
	s.OnPage("my_page")
	s.Says(i18n.T("mfa.disabled_due", "Time", i18n.When(due)))
}

func TestSwitchingOffWithoutDaysOfGrace(t *testing.T) {
	s, _, _ := screentest.Caring(t)
	s.WithSettings(require(0))
	s.Must(profileOf(s))
	s.Work("mfa.disable")
	s.Shows("mfa.disable_now_text")
	s.Key(fyne.KeyTab)
	s.Work("mfa.disable")
	s.OnPage("must_enrol")
}

// profileOf makes the session read its account.
func profileOf(s *screentest.Harness) error {
	_, err := s.W.Session().Profile(context.Background())
	return err
}

func TestSignOutOfTheEnrolmentPage(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").WithSettings(require(0)).Begin()
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.OnPage("must_enrol")
	s.Tap("must_change.sign_out")
	s.OnPage("login")
}

// Somebody who is inside when the grace ends is led to the page by their next action.
func TestAnyActionLeadsToEnrolment(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.OnPage("my_page")
	s.WithSettings(require(0))
	s.W.Load(func(ctx context.Context, session *model.Session) error {
		_, err := session.RecentSignIns(ctx, 1)
		return err
	}, func(err error) { t.Errorf("the page got %v", err) })
	s.OnPage("must_enrol")
	s.Clock.Step(model.ProofLife)
	s.Tap("mfa.enable")
	if s.Dialogs("proof") != 1 {
		t.Fatal("an old proof was taken")
	}
	s.Key(fyne.KeyEscape)
	s.OnPage("must_enrol")
	s.Tap("mfa.enable")
	password, _ := screentest.Find(s, func(*widgets.PasswordEntry) bool { return true })
	s.Write(password, screentest.UserPassword)
	s.Press(fyne.KeyReturn)
	s.Key(fyne.KeyEscape)
	s.OnPage("must_enrol")
	s.Tap("mfa.enable")
	s.Enrol()
	s.OnPage("my_page")
}

// While the window is locked, the page behind it must not come to the front.
func TestEnrolmentDoesNotBreakTheLock(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.Hold = true
	s.W.Run(func(context.Context) error { return screentest.Failed(model.CodeMustEnrol) }, func(error) {})
	s.W.Lock()
	s.Run()
	s.OnPage("lock")
}

// A backup code works where MFA is required, and leads to setting it up again.
func TestBackupCodeStartsTheGraceAnew(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").WithSettings(require(3))
	_, codes := s.WithMFA("takahashi.k", screentest.UserPassword)
	s.Clock.Step(30 * 24 * time.Hour)
	s.Begin().SignIn("takahashi.k", screentest.UserPassword)
	s.EnterPIN(codes[0])
	s.OnPage("enrol_due")
	if due := s.W.Session().MFADue(); due.Sub(s.Clock.Now()) != 3*24*time.Hour {
		t.Errorf("due on %v", due)
	}
	s.Tap("must_enrol.later")
	s.OnPage("my_page")
}

func TestLastLoginIsKeptWhereTheAccountAllowsIt(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	s.SignIn("takahashi.k", screentest.UserPassword)
	if s.Saved.LastLogin != "takahashi.k" {
		t.Errorf("saved %+v", s.Saved)
	}
	s.Tap("shell.sign_out")
	if got := s.W.Current().(*signin.LoginPage).ID.Text; got != "takahashi.k" {
		t.Errorf("the login page shows %q", got)
	}
	s.WithSettings(func(settings *model.Settings) { settings.RememberID = false })
	s.SignIn("takahashi.k", screentest.UserPassword)
	if s.Saved.LastLogin != "" {
		t.Errorf("saved %+v", s.Saved)
	}
	s.Tap("shell.sign_out")
	if got := s.W.Current().(*signin.LoginPage).ID.Text; got != "" {
		t.Errorf("the login page shows %q", got)
	}
}

// Before the PIN nobody has signed in, and nothing is remembered.
func TestLastLoginWaitsForThePIN(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k")
	pin, _ := s.WithMFA("takahashi.k", screentest.UserPassword)
	s.Begin().SignIn("takahashi.k", screentest.UserPassword)
	s.OnPage("pin")
	if s.Saved.LastLogin != "" {
		t.Errorf("saved %+v", s.Saved)
	}
	s.EnterPIN(pin())
	if s.Saved.LastLogin != "takahashi.k" {
		t.Errorf("saved %+v", s.Saved)
	}
}

func TestEnrolmentPageMasters(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).WithSettings(require(7)).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Master("enrol_due")
	s.W.Flow.SignOut()
	s.WithSettings(require(0))
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Master("must_enrol")
}
