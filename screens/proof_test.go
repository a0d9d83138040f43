package screens

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/model/otp"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
)

// asking returns the dialog that asks for fresh proof.
func asking(s *stage) *forms.ProofPrompt {
	s.t.Helper()
	p, ok := s.w.Dialog().(*forms.ProofPrompt)
	if !ok {
		s.t.Fatalf("%T is open:\n%s", s.w.Dialog(), s.text())
	}
	return p
}

// asksFor asserts that the dialog asks for exactly these factors, with the focus in the first.
func (s *stage) asksFor(password, code bool) {
	s.t.Helper()
	if _, ok := s.w.Dialog().(interface{ ClosableDuringJob() bool }); !ok {
		s.t.Fatalf("%T asks, not for a proof:\n%s", s.w.Dialog(), s.text())
	}
	first := ""
	for _, f := range []struct {
		key   string
		asked bool
	}{{"password_prompt.code", code}, {"login.password", password}} {
		_, there := find(s, func(w *widgets.Field) bool { return w.Label == i18n.T(f.key) })
		if there != f.asked {
			s.t.Fatalf("%s: asked for %t:\n%s", f.key, there, s.text())
		}
		if there {
			first = f.key
		}
	}
	if focused := s.window.Canvas().Focused(); focused == nil || focused.(fyne.CanvasObject) != s.field(first).Entry {
		s.t.Errorf("the focus is on %T", focused)
	}
}

// unlocks locks the window and unlocks it by the password.
func (s *stage) unlocks(password string) {
	s.t.Helper()
	s.w.Lock()
	s.fill(s.field("login.password"), password)
	s.press(fyne.KeyReturn)
}

// proves types the password into the prompt, and a code if that is asked for, too.
func (s *stage) proves(password string, code ...string) {
	s.t.Helper()
	s.fill(s.field("login.password"), password)
	s.press(fyne.KeyReturn)
	for _, text := range code {
		s.typed(text)
		s.press(fyne.KeyReturn)
	}
}

// Attack: somebody who knows the password unlocks the window and turns MFA off.
func TestLockedWindowAsksForThePIN(t *testing.T) {
	s, pin, _ := caring(t)
	used := pin()
	s.unlocks(userPassword)
	s.tap("mfa.disable")
	s.asksFor(false, true)
	p := asking(s)
	s.press(fyne.KeyReturn)
	if p.CodeF.Error() != i18n.T("failure.pin_format") {
		t.Errorf("without a PIN: %q", p.CodeF.Error())
	}
	for typed, want := range map[string]string{
		used:     i18n.T("failure.pin_used", "Seconds", messages.Seconds(otp.Remaining(s.clock.now()))),
		"000000": i18n.T("failure.wrong_pin"),
		wrongHex: i18n.T("failure.not_backup_code"),
	} {
		s.typed(typed)
		s.press(fyne.KeyReturn)
		if p.CodeF.Error() != want || p.Code.Text() != "" || s.window.Canvas().Focused() != fyne.Focusable(p.Code) {
			t.Errorf("%q: %q, want %q; %q is left in the field", typed, p.CodeF.Error(), want, p.Code.Text())
		}
		if !s.mfa() {
			t.Fatalf("%q has switched it off", typed)
		}
	}
	s.clock.step(otp.Period)
	s.typed(pin())
	s.press(fyne.KeyReturn)
	s.shows("mfa.disabled")
}

const wrongHex = "000000000000000000000000"

// Each failure appears at its field, and nothing moves for it.
func TestWhatProofsSayMovesNothing(t *testing.T) {
	s, pin, _ := caring(t)
	s.clock.step(model.ProofLife)
	s.tap("mfa.disable")
	s.asksFor(true, true)
	p := asking(s)
	still := s.middle("password_prompt.confirm")
	check := func(what string, field *widgets.Field, want string) {
		t.Helper()
		if field.Error() != want {
			t.Errorf("%s: %q, want %q", what, field.Error(), want)
		}
		if s.middle("password_prompt.confirm") != still {
			t.Errorf("%s: the button has moved", what)
		}
	}
	s.press(fyne.KeyReturn)
	check("nothing", p.PasswordF, i18n.T("failure.proof_needed"))
	s.proves("wrong", pin())
	check("wrong password", p.PasswordF, i18n.T("failure.current_wrong"))
	if p.Password.Text() != "" || p.Code.Text() == "" {
		t.Error("another field than that of the password was emptied")
	}
	s.fill(s.field("password_prompt.code"), "")
	s.proves(userPassword, "12345")
	check("short PIN", p.CodeF, i18n.T("failure.pin_format"))
	for n := range 5 {
		s.fill(s.field("password_prompt.code"), wrong(pin()))
		s.press(fyne.KeyReturn)
		if want := i18n.T("failure.wrong_pin"); n < 4 {
			check("wrong PIN", p.CodeF, want)
		}
	}
	check("wait", p.CodeF, i18n.T("failure.wrong_pin")+"\n"+i18n.T("login.wait", "Seconds", 30))
	if p.PasswordF.Error() != "" || p.Password.Text() != userPassword {
		t.Errorf("the password is asked for again: %q", p.PasswordF.Error())
	}
	s.clock.step(30 * time.Second)
	s.w.Tick()
	check("after the wait", p.CodeF, "")
	s.typed(pin())
	s.press(fyne.KeyReturn)
	s.shows("mfa.disabled")
}

// The lock forgets the input, and afterwards the missing factors are asked for.
func TestLockWhileAProofIsAskedFor(t *testing.T) {
	s, pin, _ := caring(t)
	s.clock.step(model.ProofLife)
	s.tap("mfa.disable")
	s.asksFor(true, true)
	p := asking(s)
	s.fill(s.field("login.password"), userPassword)
	s.fill(s.field("password_prompt.code"), pin())
	s.w.Lock()
	if p.Password.Text() != "" || p.Code.Text() != "" {
		t.Error("something outlives the lock")
	}
	s.fill(s.field("login.password"), userPassword)
	s.press(fyne.KeyReturn)
	s.proves(userPassword, pin())
	s.shows("mfa.disabled")
}

// A proof of the password, which was enough before a lock, is not enough after it.
func TestLockOverAQuestionForThePassword(t *testing.T) {
	s, pin, _ := caring(t)
	s.clock.step(model.ProofLife - time.Second)
	s.unlocks(userPassword)
	s.clock.step(otp.Period)
	s.tap("mfa.disable")
	s.asksFor(false, true)
	s.clock.step(model.ProofLife)
	s.typed(pin()) // the proof of the password is old by now, so it is asked for, too, before the PIN is checked
	s.press(fyne.KeyReturn)
	s.asksFor(true, true)
	s.proves(userPassword, pin())
	s.shows("mfa.disabled")
}

// A backup code instead of the PIN does the action, and MFA, which it turns off, can be turned on again.
func TestBackupCodeSwitchesOff(t *testing.T) {
	s, _, codes := caring(t)
	s.unlocks(userPassword)
	s.tap("mfa.disable")
	s.typed(codes[0])
	s.press(fyne.KeyReturn)
	s.shows("mfa.used_backup_code")
	if s.mfa() || s.dialogs("mfa_lost") != 0 {
		t.Error("it is not off, or told twice")
	}
}

func TestBackupCodeForAMoveOffersToSetItUpAnew(t *testing.T) {
	s, _, codes := caring(t)
	s.unlocks(userPassword)
	s.tap("mfa.new_phone")
	s.typed(codes[0])
	s.press(fyne.KeyReturn)
	if s.mfa() || s.dialogs("mfa_lost") != 1 || s.dialogs("enrol_failed") != 0 {
		t.Fatalf("nothing is offered:\n%s", s.text())
	}
	s.key(fyne.KeyReturn)
	if s.dialogs("enrol") != 1 {
		t.Error("it cannot be set up")
	}
}

func TestBackupCodeForNewCodesOffersToSetItUpAnew(t *testing.T) {
	s, _, codes := caring(t)
	s.unlocks(userPassword)
	s.work("mfa.new_codes")
	s.work("new_backup_codes.confirm")
	s.typed(codes[0])
	s.press(fyne.KeyReturn)
	if s.mfa() || s.dialogs("mfa_lost") != 1 || s.dialogs("codes") != 0 {
		t.Fatalf("nothing is offered:\n%s", s.text())
	}
	s.key(fyne.KeyEscape)
	if _, open := find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("new_backup_codes.confirm") }); open {
		t.Error("the question for new codes is still open")
	}
	s.button("mfa.enable")
}

// Actions that have nothing to do with MFA go on.
func TestBackupCodeProvesForOthers(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k")
	pin, codes := s.withMFA("sato.h", adminPassword)
	s.withMFA("takahashi.k", userPassword)
	s.begin().signIn("sato.h", adminPassword)
	s.enterPIN(pin())
	s.onPage("users")
	s.unlocks(adminPassword)
	s.tapAt(s.place("takahashi.k", "mfa"))
	s.tap("mfa_reset.reset")
	s.asksFor(false, true)
	s.typed(codes[0])
	s.press(fyne.KeyReturn)
	if s.stored("takahashi.k").MFA || s.dialogs("mfa_lost") != 1 {
		t.Errorf("it was not done, or nothing is offered:\n%s", s.text())
	}
}

// Without the phone, a code can be checked with the password alone.
func TestCheckingACodeAsksForThePasswordAlone(t *testing.T) {
	s, _, codes := caring(t)
	s.clock.step(model.ProofLife)
	s.tap("mfa.check_code")
	s.typed(codes[0])
	s.press(fyne.KeyReturn)
	s.asksFor(true, false)
	s.proves(userPassword)
	s.says(i18n.T("code_check.good"))
	if !s.mfa() {
		t.Error("it was used up")
	}
}

// Changing the password asks for the PIN in its own dialog.
func TestChangingThePasswordAsksForThePIN(t *testing.T) {
	s, pin, _ := caring(t)
	s.unlocks(userPassword)
	s.tap("password_card.change")
	s.fill(s.field("password_change.current"), userPassword)
	s.press(fyne.KeyReturn)
	s.fill(s.field("password.new"), "eleven grey pigeons walk")
	s.fill(s.field("password.again"), "eleven grey pigeons walk")
	s.press(fyne.KeyReturn)
	code := s.field("password_prompt.code")
	if code.Error() != i18n.T("failure.pin_format") {
		t.Errorf("without a PIN: %q", code.Error())
	}
	s.fill(code, "000000")
	s.tap("password_change.save")
	if code.Error() != i18n.T("failure.wrong_pin") {
		t.Errorf("with a wrong PIN: %q", code.Error())
	}
	s.clock.step(otp.Period)
	s.fill(code, pin())
	s.tap("password_change.save")
	s.shows("password_card.done")
}

// The same, if the PIN was fresh when the dialog opened.
func TestChangingThePasswordTooLateAsksForThePIN(t *testing.T) {
	s, pin, _ := caring(t)
	s.tap("password_card.change")
	s.clock.step(model.ProofLife)
	s.fill(s.field("password_change.current"), userPassword)
	s.fill(s.field("password.new"), "eleven grey pigeons walk")
	s.fill(s.field("password.again"), "eleven grey pigeons walk")
	s.press(fyne.KeyReturn)
	s.fill(s.field("password_prompt.code"), pin())
	s.tap("password_change.save")
	s.shows("password_card.done")
}

// Changing a temporary password takes the PIN, too.
func TestTemporaryPasswordIsChangedWithThePIN(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k")
	pin, _ := s.withMFA("takahashi.k", userPassword)
	s.begin()
	var temporary string
	s.boss(func(boss *model.Session) {
		_, password, err := boss.ResetPassword(t.Context(), idOf(s, boss, "takahashi.k"))
		s.must(err)
		temporary = password
	})
	s.signIn("takahashi.k", temporary)
	s.enterPIN(pin())
	s.onPage("must_change")
	s.unlocks(temporary)
	s.choose("eleven grey pigeons walk")
	s.asksFor(false, true)
	s.clock.step(otp.Period)
	s.typed(pin())
	s.press(fyne.KeyReturn)
	s.inside()
}

// When PINs are stopped for good, the dialog names the one way left.
func TestStoppedPINsLeaveTheBackupCode(t *testing.T) {
	s, pin, codes := caring(t)
	s.unlocks(userPassword)
	s.tap("mfa.disable")
	for range 20 {
		s.typed(wrong(pin()))
		s.press(fyne.KeyReturn)
		s.clock.step(15 * time.Minute)
		s.unlocks(userPassword)
	}
	s.typed(wrong(pin()))
	s.press(fyne.KeyReturn)
	s.shows("failure.second_stopped_inside")
	s.typed(codes[0])
	s.press(fyne.KeyReturn)
	s.shows("mfa.used_backup_code")
}

// A move to another phone and new codes are in the news once, at the next sign-in, whoever made them.
func TestMoveAndNewCodesAreNews(t *testing.T) {
	s, pin, _ := caring(t)
	s.must(errorOf(s.w.Session().NewBackupCodes(t.Context())))
	at := i18n.When(s.clock.now())
	s.w.Flow.SignOut()
	s.clock.step(otp.Period)
	s.signIn("takahashi.k", userPassword)
	s.enterPIN(pin())
	s.says(i18n.T("news.new_codes", "Time", at))
	if strings.Contains(s.text(), i18n.T("news.phone_moved", "Time", at)) {
		t.Error("a move is told that there was not")
	}
	s.w.Flow.SignOut()
	s.clock.step(otp.Period)
	s.signIn("takahashi.k", userPassword)
	s.enterPIN(pin())
	if newsOf(s).suspicionRow.Visible() {
		t.Error("it is told again")
	}
}

func errorOf[R any](_ R, err error) error { return err }
