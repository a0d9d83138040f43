package window_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/screentest"
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

// dialog opens a dialog with a letter in its first field, half the idle time ago.
func dialog(s *screentest.Harness) {
	s.T.Helper()
	s.Tap("users.add")
	s.Window.Canvas().Focused().TypedRune('a')
	s.W.Tick()
	s.Clock.Step(model.IdleLimit/2 - time.Second)
}
