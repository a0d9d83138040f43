package signin_test

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

func openModal(s *screentest.Harness) (*widgets.Modal, *widgets.Entry) {
	entry := widgets.NewEntry()
	modal := widgets.NewModal(s.W.Canvas(), 400, entry)
	modal.Show(entry)
	return modal, entry
}

func TestLockCoversEverythingAndBringsItBack(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	before, page := s.W.Session(), s.W.Current()
	_, entry := openModal(s)
	s.W.Run(func(context.Context) error { return nil }, func(error) {})
	s.W.Lock()
	s.OnPage("lock")
	if s.Window.Canvas().Overlays().Top() != nil {
		t.Fatal("a dialog shows above the lock page")
	}
	if before.State() == model.SessionActive {
		t.Error("the session is still usable")
	}
	s.Fill(s.Field("login.password"), "not-the-password-at-all")
	s.Press(fyne.KeyReturn)
	s.Shows("failure.current_wrong")
	s.Fill(s.Field("login.password"), screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	if s.W.Locked() || s.W.Current() != page || s.W.Session() == before || s.W.Session().State() != model.SessionActive {
		t.Fatalf("not unlocked:\n%s", s.Text())
	}
	if s.Window.Canvas().Overlays().Top() == nil || s.Window.Canvas().Focused() != fyne.Focusable(entry) {
		t.Error("dialog and focus did not come back")
	}
}

func TestIdleLocks(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.W.Tick() // notices the new focus
	s.Clock.Step(model.IdleLimit - time.Second)
	s.W.Tick()
	if s.W.Locked() {
		t.Fatal("locked too early")
	}
	s.W.Touch()
	s.Clock.Step(model.IdleLimit - time.Second)
	s.W.Tick()
	if s.W.Locked() {
		t.Fatal("locked although the mouse moved")
	}
	s.Clock.Step(time.Second)
	s.W.Tick()
	s.OnPage("lock")
}

// The result of a job while the window is locked must wait for the person to come back.
func TestAJobShowsNothingAboveTheLockPage(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	shown := false
	s.Hold = true
	s.W.Run(func(context.Context) error { return nil }, func(error) { shown = true })
	s.W.Lock()
	s.Run()
	if shown {
		t.Fatal("a job showed its result above the lock page")
	}
	s.Fill(s.Field("login.password"), screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	if !shown {
		t.Error("the result was lost")
	}
}

func TestAnotherPersonSignsOut(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.W.Lock()
	s.Tap("lock.other")
	s.OnPage("login")
	if s.W.Session() != nil || s.W.Locked() {
		t.Error("the session is still there")
	}
}

func TestASessionEndsAfterTwelveHours(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	for range 13 * 12 {
		s.Clock.Step(5 * time.Minute)
		s.W.Touch()
		s.W.Tick()
	}
	s.OnPage("login")
	s.Shows("login.over")

	s.SignIn("sato.h", screentest.AdminPassword)
	s.W.Lock()
	s.Clock.Step(13 * time.Hour)
	s.W.Tick()
	s.OnPage("login")
	s.Shows("login.over")
}

func TestASessionThatEndedElsewhereLeadsToLogin(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	called := false
	s.W.Run(func(context.Context) error { return screentest.Failed(model.CodeEnded) }, func(error) { called = true })
	s.OnPage("login")
	s.Shows("login.ended")
	if called {
		t.Error("a dead page got an answer")
	}
}

// If two results wait for the lock to end, the first may lead to another page; then the second is dropped.
func TestAnAnswerBehindTheLockDoesNotOutliveItsPage(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	var reports []string
	s.Hold = true
	s.W.Run(func(context.Context) error { return nil }, func(error) {
		reports = append(reports, "first")
		s.W.Flow.GoTo(window.RouteActivity)
	})
	s.W.Run(func(context.Context) error { return nil }, func(error) { reports = append(reports, "second") })
	s.W.Lock()
	s.Run()
	if len(reports) != 0 {
		t.Fatalf("%q came above the lock page", reports)
	}
	s.Fill(s.Field("login.password"), screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	s.OnPage("activity")
	if len(reports) != 1 || reports[0] != "first" {
		t.Errorf("reports %q", reports)
	}
}
