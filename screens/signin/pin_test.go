package signin_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/signin"
	"qlingo/screens/widgets"
)

func TestPINSignsIn(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m")
	pin, _ := s.WithMFA("abe.m", screentest.UserPassword)
	s.Begin()
	s.SignIn("abe.m", screentest.UserPassword)
	s.OnPage("pin")
	s.Shows("pin.help_user")
	s.Typed(pin())
	s.Press(fyne.KeyReturn)
	if s.W.Session() == nil || s.W.Session().News().BackupCode {
		t.Fatalf("not signed in:\n%s", s.Text())
	}
}

func TestWrongPINClearsTheFieldAndSaysWhatToDo(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m")
	pin, _ := s.WithMFA("abe.m", screentest.UserPassword)
	s.Begin()
	s.SignIn("abe.m", screentest.UserPassword)
	s.Typed("12345")
	s.Tap("login.submit")
	s.Shows("failure.pin_format")
	if s.PinEntry().Text() != "12345" {
		t.Error("a PIN that is only too short was cleared")
	}
	s.Write(s.PinEntry(), screentest.Wrong(pin()))
	s.Tap("login.submit")
	s.Shows("failure.wrong_pin")
	if s.PinEntry().Text() != "" {
		t.Error("the wrong PIN stays")
	}
	s.Typed(pin())
	s.Tap("login.submit")
	if s.W.Session() == nil {
		t.Fatalf("the right PIN does not sign in:\n%s", s.Text())
	}
	s.W.Flow.SignOut()
	s.SignIn("abe.m", screentest.UserPassword)
	s.Typed(pin())
	s.Tap("login.submit")
	s.Shows("failure.pin_used", "Seconds", 30) // the same PIN twice
	s.Clock.Step(18 * time.Second)
	s.W.Tick()
	s.Shows("failure.pin_used", "Seconds", 12)
	s.Clock.Step(12 * time.Second)
	next := pin()
	s.Clock.Step(-12 * time.Second)
	s.Typed(next) // from a phone that is ahead
	if p := s.W.Current().(*signin.PINPage); p.Form.Notice.Text() != "" {
		t.Errorf("said while somebody types the next PIN: %q", p.Form.Notice.Text())
	}
	s.W.Tick()
	s.Tap("login.submit")
	if s.W.Session() == nil {
		t.Fatalf("the next PIN does not sign in:\n%s", s.Text())
	}
}

// Errors about backup codes are not shown for a PIN.
func TestBackupCodeHasItsOwnSentences(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m")
	_, codes := s.WithMFA("abe.m", screentest.UserPassword)
	s.Begin()
	s.SignIn("abe.m", screentest.UserPassword)
	s.Write(s.PinEntry(), codes[0][:23])
	s.Tap("login.submit")
	s.Shows("failure.backup_length", "Max", 23)
	if s.PinEntry().Text() != codes[0][:23] {
		t.Error("what is easily mended was cleared")
	}
	s.Write(s.PinEntry(), strings.Repeat("a", 24))
	s.Tap("login.submit")
	s.Shows("failure.not_backup_code")
	if s.PinEntry().Text() != "" {
		t.Error("the wrong code stays")
	}
	s.Typed(codes[0])
	s.Tap("login.submit")
	if s.W.Session() == nil {
		t.Fatalf("the right code does not sign in:\n%s", s.Text())
	}
}

func TestBackupCodeSignsInAndSwitchesMFAOff(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindSingle)
	_, codes := s.WithMFA("sato.h", screentest.AdminPassword)
	s.Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Shows("pin.help_alone")
	s.Typed(codes[2])
	s.Press(fyne.KeyReturn)
	if s.W.Session() == nil || !s.W.Session().News().BackupCode || s.W.Session().Person().MFA {
		t.Fatalf("not signed in by backup code:\n%s", s.Text())
	}
}

func TestPINWaits(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m")
	pin, _ := s.WithMFA("abe.m", screentest.UserPassword)
	s.Begin()
	s.SignIn("abe.m", screentest.UserPassword)
	for range 5 {
		s.Write(s.PinEntry(), screentest.Wrong(pin()))
		s.Tap("login.submit")
	}
	if !s.Button("login.submit").Disabled() {
		t.Fatalf("no wait after five wrong PINs:\n%s", s.Text())
	}
	s.Clock.Step(31 * time.Second)
	s.W.Tick()
	s.Typed(pin())
	s.Tap("login.submit")
	if s.W.Session() == nil {
		t.Fatalf("not signed in after the wait:\n%s", s.Text())
	}
}

func TestPendingEndsAfterTenMinutes(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m")
	s.WithMFA("abe.m", screentest.UserPassword)
	s.Begin()
	s.SignIn("abe.m", screentest.UserPassword)
	s.Clock.Step(forms.PendingTime - time.Second)
	s.W.Tick()
	s.OnPage("pin")
	s.Clock.Step(time.Second)
	s.W.Tick()
	s.OnPage("login")
	s.Shows("pin.expired")
}

func TestBackFromPINGivesThePasswordUp(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m")
	s.WithMFA("abe.m", screentest.UserPassword)
	s.Begin()
	s.SignIn("abe.m", screentest.UserPassword)
	pending := s.W.Current().(*signin.PINPage).Pending
	s.Tap("pin.back")
	s.OnPage("login")
	if _, err := pending.Enter(t.Context(), "123456"); model.CodeOf(err) != model.CodeEnded {
		t.Errorf("the pending sign-in lives on: %v", err)
	}
}

func TestCountdownShowsWhenTheNextCodeComes(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m")
	s.WithMFA("abe.m", screentest.UserPassword)
	s.Begin()
	s.SignIn("abe.m", screentest.UserPassword)
	s.Clock.At = time.Unix(1_800_000_000-1_800_000_000%30+12, 0)
	s.W.Current().(*signin.PINPage).Since = s.Clock.At
	s.W.Tick()
	bar, ok := screentest.Find(s, func(*widgets.Countdown) bool { return true })
	if !ok || bar.Text() != i18n.T("common.next_code_within", "Seconds", 20) {
		t.Errorf("countdown: %q", bar.Text())
	}
}
