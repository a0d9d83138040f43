package screens

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
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// caring shows somebody's own page with MFA on. It returns the phone and the codes.
func caring(t *testing.T) (s *stage, pin func() string, codes []string) {
	t.Helper()
	s = newStage(t).withOffice(model.KindMulti, "takahashi.k")
	pin, codes = s.withMFA("takahashi.k", userPassword)
	s.begin().signIn("takahashi.k", userPassword)
	s.enterPIN(pin())
	s.onPage("my_page")
	return s, pin, codes
}

// work presses a button by keyboard.
func (s *stage) work(key string) {
	s.t.Helper()
	s.window.Canvas().Focus(s.button(key))
	s.press(fyne.KeyReturn)
}

// good asks the model whether a code is valid.
func good(s *stage, code string) bool {
	s.t.Helper()
	err := s.w.Session().CheckBackupCode(context.Background(), code)
	if err != nil && model.CodeOf(err) != model.CodeNotBackupCode {
		s.t.Fatal(err)
	}
	return err == nil
}

func TestNewBackupCodes(t *testing.T) {
	s, pin, old := caring(t)
	s.clock.step(model.ProofLife)
	s.work("mfa.new_codes")
	if s.dialogs("new_codes") != 1 {
		t.Fatalf("nothing asks first:\n%s", s.text())
	}
	s.key(fyne.KeyReturn) // stays
	if s.dialogs("proof") != 0 || s.dialogs("codes") != 0 {
		t.Fatal("Enter made new codes")
	}
	s.work("mfa.new_codes")
	s.work("new_backup_codes.confirm")
	if s.dialogs("proof") != 1 || s.dialogs("codes") != 0 {
		t.Fatal("no password is asked for")
	}
	s.proves(userPassword, pin())
	s.shows("new_backup_codes.done_title")
	fresh := s.codes()
	if len(fresh) != 5 || slices.ContainsFunc(fresh, func(code string) bool { return slices.Contains(old, code) }) {
		t.Fatalf("the new codes are %v", fresh)
	}
	s.key(fyne.KeyEscape)
	if s.dialogs("codes_close") != 1 {
		t.Error("codes that were not noted can be closed")
	}
	s.key(fyne.KeyEscape)
	s.note()
	s.tap("common.done")
	if good(s, old[0]) || !good(s, fresh[0]) {
		t.Error("the old codes work, or the new ones do not")
	}
	s.shows("mfa.codes_made_today", "Day", "2026/11/22")
}

func TestNewBackupCodesGivenUp(t *testing.T) {
	s, _, old := caring(t)
	s.clock.step(model.ProofLife)
	s.work("mfa.new_codes")
	s.work("new_backup_codes.confirm")
	s.key(fyne.KeyEscape) // closes the password prompt
	if s.dialogs("codes") != 0 || s.button("new_backup_codes.confirm").Busy() {
		t.Error("it goes on without a password")
	}
	s.key(fyne.KeyEscape) // closes the question
	s.tap("mfa.check_code")
	s.typed(old[0])
	s.press(fyne.KeyReturn)
	s.proves(userPassword)
	s.says(i18n.T("code_check.good"))
}

// The old codes are void before the new ones are shown, so nobody may leave in
// between.
func TestNewBackupCodesAreNotLostOnTheWay(t *testing.T) {
	s, _, _ := caring(t)
	s.work("mfa.new_codes")
	s.hold = true
	s.work("new_backup_codes.confirm")
	s.key(fyne.KeyEscape)
	s.key(fyne.KeyReturn)
	s.w.OnClose()
	if !s.button("new_backup_codes.confirm").Busy() || s.quit {
		t.Fatalf("it can be left (the window: %t):\n%s", s.quit, s.text())
	}
	s.run()
	s.shows("new_backup_codes.done_title")
	s.w.OnClose()
	if s.quit || s.dialogs("codes_close") != 1 {
		t.Error("the window closes although the codes were not noted")
	}
	s.key(fyne.KeyEscape)
	s.note()
	s.tap("common.done")
	if s.w.OnClose(); !s.quit {
		t.Error("the window stays open for ever")
	}
}

// While the password is asked for, nothing has begun.
func TestTheWindowClosesOverAQuestionForThePassword(t *testing.T) {
	s, _, _ := caring(t)
	s.clock.step(model.ProofLife)
	s.work("mfa.new_codes")
	s.work("new_backup_codes.confirm")
	if s.dialogs("proof") != 1 {
		t.Fatal("no password is asked for")
	}
	if s.w.OnClose(); !s.quit {
		t.Error("the window stays open")
	}
}

// Input below the password prompt must not outlive the lock, either.
func TestLockForgetsTheCodeBelowTheProof(t *testing.T) {
	s, _, codes := caring(t)
	s.clock.step(model.ProofLife)
	s.tap("mfa.check_code")
	s.typed(codes[0])
	check, ok := s.w.Dialog().(*mypage.CodeCheck)
	if !ok {
		t.Fatalf("%T is open", s.w.Dialog())
	}
	s.press(fyne.KeyReturn)
	if s.dialogs("proof") != 1 || check.Code.Text() == "" {
		t.Fatal("no password is asked for")
	}
	s.w.Lock()
	if got := check.Code.Text(); got != "" {
		t.Errorf("the field holds %q behind the lock", got)
	}
}

func TestASecondClickOpensNoSecondEnrolment(t *testing.T) {
	s, _, _ := caring(t)
	s.hold = true
	s.work("mfa.new_phone")
	s.work("mfa.new_phone")
	s.run()
	if got := s.dialogs("enrol"); got != 1 {
		t.Fatalf("%d dialogs", got)
	}
	s.key(fyne.KeyEscape)
	s.work("mfa.new_phone")
	if got := s.dialogs("enrol"); got != 2 {
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
	s, pin, codes := caring(t)
	s.clock.step(model.ProofLife)
	s.work("mfa.new_phone")
	s.proves(userPassword, pin())
	s.says(i18n.T("new_phone.before"))
	s.shows("new_phone.title")
	s.key(fyne.KeyEscape) // half-way
	s.w.Flow.SignOut()
	s.clock.step(otp.Period)
	s.signIn("takahashi.k", userPassword)
	s.enterPIN(pin())
	s.onPage("my_page") // the old phone still works

	s.work("mfa.new_phone")
	phone, err := window.DemoPIN(s.setupKey())
	s.must(err)
	s.typed(wrong(phone(s.clock.now())))
	s.press(fyne.KeyReturn)
	s.shows("enrol.wrong_pin")
	s.typed(phone(s.clock.now()))
	s.press(fyne.KeyReturn)
	s.shows("new_phone.done_text")
	if s.dialogs("moved") != 1 || s.dialogs("codes") != 0 {
		t.Fatal("a move is not told, or shows codes")
	}
	s.key(fyne.KeyReturn)
	if !good(s, codes[4]) {
		t.Error("the backup codes went with the phone")
	}
	s.w.Flow.SignOut()
	s.clock.step(time.Minute)
	s.signIn("takahashi.k", userPassword)
	s.enterPIN(pin())
	s.onPage("pin")
	s.enterPIN(phone(s.clock.now()))
	s.onPage("my_page")
}

func TestMoveExpires(t *testing.T) {
	s, pin, _ := caring(t)
	s.tap("mfa.new_phone")
	for range 11 {
		s.clock.step(time.Minute)
		s.w.Touch()
		s.w.Session().Touch()
		s.w.Tick()
	}
	s.shows("new_phone.expired")
	s.key(fyne.KeyEscape)
	s.w.Flow.SignOut()
	s.signIn("takahashi.k", userPassword)
	s.enterPIN(pin())
	s.onPage("my_page")
}

func checking(s *stage) *mypage.CodeCheck {
	s.t.Helper()
	p, ok := s.w.Dialog().(*mypage.CodeCheck)
	if !ok {
		s.t.Fatalf("%T is open:\n%s", s.w.Dialog(), s.text())
	}
	return p
}

func TestCheckACode(t *testing.T) {
	s, _, codes := caring(t)
	s.work("mfa.check_code")
	check := checking(s)
	s.press(fyne.KeyReturn)
	s.shows("failure.backup_format")
	s.typed("123456")
	if check.Field.Error() != "" {
		t.Error("the old complaint stays while somebody types")
	}
	s.press(fyne.KeyReturn)
	s.shows("failure.backup_format")
	if check.Code.Text() != "123456" {
		t.Error("what is easily mended is gone")
	}
	for range 2 { // checking does not use it up
		check.Code.Wipe()
		s.typed(codes[2])
		s.press(fyne.KeyReturn)
		s.says(i18n.T("code_check.good"))
		if check.Code.Text() != "" {
			t.Error("the code stays in the field")
		}
	}
	s.typed("a")
	if _, ok := find(s, func(n *widgets.Notice) bool { return n.Visible() && n.Text() == i18n.T("code_check.good") }); ok {
		t.Error("the next code counts as good before it was checked")
	}
	check.Code.Wipe()
	s.typed("44aac243e467f618aa780bde")
	s.press(fyne.KeyReturn)
	s.says(i18n.T("failure.not_backup_code"))
	if check.Code.Text() != "" {
		t.Error("the wrong code stays in the field")
	}
	s.key(fyne.KeyEscape)
	if s.w.Dialog() != nil || s.window.Canvas().Focused() != s.button("mfa.check_code") {
		t.Error("Escape does not lead back")
	}
}

func TestCheckingIsThrottled(t *testing.T) {
	s, _, codes := caring(t)
	s.tap("mfa.check_code")
	check := checking(s)
	for range 5 {
		s.typed("44aac243e467f618aa780bde")
		s.press(fyne.KeyReturn)
	}
	s.says(i18n.T("failure.not_backup_code") + "\n" + i18n.T("login.wait", "Seconds", 30))
	s.typed(codes[0])
	s.press(fyne.KeyReturn)
	if check.Code.Text() != codes[0] || !check.Form.Button.Disabled() {
		t.Error("it does not wait")
	}
	s.clock.step(10 * time.Second)
	s.w.Tick()
	s.says(i18n.T("failure.not_backup_code") + "\n" + i18n.T("login.wait", "Seconds", 20))
	s.clock.step(20 * time.Second)
	s.w.Tick()
	if check.Form.Button.Disabled() {
		t.Fatal("the button sleeps on")
	}
	s.press(fyne.KeyReturn)
	s.says(i18n.T("code_check.good"))
}

func TestCheckingForgetsTheCode(t *testing.T) {
	s, _, codes := caring(t)
	s.tap("mfa.check_code")
	check := checking(s)
	s.typed(codes[0])
	s.w.Lock()
	if check.Code.Text() != "" {
		t.Error("a code outlives the lock")
	}
	s.fill(s.field("login.password"), userPassword)
	s.press(fyne.KeyReturn)
	s.typed(codes[0])
	s.w.Flow.SignOut()
	if check.Code.Text() != "" {
		t.Error("a code outlives the page")
	}
}

func TestCheckingAsksForThePassword(t *testing.T) {
	s, _, codes := caring(t)
	s.clock.step(model.ProofLife)
	s.tap("mfa.check_code")
	check := checking(s)
	s.typed(codes[0])
	s.press(fyne.KeyReturn)
	s.key(fyne.KeyEscape)
	if check.Form.Busy || check.Code.Text() != codes[0] || checking(s) != check {
		t.Error("giving up the password gives up the code")
	}
	s.press(fyne.KeyReturn)
	s.proves(userPassword)
	s.says(i18n.T("code_check.good"))
}

// The window locks during the check: the result is shown once the dialog is
// back.
func TestCheckInterruptedByALock(t *testing.T) {
	s, _, codes := caring(t)
	s.tap("mfa.check_code")
	check := checking(s)
	s.typed(codes[0])
	s.hold = true
	s.press(fyne.KeyReturn)
	s.w.Lock()
	s.run()
	s.fill(s.field("login.password"), userPassword)
	s.press(fyne.KeyReturn)
	if check.Form.Busy || !check.Modal.Visible() {
		t.Fatal("the dialog stays busy or is gone")
	}
	s.typed(codes[0])
	s.press(fyne.KeyReturn)
	s.says(i18n.T("code_check.good"))
}

func TestRecentSignInsOfAUser(t *testing.T) {
	s, _, _ := caring(t)
	s.work("recent_sign_ins.title")
	for _, key := range []string{"recent_sign_ins.time", "recent_sign_ins.what", "recent_sign_ins.host", "recent_sign_ins.sign_in_pin"} {
		s.shows(key)
	}
	s.key(fyne.KeyEscape)
	if s.window.Canvas().Overlays().Top() != nil {
		t.Error("Escape does not close it")
	}
	s.w.Flow.SignOut()
	s.signIn("sato.h", adminPassword)
	s.follow("shell.security")
	s.shows("recent_sign_ins.host")
	s.work("recent_sign_ins.all")
	s.onPage("activity")
}
