package signin_test

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/signin"
	"qlingo/screens/widgets"
)

// newcomer is somebody who has just signed in with a temporary password.
func newcomer(t *testing.T) (s *screentest.Harness, temporary string) {
	t.Helper()
	s = screentest.New(t).WithOffice(model.KindMulti)
	office, err := model.Open(context.Background(), s.Options)
	s.Must(err)
	_, temporary = s.AddUser(office, "abe.m")
	s.Must(office.Close())
	s.Begin()
	s.SignIn("abe.m", temporary)
	s.OnPage("must_change")
	return s, temporary
}

func asksForTemporary(s *screentest.Harness) bool {
	_, asks := screentest.Find(s, func(f *widgets.Field) bool { return f.Label == i18n.T("must_change.current") })
	return asks
}

func TestTemporaryPasswordLeadsToChangingIt(t *testing.T) {
	s, _ := newcomer(t)
	if asksForTemporary(s) {
		t.Error("the temporary password is asked for a second time")
	}
	s.Fill(s.Field("password.new"), "too-short")
	s.Tap("must_change.save")
	s.Shows("failure.password_short", "Max", 15, "Field", "")
	s.Fill(s.Field("password.new"), screentest.UserPassword)
	s.Fill(s.Field("password.again"), screentest.UserPassword+"x")
	s.Tap("must_change.save")
	s.Shows("password.differs")
	s.Fill(s.Field("password.again"), screentest.UserPassword)
	s.Press(fyne.KeyReturn)
	if s.W.Session() == nil || s.W.Session().MustChange() || s.Logged("msg=failure code=internal") {
		t.Fatalf("the password was not changed:\n%s", s.Text())
	}
}

func TestTheLockForgetsTheChosenPassword(t *testing.T) {
	s, temporary := newcomer(t)
	page := s.W.Current().(*signin.MustChangePage)
	s.Choose(temporary) // refused, and stays in the fields
	s.Clock.Step(model.ProofLife)
	s.Tap("must_change.save")
	s.Fill(s.Field("must_change.current"), temporary)
	asked := s.Field("must_change.current").Entry.(*widgets.PasswordEntry)
	s.W.Lock()
	for _, typed := range []*widgets.PasswordEntry{asked, page.Pair.First, page.Pair.Second} {
		if typed.Text() != "" {
			t.Error("a password outlives the lock")
		}
	}
	s.Fill(s.Field("login.password"), temporary)
	s.Press(fyne.KeyReturn)
	s.OnPage("must_change")
	s.Tap("common.cancel") // closes the password prompt
	s.Shows("password.hint", "Least", 15)
	s.Choose(screentest.UserPassword)
	s.Inside()
}

func TestUnlockingIsProofEnoughToChangeTheTemporaryPassword(t *testing.T) {
	s, temporary := newcomer(t)
	s.Clock.Step(model.ProofLife)
	s.W.Lock()
	s.Fill(s.Field("login.password"), temporary)
	s.Press(fyne.KeyReturn)
	s.Choose(screentest.UserPassword)
	s.Inside()
}

// After the proof has expired the temporary password is asked for again. Asking costs no attempt.
func TestAnOldProofAsksForTheTemporaryPassword(t *testing.T) {
	s, temporary := newcomer(t)
	s.Clock.Step(model.ProofLife + time.Second)
	s.Choose(screentest.UserPassword)
	if s.Dialogs("proof") != 1 {
		t.Fatal("an old proof was taken")
	}
	s.Tap("password_prompt.confirm")
	s.Shows("failure.proof_needed")
	if s.Window.Canvas().Focused() != s.Focusable("must_change.current") {
		t.Error("the focus is elsewhere")
	}
	s.Fill(s.Field("must_change.current"), "not-the-password-at-all")
	s.Press(fyne.KeyReturn)
	s.Shows("failure.current_wrong")
	s.Fill(s.Field("must_change.current"), temporary)
	s.Press(fyne.KeyReturn)
	s.Inside()
}
