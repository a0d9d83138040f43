package screens

import (
	"testing"
	"time"
	"unsafe"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"qlingo/model"
	"qlingo/screens/mypage"
)

// asleep is the time that a PC reports after sleeping: its wall clock has moved on, its monotonic clock has not. The
// first word of a time.Time with both holds the seconds of the wall clock above thirty bits of nanoseconds.
func asleep(t time.Time, d time.Duration) time.Time {
	*(*uint64)(unsafe.Pointer(&t)) += uint64(d/time.Second) << 30
	return t
}

// sleeps puts the PC to sleep. There was no tick yet when it wakes.
func (s *stage) sleeps(d time.Duration) {
	s.t.Helper()
	s.clock.mu.Lock()
	defer s.clock.mu.Unlock()
	before := s.clock.at
	s.clock.at = asleep(before, d)
	if wall := s.clock.at.Round(0).Sub(before.Round(0)); wall != d || s.clock.at.Sub(before) != 0 {
		s.t.Fatalf("the clock went by %v, the monotonic time by %v", wall, s.clock.at.Sub(before))
	}
}

// awake makes a stage with a clock that has monotonic time, too.
func awake(t *testing.T) *stage {
	t.Helper()
	s := newStage(t)
	s.clock.at = time.Now()
	return s
}

// TestAPCThatSleptWithASupportKeyOpen: whoever wakes the PC finds the key closed, whether a tick, the mouse or a key
// comes first.
func TestAPCThatSleptWithASupportKeyOpen(t *testing.T) {
	for name, wake := range map[string]func(*stage){
		"the beat":  func(s *stage) { s.w.Tick() },
		"the mouse": func(s *stage) { s.ground().MouseMoved(nil) },
		"a key":     func(s *stage) { s.window.Canvas().Focused().TypedRune('A') },
	} {
		t.Run(name, func(t *testing.T) {
			s := awake(t).withOffice(model.KindMulti).begin()
			opensDesk(s)
			page := deskPage(s)
			key := page.Key
			s.w.Tick()
			s.sleeps(8 * time.Hour)
			wake(s)
			s.w.Tick()
			s.onPage("login")
			if key.Desk() == away().desk {
				t.Error("the key is open")
			}
		})
	}
}

// TestAPCThatSlept: everything else that depends on time has expired, too.
func TestAPCThatSlept(t *testing.T) {
	for name, c := range map[string]struct {
		before func(*stage)
		after  func(*stage)
	}{
		"a session": {
			func(s *stage) { s.signIn("takahashi.k", userPassword) },
			func(s *stage) { s.onPage("lock") },
		},
		"a password that was proven": {
			func(s *stage) { s.signIn("sato.h", adminPassword) },
			func(s *stage) { s.onPage("login") },
		},
		"an enrolment": {
			func(s *stage) { s.signIn("takahashi.k", userPassword); s.tap("mfa.enable") },
			func(s *stage) {
				if _, open := s.w.Dialog().(*mypage.Enrolment); open {
					s.t.Error("the enrolment is still open")
				}
			},
		},
		"what was copied": {
			func(s *stage) { s.w.Copy("44aac243e467f618aa780bde") },
			func(s *stage) {
				if got := theApp.Clipboard().Content(); got != "" {
					s.t.Errorf("the clipboard holds %q", got)
				}
			},
		},
		"a file that was printed": {
			func(s *stage) { s.w.RemoveLater(func() { s.removed++ }) },
			func(s *stage) {
				if s.removed != 1 {
					s.t.Error("it is still there")
				}
			},
		},
		"a wait": {
			func(s *stage) {
				for range 6 {
					s.signIn("takahashi.k", "wrong-"+userPassword)
				}
				if !s.button("login.submit").Disabled() {
					s.t.Fatal("no wait")
				}
			},
			func(s *stage) {
				if s.button("login.submit").Disabled() {
					s.t.Error("the button still sleeps")
				}
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := awake(t).withOffice(model.KindMulti, "takahashi.k")
			s.withMFA("sato.h", adminPassword)
			s.begin()
			c.before(s)
			s.w.Tick()
			s.sleeps(8 * time.Hour)
			s.w.Tick()
			c.after(s)
		})
	}
}

// A click on nothing leaves focus and page as they were.
func TestAClickAtNothingKeepsTheFocus(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	field := s.field("login.id").Entry.(fyne.Focusable)
	s.window.Canvas().Focus(field)
	s.ground().MouseDown(&desktop.MouseEvent{})
	s.window.Canvas().Unfocus() // as the window does on a click on nothing that takes the focus
	s.ground().MouseUp(nil)
	s.ground().Tapped(nil)
	s.focused(field, "id")
}
