package screens

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
)

// TestWhoWorksIsNotLockedOut: any input keeps the window open, although Fyne reports it to the topmost widget only.
func TestWhoWorksIsNotLockedOut(t *testing.T) {
	for name, work := range map[string]func(*stage){
		"the pointer over the table": func(s *stage) { test.MoveMouse(s.window.Canvas(), s.place("abe.m", "login").AddXY(9, 0)) },
		"the wheel over the table":   func(s *stage) { s.scroll(1) },
		"arrow keys in the table":    func(s *stage) { s.press(fyne.KeyDown) },
		"the pointer over a button":  func(s *stage) { test.MoveMouse(s.window.Canvas(), s.middle("users.add")) },
		"the pointer beside a dialog": func(s *stage) {
			dialog(s)
			test.MoveMouse(s.window.Canvas(), fyne.NewPos(9, 9))
		},
		"the pointer in a dialog": func(s *stage) {
			dialog(s)
			test.MoveMouse(s.window.Canvas(), s.middle("common.cancel").SubtractXY(0, 40))
		},
		"the cursor in a field": func(s *stage) { dialog(s); s.press(fyne.KeyLeft) },
		"a letter instead of another": func(s *stage) {
			dialog(s)
			s.press(fyne.KeyBackspace)
			s.window.Canvas().Focused().TypedRune('b')
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := managing(t, "abe.m")
			s.crowd(30)
			s.window.Canvas().Focus(s.table().Focusable())
			s.w.Tick() // notices the focus
			s.clock.step(model.IdleLimit / 2)
			work(s)
			s.clock.step(model.IdleLimit/2 + time.Second)
			if s.w.Session().State() != model.SessionActive {
				t.Error("nobody is thought to be there")
			}
		})
	}
}

// dialog opens a dialog with a letter in its first field, half the idle time ago.
func dialog(s *stage) {
	s.t.Helper()
	s.tap("users.add")
	s.window.Canvas().Focused().TypedRune('a')
	s.w.Tick()
	s.clock.step(model.IdleLimit/2 - time.Second)
}

// middle is the place of a button.
func (s *stage) middle(key string) fyne.Position {
	s.t.Helper()
	b := s.button(key)
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(b).AddXY(b.Size().Width/2, b.Size().Height/2)
}
