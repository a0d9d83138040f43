package mypage_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/model/otp"
	"qlingo/screens/i18n"
	"qlingo/screens/mypage"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// good asks the model whether a code is valid.
func good(s *screentest.Harness, code string) bool {
	s.T.Helper()
	err := s.W.Session().CheckBackupCode(context.Background(), code)
	if err != nil && model.CodeOf(err) != model.CodeNotBackupCode {
		s.T.Fatal(err)
	}
	return err == nil
}

func TestNewBackupCodes(t *testing.T) {
	s, pin, old := screentest.Caring(t)
	s.Clock.Step(model.ProofLife)
	s.Work("mfa.new_codes")
	if s.Dialogs("new_codes") != 1 {
		t.Fatalf("nothing asks first:\n%s", s.Text())
	}
	s.Key(fyne.KeyReturn) // stays
	if s.Dialogs("proof") != 0 || s.Dialogs("codes") != 0 {
		t.Fatal("Enter made new codes")
	}
	s.Work("mfa.new_codes")
	s.Work("new_backup_codes.confirm")
	if s.Dialogs("proof") != 1 || s.Dialogs("codes") != 0 {
		t.Fatal("no password is asked for")
	}
	s.Proves(screentest.UserPassword, pin())
	s.Shows("new_backup_codes.done_title")
	fresh := s.Codes()
	if len(fresh) != 5 || slices.ContainsFunc(fresh, func(code string) bool { return slices.Contains(old, code) }) {
		t.Fatalf("the new codes are %v", fresh)
	}
	s.Key(fyne.KeyEscape)
	if s.Dialogs("codes_close") != 1 {
		t.Error("codes that were not noted can be closed")
	}
	s.Key(fyne.KeyEscape)
	s.Note()
	s.Tap("common.done")
	if good(s, old[0]) || !good(s, fresh[0]) {
		t.Error("the old codes work, or the new ones do not")
	}
	s.Shows("mfa.codes_made_today", "Day", "2026/11/22")
}

func TestNewBackupCodesGivenUp(t *testing.T) {
	s, _, old := screentest.Caring(t)
	s.Clock.Step(model.ProofLife)
	s.Work("mfa.new_codes")
	s.Work("new_backup_codes.confirm")
	s.Key(fyne.KeyEscape) // closes the password prompt
	if s.Dialogs("codes") != 0 || s.Button("new_backup_codes.confirm").Busy() {
		t.Error("it goes on without a password")
	}
	s.Key(fyne.KeyEscape) // closes the question
	s.Tap("mfa.check_code")
	s.Typed(old[0])
	s.Press(fyne.KeyReturn)
	s.Proves(screentest.UserPassword)
	s.Says(i18n.T("code_check.good"))
}

// The old codes are void before the new ones are shown, so nobody may leave in
// between.
func TestNewBackupCodesAreNotLostOnTheWay(t *testing.T) {
	s, _, _ := screentest.Caring(t)
	s.Work("mfa.new_codes")
	s.Hold = true
	s.Work("new_backup_codes.confirm")
	s.Key(fyne.KeyEscape)
	s.Key(fyne.KeyReturn)
	s.W.OnClose()
	if !s.Button("new_backup_codes.confirm").Busy() || s.Quit {
		t.Fatalf("it can be left (the window: %t):\n%s", s.Quit, s.Text())
	}
	s.Run()
	s.Shows("new_backup_codes.done_title")
	s.W.OnClose()
	if s.Quit || s.Dialogs("codes_close") != 1 {
		t.Error("the window closes although the codes were not noted")
	}
	s.Key(fyne.KeyEscape)
	s.Note()
	s.Tap("common.done")
	if s.W.OnClose(); !s.Quit {
		t.Error("the window stays open for ever")
	}
}

// While the password is asked for, nothing has begun.
func TestTheWindowClosesOverAQuestionForThePassword(t *testing.T) {
	s, _, _ := screentest.Caring(t)
	s.Clock.Step(model.ProofLife)
	s.Work("mfa.new_codes")
	s.Work("new_backup_codes.confirm")
	if s.Dialogs("proof") != 1 {
		t.Fatal("no password is asked for")
	}
	if s.W.OnClose(); !s.Quit {
		t.Error("the window stays open")
	}
}

// Input below the password prompt must not outlive the lock, either.
func TestLockForgetsTheCodeBelowTheProof(t *testing.T) {
	s, _, codes := screentest.Caring(t)
	s.Clock.Step(model.ProofLife)
	s.Tap("mfa.check_code")
	s.Typed(codes[0])
	check, ok := s.W.Dialog().(*mypage.CodeCheck)
	if !ok {
		t.Fatalf("%T is open", s.W.Dialog())
	}
	s.Press(fyne.KeyReturn)
	if s.Dialogs("proof") != 1 || check.Code.Text() == "" {
		t.Fatal("no password is asked for")
	}
	s.W.Lock()
	if got := check.Code.Text(); got != "" {
		t.Errorf("the field holds %q behind the lock", got)
	}
}

func TestASecondClickOpensNoSecondEnrolment(t *testing.T) {
	s, _, _ := screentest.Caring(t)
	s.Hold = true
	s.Work("mfa.new_phone")
	s.Work("mfa.new_phone")
	s.Run()
	if got := s.Dialogs("enrol"); got != 1 {
		t.Fatalf("%d dialogs", got)
	}
	s.Key(fyne.KeyEscape)
	s.Work("mfa.new_phone")
	if got := s.Dialogs("enrol"); got != 2 {
		t.Errorf("it opens once only: %d", got)
	}
}

func TestAgeOfTheCodes(t *testing.T) {
	at := time.Date(2026, 11, 22, 0, 30, 0, 0, time.Local)
	for _, c := range []struct {
		made time.Time
		want string
	}{
		{at.Add(-20 * time.Minute), "2026/11/22 に発行（今日）"},
		{at.Add(-time.Hour), "2026/11/21 に発行（昨日）"}, // by calendar day, not by hours
		{at.AddDate(0, 0, -12), "2026/11/10 に発行（12 日前）"},
		{at.AddDate(0, 0, 3), "2026/11/25 に発行"},
		{time.Time{}, "—"},
	} {
		if got := mypage.CodesMade(c.made, at); got != c.want {
			t.Errorf("%v: %q, want %q", c.made, got, c.want)
		}
	}
}

func TestMoveToANewPhone(t *testing.T) {
	s, pin, codes := screentest.Caring(t)
	s.Clock.Step(model.ProofLife)
	s.Work("mfa.new_phone")
	s.Proves(screentest.UserPassword, pin())
	s.Says(i18n.T("new_phone.before"))
	s.Shows("new_phone.title")
	s.Key(fyne.KeyEscape) // half-way
	s.W.Flow.SignOut()
	s.Clock.Step(otp.Period)
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.EnterPIN(pin())
	s.OnPage("my_page") // the old phone still works

	s.Work("mfa.new_phone")
	phone, err := window.DemoPIN(s.SetupKey())
	s.Must(err)
	s.Typed(screentest.Wrong(phone(s.Clock.Now())))
	s.Press(fyne.KeyReturn)
	s.Shows("enrol.wrong_pin")
	s.Typed(phone(s.Clock.Now()))
	s.Press(fyne.KeyReturn)
	s.Shows("new_phone.done_text")
	if s.Dialogs("moved") != 1 || s.Dialogs("codes") != 0 {
		t.Fatal("a move is not confirmed, or shows codes")
	}
	s.Key(fyne.KeyReturn)
	if !good(s, codes[4]) {
		t.Error("the backup codes went with the phone")
	}
	s.W.Flow.SignOut()
	s.Clock.Step(time.Minute)
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.EnterPIN(pin())
	s.OnPage("pin")
	s.EnterPIN(phone(s.Clock.Now()))
	s.OnPage("my_page")
}

func TestMoveExpires(t *testing.T) {
	s, pin, _ := screentest.Caring(t)
	s.Tap("mfa.new_phone")
	for range 11 {
		s.Clock.Step(time.Minute)
		s.W.Touch()
		s.W.Session().Touch()
		s.W.Tick()
	}
	s.Shows("new_phone.expired")
	s.Key(fyne.KeyEscape)
	s.W.Flow.SignOut()
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.EnterPIN(pin())
	s.OnPage("my_page")
}

func checking(s *screentest.Harness) *mypage.CodeCheck {
	s.T.Helper()
	p, ok := s.W.Dialog().(*mypage.CodeCheck)
	if !ok {
		s.T.Fatalf("%T is open:\n%s", s.W.Dialog(), s.Text())
	}
	return p
}

func TestCheckACode(t *testing.T) {
	s, _, codes := screentest.Caring(t)
	s.Work("mfa.check_code")
	check := checking(s)
	s.Press(fyne.KeyReturn)
	s.Shows("failure.backup_format")
	s.Typed("123456")
	if check.Field.Error() != "" {
		t.Error("the old complaint stays while somebody types")
	}
	s.Press(fyne.KeyReturn)
	s.Shows("failure.backup_format")
	if check.Code.Text() != "123456" {
		t.Error("what is easily mended is gone")
	}
	for range 2 { // checking does not use it up
		check.Code.Wipe()
		s.Typed(codes[2])
		s.Press(fyne.KeyReturn)
		s.Says(i18n.T("code_check.good"))
		if check.Code.Text() != "" {
			t.Error("the code stays in the field")
		}
	}
	s.Typed("a")
	if _, ok := screentest.Find(s, func(n *widgets.Notice) bool { return n.Visible() && n.Text() == i18n.T("code_check.good") }); ok {
		t.Error("the next code counts as good before it was checked")
	}
	check.Code.Wipe()
	s.Typed("44aac243e467f618aa780bde")
	s.Press(fyne.KeyReturn)
	s.Says(i18n.T("failure.not_backup_code"))
	if check.Code.Text() != "" {
		t.Error("the wrong code stays in the field")
	}
	s.Key(fyne.KeyEscape)
	if s.W.Dialog() != nil || s.Window.Canvas().Focused() != s.Button("mfa.check_code") {
		t.Error("Escape does not lead back")
	}
}

func TestCheckingIsThrottled(t *testing.T) {
	s, _, codes := screentest.Caring(t)
	s.Tap("mfa.check_code")
	check := checking(s)
	for range 5 {
		s.Typed("44aac243e467f618aa780bde")
		s.Press(fyne.KeyReturn)
	}
	s.Says(i18n.T("failure.not_backup_code") + "\n" + i18n.T("login.wait", "Seconds", 30))
	s.Typed(codes[0])
	s.Press(fyne.KeyReturn)
	if check.Code.Text() != codes[0] || !check.Form.Button.Disabled() {
		t.Error("it does not wait")
	}
	s.Clock.Step(10 * time.Second)
	s.W.Tick()
	s.Says(i18n.T("failure.not_backup_code") + "\n" + i18n.T("login.wait", "Seconds", 20))
	s.Clock.Step(20 * time.Second)
	s.W.Tick()
	if check.Form.Button.Disabled() {
		t.Fatal("the button sleeps on")
	}
	s.Press(fyne.KeyReturn)
	s.Says(i18n.T("code_check.good"))
}

func TestCheckingForgetsTheCode(t *testing.T) {
	s, _, codes := screentest.Caring(t)
	s.Tap("mfa.check_code")
	check := checking(s)
	s.Typed(codes[0])
	s.W.Lock()
	if check.Code.Text() != "" {
		t.Error("a code outlives the lock")
	}
	s.Fill(s.Field("login.password"), screentest.UserPassword)
	s.Press(fyne.KeyReturn)
	s.Typed(codes[0])
	s.W.Flow.SignOut()
	if check.Code.Text() != "" {
		t.Error("a code outlives the page")
	}
}

func TestCheckingAsksForThePassword(t *testing.T) {
	s, _, codes := screentest.Caring(t)
	s.Clock.Step(model.ProofLife)
	s.Tap("mfa.check_code")
	check := checking(s)
	s.Typed(codes[0])
	s.Press(fyne.KeyReturn)
	s.Key(fyne.KeyEscape)
	if check.Form.Busy || check.Code.Text() != codes[0] || checking(s) != check {
		t.Error("giving up the password gives up the code")
	}
	s.Press(fyne.KeyReturn)
	s.Proves(screentest.UserPassword)
	s.Says(i18n.T("code_check.good"))
}

// The window locks during the check: the result is shown once the dialog is
// back.
func TestCheckInterruptedByALock(t *testing.T) {
	s, _, codes := screentest.Caring(t)
	s.Tap("mfa.check_code")
	check := checking(s)
	s.Typed(codes[0])
	s.Hold = true
	s.Press(fyne.KeyReturn)
	s.W.Lock()
	s.Run()
	s.Fill(s.Field("login.password"), screentest.UserPassword)
	s.Press(fyne.KeyReturn)
	if check.Form.Busy || !check.Modal.Visible() {
		t.Fatal("the dialog stays busy or is gone")
	}
	s.Typed(codes[0])
	s.Press(fyne.KeyReturn)
	s.Says(i18n.T("code_check.good"))
}

func TestRecentSignInsOfAUser(t *testing.T) {
	s, _, _ := screentest.Caring(t)
	s.Work("recent_sign_ins.title")
	for _, key := range []string{"recent_sign_ins.time", "recent_sign_ins.what", "recent_sign_ins.host", "recent_sign_ins.sign_in_pin"} {
		s.Shows(key)
	}
	s.Key(fyne.KeyEscape)
	if s.Window.Canvas().Overlays().Top() != nil {
		t.Error("Escape does not close it")
	}
	s.W.Flow.SignOut()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Follow("shell.security")
	s.Shows("recent_sign_ins.host")
	s.Work("recent_sign_ins.all")
	s.OnPage("activity")
}
