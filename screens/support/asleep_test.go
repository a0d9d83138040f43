package support_test

import (
	"testing"
	"time"

	"qlingo/model"
	"qlingo/screens/screentest"
)

// TestAPCThatSleptWithASupportKeyOpen: whoever wakes the PC finds the key closed, whether a tick, the mouse or a key
// comes first.
func TestAPCThatSleptWithASupportKeyOpen(t *testing.T) {
	for name, wake := range map[string]func(*screentest.Harness){
		"the beat":  func(s *screentest.Harness) { s.W.Tick() },
		"the mouse": func(s *screentest.Harness) { s.Ground().MouseMoved(nil) },
		"a key":     func(s *screentest.Harness) { s.Window.Canvas().Focused().TypedRune('A') },
	} {
		t.Run(name, func(t *testing.T) {
			s := screentest.WithMonotonicClock(t).WithOffice(model.KindMulti).Begin()
			opensDesk(s)
			page := deskPage(s)
			key := page.Key
			s.W.Tick()
			s.Sleeps(8 * time.Hour)
			wake(s)
			s.W.Tick()
			s.OnPage("login")
			if key.Desk() == screentest.Away().Desk {
				t.Error("the key is open")
			}
		})
	}
}
