package backup_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/backup"
	"qlingo/screens/screentest"
	"qlingo/screens/window"
)

// secrets are all pages and dialogs with a secret: how to get there, and how to open it.
var secrets = map[string]struct {
	before func(*testing.T) *screentest.Harness
	open   func(*screentest.Harness)
}{
	"enrolment": {screentest.WithUser, func(s *screentest.Harness) {
		s.SignIn("takahashi.k", screentest.UserPassword)
		s.Tap("mfa.enable")
	}},
	"backup codes": {screentest.WithUser, func(s *screentest.Harness) {
		s.SignIn("takahashi.k", screentest.UserPassword)
		s.Tap("mfa.enable")
		phone, err := window.DemoPIN(s.SetupKey())
		s.Must(err)
		s.Typed(phone(s.Clock.Now()))
		s.Press(fyne.KeyReturn)
		if len(s.Codes()) == 0 {
			s.T.Fatalf("no codes:\n%s", s.Text())
		}
	}},
	"temporary password": {screentest.WithUser, func(s *screentest.Harness) {
		s.SignIn("sato.h", screentest.AdminPassword)
		s.Follow("shell.users")
		s.Tap("users.add")
		s.Fill(s.Field("users.login"), "abe.m")
		s.Fill(s.Field("users.name"), "阿部 美咲")
		s.Press(fyne.KeyReturn)
		s.Temporary()
	}},
	"new kit": {screentest.WithUser, func(s *screentest.Harness) {
		s.SignIn("sato.h", screentest.AdminPassword)
		s.Follow("shell.settings")
		s.OpenNewKit()
	}},
	"kit for a support desk": {screentest.WithUser, func(s *screentest.Harness) { s.Pinning() }},
	"kit of the first run":   {func(t *testing.T) *screentest.Harness { return screentest.New(t).Begin() }, func(s *screentest.Harness) { s.ToKit(model.KindMulti) }},
	"kit for a password":     {screentest.WithUser, func(s *screentest.Harness) { s.OnRecovery() }},
	"kit for the key": {inUse, func(s *screentest.Harness) {
		loseKey(s)
		s.Begin().OnPage("failure")
	}},
	"kit for a backup": {func(t *testing.T) *screentest.Harness {
		s, _, _, _ := screentest.Aged(t)
		return s
	}, func(s *screentest.Harness) {
		s.W.Show(func() window.Screen { return backup.NewRestoreKit(s.W, model.Preview{}, func() {}) })
	}},
}

// Every secret is hidden before it is shown and until it is gone, however the person leaves it.
func TestSecretsAreKeptOutOfRecordings(t *testing.T) {
	leave := map[string]func(*screentest.Harness){
		"lock":     func(s *screentest.Harness) { s.W.Lock() },
		"sign out": func(s *screentest.Harness) { s.W.Flow.SignOut() },
		"failure":  func(s *screentest.Harness) { s.W.Flow.ToFailure(screentest.Failed(model.CodeInternal)) },
	}
	for name, secret := range secrets {
		for way, left := range leave {
			t.Run(name+", "+way, func(t *testing.T) {
				s := secret.before(t)
				r := s.Records()
				s.Passes()
				if len(r.Asked) != 0 {
					t.Fatalf("hidden without a secret: %v", r.Asked)
				}
				secret.open(s)
				s.Passes()
				if !slices.Equal(r.Asked, []bool{true}) {
					t.Fatalf("in sight: %v", r.Asked)
				}
				if s.W.Session() == nil && way != "failure" {
					return // nobody is signed in who could lock the window or sign out
				}
				left(s)
				s.W.Tick()
				if len(r.Asked) != 1 {
					t.Error("shown while the old picture may still be there")
				}
				s.W.Tick()
				s.Passes()
				if !slices.Equal(r.Asked, []bool{true, false}) {
					t.Errorf("afterwards: %v", r.Asked)
				}
			})
		}
	}
}
