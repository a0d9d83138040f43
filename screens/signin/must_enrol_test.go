package screens

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/signin"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// withSettings changes the settings of sato.h's account.
func (s *stage) withSettings(change func(*model.Settings)) *stage {
	s.t.Helper()
	ctx := context.Background()
	office := s.w.Office()
	if office == nil {
		opened, err := model.Open(ctx, s.options)
		s.must(err)
		defer func() { s.must(opened.Close()) }()
		office = opened
	}
	boss, _, err := office.SignIn(ctx, "sato.h", adminPassword)
	s.must(err)
	defer boss.SignOut()
	settings, err := boss.Settings(ctx)
	s.must(err)
	change(&settings)
	s.must(boss.ChangeSettings(ctx, settings))
	return s
}

func require(days int) func(*model.Settings) {
	return func(settings *model.Settings) { settings.RequireMFA, settings.GraceDays = true, days }
}

// enrol completes the open enrolment dialog by keyboard.
func (s *stage) enrol() {
	s.t.Helper()
	phone, err := window.DemoPIN(s.setupKey())
	s.must(err)
	s.typed(phone(s.clock.now()))
	s.press(fyne.KeyReturn)
	noted, ok := find(s, func(*widgets.Check) bool { return true })
	if !ok {
		s.t.Fatalf("no codes:\n%s", s.text())
	}
	s.window.Canvas().Focus(noted)
	noted.TypedRune(' ')
	s.press(fyne.KeyReturn)
}

func TestGraceCanBePutOff(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").withSettings(require(7)).begin()
	s.signIn("takahashi.k", userPassword)
	s.onPage("enrol_due")
	due := s.w.Session().MFADue()
	if due.Sub(s.clock.now()) != 7*24*time.Hour {
		t.Errorf("due on %v", due)
	}
	s.shows("must_enrol.text", "Name", "𠮷田 春樹", "Time", "2026/11/29 13:05")
	s.tap("must_enrol.later")
	s.onPage("my_page")
	s.tap("shell.sign_out")
	s.signIn("takahashi.k", userPassword)
	s.onPage("enrol_due")
	s.press(fyne.KeyReturn) // the focus is on the button
	s.enrol()
	s.onPage("my_page")
	if !s.mfa() {
		t.Error("the second step is off")
	}
}

func TestAfterTheGraceOnlyEnrolmentIsLeft(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").withSettings(require(7))
	s.clock.step(7 * 24 * time.Hour)
	s.begin().signIn("takahashi.k", userPassword)
	s.onPage("must_enrol")
	if _, ok := find(s, func(b *widgets.Button) bool { return b == s.w.Current().(*signin.MustEnrolPage).Later }); ok {
		t.Error("it can still be put off")
	}
	s.tap("must_enrol.password")
	s.fill(s.field("password_change.current"), userPassword)
	s.fill(s.field("password.new"), "eleven grey pigeons")
	s.fill(s.field("password.again"), "eleven grey pigeons")
	s.tap("password_change.save")
	s.onPage("must_enrol")
	s.says("パスワードを変更しました。ほかの場所でのログインは終了しました。")
	s.tap("mfa.enable")
	s.key(fyne.KeyEscape)
	s.onPage("must_enrol")
	s.w.Lock()
	password, _ := find(s, func(*widgets.PasswordEntry) bool { return true })
	s.write(password, "eleven grey pigeons")
	s.press(fyne.KeyReturn)
	s.onPage("must_enrol")
	s.tap("mfa.enable")
	s.enrol()
	s.onPage("my_page")
	if !s.mfa() {
		t.Error("the second step is off")
	}
}

// If the account requires MFA, turning it off explains the consequences before and after. Enter does not do it.
func TestSwitchingOffWhatIsRequiredSaysWhatFollows(t *testing.T) {
	s, pin, _ := caring(t)
	s.withSettings(require(7))
	s.must(profileOf(s))
	s.work("mfa.disable")
	s.shows("mfa.disable_text", "Days", 7)
	s.key(fyne.KeyReturn)
	if !s.mfa() {
		t.Fatal("Enter switched it off")
	}
	s.clock.step(20 * 24 * time.Hour) // the days of grace begin when it is turned off
	s.w.Flow.SignOut()
	s.signIn("takahashi.k", userPassword)
	s.enterPIN(pin())
	s.work("mfa.disable")
	s.work("mfa.disable")
	due := s.w.Session().MFADue()
	if s.mfa() || due.Sub(s.clock.now()) != 7*24*time.Hour || s.w.Session().MustEnrol() {
		t.Errorf("on: %t, due %v", s.mfa(), due)
	}
	s.onPage("my_page")
	s.says(i18n.T("mfa.disabled_due", "Time", i18n.When(due)))
}

func TestSwitchingOffWithoutDaysOfGrace(t *testing.T) {
	s, _, _ := caring(t)
	s.withSettings(require(0))
	s.must(profileOf(s))
	s.work("mfa.disable")
	s.shows("mfa.disable_now_text")
	s.key(fyne.KeyTab)
	s.work("mfa.disable")
	s.onPage("must_enrol")
}

// profileOf makes the session read its account.
func profileOf(s *stage) error {
	_, err := s.w.Session().Profile(context.Background())
	return err
}

func TestSignOutOfTheEnrolmentPage(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").withSettings(require(0)).begin()
	s.signIn("takahashi.k", userPassword)
	s.onPage("must_enrol")
	s.tap("must_change.sign_out")
	s.onPage("login")
}

// Somebody who is inside when the grace ends is led to the page by their next action.
func TestAnyActionLeadsToEnrolment(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
	s.signIn("takahashi.k", userPassword)
	s.onPage("my_page")
	s.withSettings(require(0))
	s.w.Load(func(ctx context.Context, session *model.Session) error {
		_, err := session.RecentSignIns(ctx, 1)
		return err
	}, func(err error) { t.Errorf("the page was told %v", err) })
	s.onPage("must_enrol")
	s.clock.step(model.ProofLife)
	s.tap("mfa.enable")
	if s.dialogs("proof") != 1 {
		t.Fatal("an old proof was taken")
	}
	s.key(fyne.KeyEscape)
	s.onPage("must_enrol")
	s.tap("mfa.enable")
	password, _ := find(s, func(*widgets.PasswordEntry) bool { return true })
	s.write(password, userPassword)
	s.press(fyne.KeyReturn)
	s.key(fyne.KeyEscape)
	s.onPage("must_enrol")
	s.tap("mfa.enable")
	s.enrol()
	s.onPage("my_page")
}

// While the window is locked, the page behind it must not come to the front.
func TestEnrolmentDoesNotBreakTheLock(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
	s.signIn("takahashi.k", userPassword)
	s.hold = true
	s.w.Run(func(context.Context) error { return failed(model.CodeMustEnrol) }, func(error) {})
	s.w.Lock()
	s.run()
	s.onPage("lock")
}

// A backup code works where MFA is required, and leads to setting it up again.
func TestBackupCodeStartsTheGraceAnew(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").withSettings(require(3))
	_, codes := s.withMFA("takahashi.k", userPassword)
	s.clock.step(30 * 24 * time.Hour)
	s.begin().signIn("takahashi.k", userPassword)
	s.enterPIN(codes[0])
	s.onPage("enrol_due")
	if due := s.w.Session().MFADue(); due.Sub(s.clock.now()) != 3*24*time.Hour {
		t.Errorf("due on %v", due)
	}
	s.tap("must_enrol.later")
	s.onPage("my_page")
}

func TestLastLoginIsKeptWhereTheAccountAllowsIt(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
	s.signIn("takahashi.k", userPassword)
	if s.saved.LastLogin != "takahashi.k" {
		t.Errorf("saved %+v", s.saved)
	}
	s.tap("shell.sign_out")
	if got := s.w.Current().(*signin.LoginPage).Id.Text; got != "takahashi.k" {
		t.Errorf("the login page shows %q", got)
	}
	s.withSettings(func(settings *model.Settings) { settings.RememberID = false })
	s.signIn("takahashi.k", userPassword)
	if s.saved.LastLogin != "" {
		t.Errorf("saved %+v", s.saved)
	}
	s.tap("shell.sign_out")
	if got := s.w.Current().(*signin.LoginPage).Id.Text; got != "" {
		t.Errorf("the login page shows %q", got)
	}
}

// Before the PIN nobody has signed in, and nothing is remembered.
func TestLastLoginWaitsForThePIN(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k")
	pin, _ := s.withMFA("takahashi.k", userPassword)
	s.begin().signIn("takahashi.k", userPassword)
	s.onPage("pin")
	if s.saved.LastLogin != "" {
		t.Errorf("saved %+v", s.saved)
	}
	s.enterPIN(pin())
	if s.saved.LastLogin != "takahashi.k" {
		t.Errorf("saved %+v", s.saved)
	}
}

func TestEnrolmentPageMasters(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).withSettings(require(7)).begin()
	s.signIn("sato.h", adminPassword)
	s.master("enrol_due")
	s.w.Flow.SignOut()
	s.withSettings(require(0))
	s.signIn("sato.h", adminPassword)
	s.master("must_enrol")
}
