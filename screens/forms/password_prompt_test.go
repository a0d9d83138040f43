package forms_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/model/otp"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// asking returns the dialog that asks for fresh proof.
func asking(s *screentest.Harness) *forms.ProofPrompt {
	s.T.Helper()
	p, ok := s.W.Dialog().(*forms.ProofPrompt)
	if !ok {
		s.T.Fatalf("%T is open:\n%s", s.W.Dialog(), s.Text())
	}
	return p
}

// Attack: somebody who knows the password unlocks the window and turns MFA off.
func TestLockedWindowAsksForThePIN(t *testing.T) {
	s, pin, _ := screentest.Caring(t)
	used := pin()
	s.Unlocks(screentest.UserPassword)
	s.Tap("mfa.disable")
	s.AsksFor(false, true)
	p := asking(s)
	s.Press(fyne.KeyReturn)
	if p.CodeF.Error() != i18n.T("failure.pin_format") {
		t.Errorf("without a PIN: %q", p.CodeF.Error())
	}
	for typed, want := range map[string]string{
		used:     i18n.T("failure.pin_used", "Seconds", messages.Seconds(otp.Remaining(s.Clock.Now()))),
		"000000": i18n.T("failure.wrong_pin"),
		wrongHex: i18n.T("failure.not_backup_code"),
	} {
		s.Typed(typed)
		s.Press(fyne.KeyReturn)
		if p.CodeF.Error() != want || p.Code.Text() != "" || s.Window.Canvas().Focused() != fyne.Focusable(p.Code) {
			t.Errorf("%q: %q, want %q; %q is left in the field", typed, p.CodeF.Error(), want, p.Code.Text())
		}
		if !s.MFA() {
			t.Fatalf("%q has switched it off", typed)
		}
	}
	s.Clock.Step(otp.Period)
	s.Typed(pin())
	s.Press(fyne.KeyReturn)
	s.Shows("mfa.disabled")
}

const wrongHex = "000000000000000000000000"

// Each failure appears at its field, and nothing moves for it.
func TestWhatProofsSayMovesNothing(t *testing.T) {
	s, pin, _ := screentest.Caring(t)
	s.Clock.Step(model.ProofLife)
	s.Tap("mfa.disable")
	s.AsksFor(true, true)
	p := asking(s)
	still := s.Middle("password_prompt.confirm")
	check := func(what string, field *widgets.Field, want string) {
		t.Helper()
		if field.Error() != want {
			t.Errorf("%s: %q, want %q", what, field.Error(), want)
		}
		if s.Middle("password_prompt.confirm") != still {
			t.Errorf("%s: the button has moved", what)
		}
	}
	s.Press(fyne.KeyReturn)
	check("nothing", p.PasswordF, i18n.T("failure.proof_needed"))
	s.Proves("wrong", pin())
	check("wrong password", p.PasswordF, i18n.T("failure.current_wrong"))
	if p.Password.Text() != "" || p.Code.Text() == "" {
		t.Error("another field than that of the password was emptied")
	}
	s.Fill(s.Field("password_prompt.code"), "")
	s.Proves(screentest.UserPassword, "12345")
	check("short PIN", p.CodeF, i18n.T("failure.pin_format"))
	for n := range 5 {
		s.Fill(s.Field("password_prompt.code"), screentest.Wrong(pin()))
		s.Press(fyne.KeyReturn)
		if want := i18n.T("failure.wrong_pin"); n < 4 {
			check("wrong PIN", p.CodeF, want)
		}
	}
	check("wait", p.CodeF, i18n.T("failure.wrong_pin")+"\n"+i18n.T("login.wait", "Seconds", 30))
	if p.PasswordF.Error() != "" || p.Password.Text() != screentest.UserPassword {
		t.Errorf("the password is asked for again: %q", p.PasswordF.Error())
	}
	s.Clock.Step(30 * time.Second)
	s.W.Tick()
	check("after the wait", p.CodeF, "")
	s.Typed(pin())
	s.Press(fyne.KeyReturn)
	s.Shows("mfa.disabled")
}

// The lock forgets the input, and afterwards the missing factors are asked for.
func TestLockWhileAProofIsAskedFor(t *testing.T) {
	s, pin, _ := screentest.Caring(t)
	s.Clock.Step(model.ProofLife)
	s.Tap("mfa.disable")
	s.AsksFor(true, true)
	p := asking(s)
	s.Fill(s.Field("login.password"), screentest.UserPassword)
	s.Fill(s.Field("password_prompt.code"), pin())
	s.W.Lock()
	if p.Password.Text() != "" || p.Code.Text() != "" {
		t.Error("something outlives the lock")
	}
	s.Fill(s.Field("login.password"), screentest.UserPassword)
	s.Press(fyne.KeyReturn)
	s.Proves(screentest.UserPassword, pin())
	s.Shows("mfa.disabled")
}

// A proof of the password, which was enough before a lock, is not enough after it.
func TestLockOverAQuestionForThePassword(t *testing.T) {
	s, pin, _ := screentest.Caring(t)
	s.Clock.Step(model.ProofLife - time.Second)
	s.Unlocks(screentest.UserPassword)
	s.Clock.Step(otp.Period)
	s.Tap("mfa.disable")
	s.AsksFor(false, true)
	s.Clock.Step(model.ProofLife)
	s.Typed(pin()) // the proof of the password is old by now, so it is asked for, too, before the PIN is checked
	s.Press(fyne.KeyReturn)
	s.AsksFor(true, true)
	s.Proves(screentest.UserPassword, pin())
	s.Shows("mfa.disabled")
}

// A backup code instead of the PIN does the action, and MFA, which it turns off, can be turned on again.
func TestBackupCodeSwitchesOff(t *testing.T) {
	s, _, codes := screentest.Caring(t)
	s.Unlocks(screentest.UserPassword)
	s.Tap("mfa.disable")
	s.Typed(codes[0])
	s.Press(fyne.KeyReturn)
	s.Shows("mfa.used_backup_code")
	if s.MFA() || s.Dialogs("mfa_lost") != 0 {
		t.Error("it is not off, or reported twice")
	}
}

func TestBackupCodeForAMoveOffersToSetItUpAnew(t *testing.T) {
	s, _, codes := screentest.Caring(t)
	s.Unlocks(screentest.UserPassword)
	s.Tap("mfa.new_phone")
	s.Typed(codes[0])
	s.Press(fyne.KeyReturn)
	if s.MFA() || s.Dialogs("mfa_lost") != 1 || s.Dialogs("enrol_failed") != 0 {
		t.Fatalf("nothing is offered:\n%s", s.Text())
	}
	s.Key(fyne.KeyReturn)
	if s.Dialogs("enrol") != 1 {
		t.Error("it cannot be set up")
	}
}

func TestBackupCodeForNewCodesOffersToSetItUpAnew(t *testing.T) {
	s, _, codes := screentest.Caring(t)
	s.Unlocks(screentest.UserPassword)
	s.Work("mfa.new_codes")
	s.Work("new_backup_codes.confirm")
	s.Typed(codes[0])
	s.Press(fyne.KeyReturn)
	if s.MFA() || s.Dialogs("mfa_lost") != 1 || s.Dialogs("codes") != 0 {
		t.Fatalf("nothing is offered:\n%s", s.Text())
	}
	s.Key(fyne.KeyEscape)
	if _, open := screentest.Find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("new_backup_codes.confirm") }); open {
		t.Error("the question for new codes is still open")
	}
	s.Button("mfa.enable")
}

// Actions that have nothing to do with MFA go on.
func TestBackupCodeProvesForOthers(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k")
	pin, codes := s.WithMFA("sato.h", screentest.AdminPassword)
	s.WithMFA("takahashi.k", screentest.UserPassword)
	s.Begin().SignIn("sato.h", screentest.AdminPassword)
	s.EnterPIN(pin())
	s.OnPage("users")
	s.Unlocks(screentest.AdminPassword)
	s.TapAt(s.Place("takahashi.k", "mfa"))
	s.Tap("mfa_reset.reset")
	s.AsksFor(false, true)
	s.Typed(codes[0])
	s.Press(fyne.KeyReturn)
	if s.Stored("takahashi.k").MFA || s.Dialogs("mfa_lost") != 1 {
		t.Errorf("it was not done, or nothing is offered:\n%s", s.Text())
	}
}

// Without the phone, a code can be checked with the password alone.
func TestCheckingACodeAsksForThePasswordAlone(t *testing.T) {
	s, _, codes := screentest.Caring(t)
	s.Clock.Step(model.ProofLife)
	s.Tap("mfa.check_code")
	s.Typed(codes[0])
	s.Press(fyne.KeyReturn)
	s.AsksFor(true, false)
	s.Proves(screentest.UserPassword)
	s.Says(i18n.T("code_check.good"))
	if !s.MFA() {
		t.Error("it was used up")
	}
}

// Changing the password asks for the PIN in its own dialog.
func TestChangingThePasswordAsksForThePIN(t *testing.T) {
	s, pin, _ := screentest.Caring(t)
	s.Unlocks(screentest.UserPassword)
	s.Tap("password_card.change")
	s.Fill(s.Field("password_change.current"), screentest.UserPassword)
	s.Press(fyne.KeyReturn)
	s.Fill(s.Field("password.new"), "eleven grey pigeons walk")
	s.Fill(s.Field("password.again"), "eleven grey pigeons walk")
	s.Press(fyne.KeyReturn)
	code := s.Field("password_prompt.code")
	if code.Error() != i18n.T("failure.pin_format") {
		t.Errorf("without a PIN: %q", code.Error())
	}
	s.Fill(code, "000000")
	s.Tap("password_change.save")
	if code.Error() != i18n.T("failure.wrong_pin") {
		t.Errorf("with a wrong PIN: %q", code.Error())
	}
	s.Clock.Step(otp.Period)
	s.Fill(code, pin())
	s.Tap("password_change.save")
	s.Shows("password_card.done")
}

// The same, if the PIN was fresh when the dialog opened.
func TestChangingThePasswordTooLateAsksForThePIN(t *testing.T) {
	s, pin, _ := screentest.Caring(t)
	s.Tap("password_card.change")
	s.Clock.Step(model.ProofLife)
	s.Fill(s.Field("password_change.current"), screentest.UserPassword)
	s.Fill(s.Field("password.new"), "eleven grey pigeons walk")
	s.Fill(s.Field("password.again"), "eleven grey pigeons walk")
	s.Press(fyne.KeyReturn)
	s.Fill(s.Field("password_prompt.code"), pin())
	s.Tap("password_change.save")
	s.Shows("password_card.done")
}

// Changing a temporary password takes the PIN, too.
func TestTemporaryPasswordIsChangedWithThePIN(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k")
	pin, _ := s.WithMFA("takahashi.k", screentest.UserPassword)
	s.Begin()
	var temporary string
	s.Boss(func(boss *model.Session) {
		_, password, err := boss.ResetPassword(t.Context(), screentest.IDOf(s, boss, "takahashi.k"))
		s.Must(err)
		temporary = password
	})
	s.SignIn("takahashi.k", temporary)
	s.EnterPIN(pin())
	s.OnPage("must_change")
	s.Unlocks(temporary)
	s.Choose("eleven grey pigeons walk")
	s.AsksFor(false, true)
	s.Clock.Step(otp.Period)
	s.Typed(pin())
	s.Press(fyne.KeyReturn)
	s.Inside()
}

// When PINs are stopped for good, the dialog names the one way left.
func TestStoppedPINsLeaveTheBackupCode(t *testing.T) {
	s, pin, codes := screentest.Caring(t)
	s.Unlocks(screentest.UserPassword)
	s.Tap("mfa.disable")
	for range 20 {
		s.Typed(screentest.Wrong(pin()))
		s.Press(fyne.KeyReturn)
		s.Clock.Step(15 * time.Minute)
		s.Unlocks(screentest.UserPassword)
	}
	s.Typed(screentest.Wrong(pin()))
	s.Press(fyne.KeyReturn)
	s.Shows("failure.second_stopped_inside")
	s.Typed(codes[0])
	s.Press(fyne.KeyReturn)
	s.Shows("mfa.used_backup_code")
}
