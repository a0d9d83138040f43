package mypage_test

import (
	"testing"
	"time"

	"qlingo/model"
	"qlingo/screens/mypage"
	"qlingo/screens/screentest"
)

// TestAPCThatSlept: everything else that depends on time has expired, too.
func TestAPCThatSlept(t *testing.T) {
	for name, c := range map[string]struct {
		before func(*screentest.Harness)
		after  func(*screentest.Harness)
	}{
		"a session": {
			func(s *screentest.Harness) { s.SignIn("takahashi.k", screentest.UserPassword) },
			func(s *screentest.Harness) { s.OnPage("lock") },
		},
		"a password that was proven": {
			func(s *screentest.Harness) { s.SignIn("sato.h", screentest.AdminPassword) },
			func(s *screentest.Harness) { s.OnPage("login") },
		},
		"an enrolment": {
			func(s *screentest.Harness) { s.SignIn("takahashi.k", screentest.UserPassword); s.Tap("mfa.enable") },
			func(s *screentest.Harness) {
				if _, open := s.W.Dialog().(*mypage.Enrolment); open {
					s.T.Error("the enrolment is still open")
				}
			},
		},
		"what was copied": {
			func(s *screentest.Harness) { s.W.Copy("44aac243e467f618aa780bde") },
			func(s *screentest.Harness) {
				if got := screentest.TheApp.Clipboard().Content(); got != "" {
					s.T.Errorf("the clipboard holds %q", got)
				}
			},
		},
		"a file that was printed": {
			func(s *screentest.Harness) { s.W.RemoveLater(func() { s.Removed++ }) },
			func(s *screentest.Harness) {
				if s.Removed != 1 {
					s.T.Error("it is still there")
				}
			},
		},
		"a wait": {
			func(s *screentest.Harness) {
				for range 6 {
					s.SignIn("takahashi.k", "wrong-"+screentest.UserPassword)
				}
				if !s.Button("login.submit").Disabled() {
					s.T.Fatal("no wait")
				}
			},
			func(s *screentest.Harness) {
				if s.Button("login.submit").Disabled() {
					s.T.Error("the button still sleeps")
				}
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := screentest.WithMonotonicClock(t).WithOffice(model.KindMulti, "takahashi.k")
			s.WithMFA("sato.h", screentest.AdminPassword)
			s.Begin()
			c.before(s)
			s.W.Tick()
			s.Sleeps(8 * time.Hour)
			s.W.Tick()
			c.after(s)
		})
	}
}
