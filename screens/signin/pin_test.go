package screens

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/signin"
	"qlingo/screens/widgets"
)

func (s *stage) pinEntry() *widgets.PINEntry {
	s.t.Helper()
	e, ok := find(s, func(*widgets.PINEntry) bool { return true })
	if !ok {
		s.t.Fatalf("no PIN field:\n%s", s.text())
	}
	return e
}

// typed types into the PIN field, which has the focus already.
func (s *stage) typed(text string) {
	s.t.Helper()
	focused := s.window.Canvas().Focused()
	if focused != fyne.Focusable(s.pinEntry()) {
		s.t.Fatal("the PIN field does not have the focus")
	}
	for _, r := range text {
		focused.TypedRune(r)
	}
}

func TestPINSignsIn(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "abe.m")
	pin, _ := s.withMFA("abe.m", userPassword)
	s.begin()
	s.signIn("abe.m", userPassword)
	s.onPage("pin")
	s.shows("pin.help_user")
	s.typed(pin())
	s.press(fyne.KeyReturn)
	if s.w.Session() == nil || s.w.Session().News().BackupCode {
		t.Fatalf("not signed in:\n%s", s.text())
	}
}

func TestWrongPINClearsTheFieldAndSaysWhatToDo(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "abe.m")
	pin, _ := s.withMFA("abe.m", userPassword)
	s.begin()
	s.signIn("abe.m", userPassword)
	s.typed("12345")
	s.tap("login.submit")
	s.shows("failure.pin_format")
	if s.pinEntry().Text() != "12345" {
		t.Error("a PIN that is only too short was cleared")
	}
	s.write(s.pinEntry(), wrong(pin()))
	s.tap("login.submit")
	s.shows("failure.wrong_pin")
	if s.pinEntry().Text() != "" {
		t.Error("the wrong PIN stays")
	}
	s.typed(pin())
	s.tap("login.submit")
	if s.w.Session() == nil {
		t.Fatalf("the right PIN does not sign in:\n%s", s.text())
	}
	s.w.Flow.SignOut()
	s.signIn("abe.m", userPassword)
	s.typed(pin())
	s.tap("login.submit")
	s.shows("failure.pin_used", "Seconds", 30) // the same PIN twice
	s.clock.step(18 * time.Second)
	s.w.Tick()
	s.shows("failure.pin_used", "Seconds", 12)
	s.clock.step(12 * time.Second)
	next := pin()
	s.clock.step(-12 * time.Second)
	s.typed(next) // from a phone that is ahead
	if p := s.w.Current().(*signin.PinPage); p.Form.Notice.Text() != "" {
		t.Errorf("said while somebody types the next PIN: %q", p.Form.Notice.Text())
	}
	s.w.Tick()
	s.tap("login.submit")
	if s.w.Session() == nil {
		t.Fatalf("the next PIN does not sign in:\n%s", s.text())
	}
}

// Errors about backup codes are not shown for a PIN.
func TestBackupCodeHasItsOwnSentences(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "abe.m")
	_, codes := s.withMFA("abe.m", userPassword)
	s.begin()
	s.signIn("abe.m", userPassword)
	s.write(s.pinEntry(), codes[0][:23])
	s.tap("login.submit")
	s.shows("failure.backup_length", "Max", 23)
	if s.pinEntry().Text() != codes[0][:23] {
		t.Error("what is easily mended was cleared")
	}
	s.write(s.pinEntry(), strings.Repeat("a", 24))
	s.tap("login.submit")
	s.shows("failure.not_backup_code")
	if s.pinEntry().Text() != "" {
		t.Error("the wrong code stays")
	}
	s.typed(codes[0])
	s.tap("login.submit")
	if s.w.Session() == nil {
		t.Fatalf("the right code does not sign in:\n%s", s.text())
	}
}

func wrong(pin string) string {
	if pin[0] == '0' {
		return "1" + pin[1:]
	}
	return "0" + pin[1:]
}

func TestBackupCodeSignsInAndSwitchesMFAOff(t *testing.T) {
	s := newStage(t).withOffice(model.KindSingle)
	_, codes := s.withMFA("sato.h", adminPassword)
	s.begin()
	s.signIn("sato.h", adminPassword)
	s.shows("pin.help_alone")
	s.typed(codes[2])
	s.press(fyne.KeyReturn)
	if s.w.Session() == nil || !s.w.Session().News().BackupCode || s.w.Session().Person().MFA {
		t.Fatalf("not signed in by backup code:\n%s", s.text())
	}
}

func TestPINWaits(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "abe.m")
	pin, _ := s.withMFA("abe.m", userPassword)
	s.begin()
	s.signIn("abe.m", userPassword)
	for range 5 {
		s.write(s.pinEntry(), wrong(pin()))
		s.tap("login.submit")
	}
	if !s.button("login.submit").Disabled() {
		t.Fatalf("no wait after five wrong PINs:\n%s", s.text())
	}
	s.clock.step(31 * time.Second)
	s.w.Tick()
	s.typed(pin())
	s.tap("login.submit")
	if s.w.Session() == nil {
		t.Fatalf("not signed in after the wait:\n%s", s.text())
	}
}

func TestPendingEndsAfterTenMinutes(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "abe.m")
	s.withMFA("abe.m", userPassword)
	s.begin()
	s.signIn("abe.m", userPassword)
	s.clock.step(forms.PendingTime - time.Second)
	s.w.Tick()
	s.onPage("pin")
	s.clock.step(time.Second)
	s.w.Tick()
	s.onPage("login")
	s.shows("pin.expired")
}

func TestBackFromPINGivesThePasswordUp(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "abe.m")
	s.withMFA("abe.m", userPassword)
	s.begin()
	s.signIn("abe.m", userPassword)
	pending := s.w.Current().(*signin.PinPage).Pending
	s.tap("pin.back")
	s.onPage("login")
	if _, err := pending.Enter(t.Context(), "123456"); model.CodeOf(err) != model.CodeEnded {
		t.Errorf("the pending sign-in lives on: %v", err)
	}
}

func TestCountdownShowsWhenTheNextCodeComes(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "abe.m")
	s.withMFA("abe.m", userPassword)
	s.begin()
	s.signIn("abe.m", userPassword)
	s.clock.at = time.Unix(1_800_000_000-1_800_000_000%30+12, 0)
	s.w.Current().(*signin.PinPage).Since = s.clock.at
	s.w.Tick()
	bar, ok := find(s, func(*widgets.Countdown) bool { return true })
	if !ok || bar.Text() != i18n.T("common.next_code_in", "Seconds", 18) {
		t.Errorf("countdown: %q", bar.Text())
	}
}
