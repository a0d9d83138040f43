package window_test

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/screentest"
	"qlingo/screens/window"
)

// TestWhoWorksIsNotLockedOut: any input keeps the window open, although Fyne reports it to the topmost widget only.
func TestWhoWorksIsNotLockedOut(t *testing.T) {
	for name, work := range map[string]func(*screentest.Harness){
		"the pointer over the table": func(s *screentest.Harness) { test.MoveMouse(s.Window.Canvas(), s.Place("abe.m", "login").AddXY(9, 0)) },
		"the wheel over the table":   func(s *screentest.Harness) { s.Scroll(1) },
		"arrow keys in the table":    func(s *screentest.Harness) { s.Press(fyne.KeyDown) },
		"the pointer over a button":  func(s *screentest.Harness) { test.MoveMouse(s.Window.Canvas(), s.Middle("users.add")) },
		"the pointer beside a dialog": func(s *screentest.Harness) {
			dialog(s)
			test.MoveMouse(s.Window.Canvas(), fyne.NewPos(9, 9))
		},
		"the pointer in a dialog": func(s *screentest.Harness) {
			dialog(s)
			test.MoveMouse(s.Window.Canvas(), s.Middle("common.cancel").SubtractXY(0, 40))
		},
		"the cursor in a field": func(s *screentest.Harness) { dialog(s); s.Press(fyne.KeyLeft) },
		"a letter instead of another": func(s *screentest.Harness) {
			dialog(s)
			s.Press(fyne.KeyBackspace)
			s.Window.Canvas().Focused().TypedRune('b')
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := screentest.Managing(t, "abe.m")
			s.Crowd(30)
			s.Window.Canvas().Focus(s.Table().Focusable())
			s.W.Tick() // notices the focus
			s.Clock.Step(model.IdleLimit / 2)
			work(s)
			s.Clock.Step(model.IdleLimit/2 + time.Second)
			if s.W.Session().State() != model.SessionActive {
				t.Error("nobody is thought to be there")
			}
		})
	}
}

// Whoever waits for a job is there, but not for ever, and nobody waits for what a page loads by itself.
func TestHangingWorkDoesNotKeepTheWindowOpen(t *testing.T) {
	locked := func(s *screentest.Harness, after time.Duration) bool {
		for ; after > 0; after -= time.Minute {
			s.Clock.Step(min(after, time.Minute))
			s.W.Tick()
		}
		return s.W.Locked()
	}
	s := screentest.Managing(t)
	s.W.Tick() // notices the focus
	s.Hold = true
	s.W.Load(func(context.Context, *model.Session) error { return nil }, func(error) {})
	if !locked(s, model.IdleLimit+time.Second) {
		t.Error("a page that loads keeps the window open")
	}

	s = screentest.Managing(t)
	s.Hold = true
	report := s.W.Progress(func(int, int) {})
	s.W.Run(func(context.Context) error { return nil }, func(error) {})
	if locked(s, window.LongestSilence-time.Second) {
		t.Fatal("locked under a job")
	}
	report(1, 1)
	if locked(s, window.LongestSilence+model.IdleLimit-2*time.Minute) {
		t.Fatal("locked under a job that has got further")
	}
	if !locked(s, 3*time.Minute) {
		t.Error("a job that hangs keeps the window open")
	}
}

// dialog opens a dialog with a letter in its first field, half the idle time ago.
func dialog(s *screentest.Harness) {
	s.T.Helper()
	s.Tap("users.add")
	s.Window.Canvas().Focused().TypedRune('a')
	s.W.Tick()
	s.Clock.Step(model.IdleLimit/2 - time.Second)
}
