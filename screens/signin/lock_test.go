package screens

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

func openModal(s *stage) (*widgets.Modal, *widgets.Entry) {
	entry := widgets.NewEntry()
	modal := widgets.NewModal(s.w.Canvas(), 400, entry)
	modal.Show(entry)
	return modal, entry
}

func TestLockCoversEverythingAndBringsItBack(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.signIn("sato.h", adminPassword)
	before, page := s.w.Session(), s.w.Current()
	_, entry := openModal(s)
	s.w.Run(func(context.Context) error { return nil }, func(error) {})
	s.w.Lock()
	s.onPage("lock")
	if s.window.Canvas().Overlays().Top() != nil {
		t.Fatal("a dialog shows above the lock page")
	}
	if before.State() == model.SessionActive {
		t.Error("the session is still usable")
	}
	s.fill(s.field("login.password"), "not-the-password-at-all")
	s.press(fyne.KeyReturn)
	s.shows("failure.current_wrong")
	s.fill(s.field("login.password"), adminPassword)
	s.press(fyne.KeyReturn)
	if s.w.Locked() || s.w.Current() != page || s.w.Session() == before || s.w.Session().State() != model.SessionActive {
		t.Fatalf("not unlocked:\n%s", s.text())
	}
	if s.window.Canvas().Overlays().Top() == nil || s.window.Canvas().Focused() != fyne.Focusable(entry) {
		t.Error("dialog and focus did not come back")
	}
}

func TestIdleLocks(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.signIn("sato.h", adminPassword)
	s.w.Tick() // notices the new focus
	s.clock.step(model.IdleLimit - time.Second)
	s.w.Tick()
	if s.w.Locked() {
		t.Fatal("locked too early")
	}
	s.w.Touch()
	s.clock.step(model.IdleLimit - time.Second)
	s.w.Tick()
	if s.w.Locked() {
		t.Fatal("locked although the mouse moved")
	}
	s.clock.step(time.Second)
	s.w.Tick()
	s.onPage("lock")
}

func TestARunningJobCountsAsActivity(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.signIn("sato.h", adminPassword)
	s.hold = true
	s.w.Run(func(context.Context) error { return nil }, func(error) {})
	for range 5 {
		s.clock.step(model.IdleLimit / 2)
		s.w.Tick()
	}
	if s.w.Locked() {
		t.Fatal("locked under a running job")
	}
}

// The result of a job while the window is locked must wait for the person to come back.
func TestAJobShowsNothingAboveTheLockPage(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.signIn("sato.h", adminPassword)
	shown := false
	s.hold = true
	s.w.Run(func(context.Context) error { return nil }, func(error) { shown = true })
	s.w.Lock()
	s.run()
	if shown {
		t.Fatal("a job showed its result above the lock page")
	}
	s.fill(s.field("login.password"), adminPassword)
	s.press(fyne.KeyReturn)
	if !shown {
		t.Error("the result was lost")
	}
}

func TestAnotherPersonSignsOut(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.signIn("sato.h", adminPassword)
	s.w.Lock()
	s.tap("lock.other")
	s.onPage("login")
	if s.w.Session() != nil || s.w.Locked() {
		t.Error("the session is still there")
	}
}

func TestASessionEndsAfterTwelveHours(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.signIn("sato.h", adminPassword)
	for range 13 * 12 {
		s.clock.step(5 * time.Minute)
		s.w.Touch()
		s.w.Tick()
	}
	s.onPage("login")
	s.shows("login.over")

	s.signIn("sato.h", adminPassword)
	s.w.Lock()
	s.clock.step(13 * time.Hour)
	s.w.Tick()
	s.onPage("login")
	s.shows("login.over")
}

func TestASessionThatEndedElsewhereLeadsToLogin(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.signIn("sato.h", adminPassword)
	called := false
	s.w.Run(func(context.Context) error { return failed(model.CodeEnded) }, func(error) { called = true })
	s.onPage("login")
	s.shows("login.ended")
	if called {
		t.Error("a dead page was told")
	}
}

// If two results wait for the lock to end, the first may lead to another page; then the second is dropped.
func TestAnAnswerBehindTheLockDoesNotOutliveItsPage(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.signIn("sato.h", adminPassword)
	var heard []string
	s.hold = true
	s.w.Run(func(context.Context) error { return nil }, func(error) {
		heard = append(heard, "first")
		s.w.Flow.GoTo(window.RouteActivity)
	})
	s.w.Run(func(context.Context) error { return nil }, func(error) { heard = append(heard, "second") })
	s.w.Lock()
	s.run()
	if len(heard) != 0 {
		t.Fatalf("%q came above the lock page", heard)
	}
	s.fill(s.field("login.password"), adminPassword)
	s.press(fyne.KeyReturn)
	s.onPage("activity")
	if len(heard) != 1 || heard[0] != "first" {
		t.Errorf("heard %q", heard)
	}
}
