package screens

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/signin"
	"qlingo/screens/widgets"
)

// newcomer is somebody who has just signed in with a temporary password.
func newcomer(t *testing.T) (s *stage, temporary string) {
	t.Helper()
	s = newStage(t).withOffice(model.KindMulti)
	office, err := model.Open(context.Background(), s.options)
	s.must(err)
	_, temporary = s.addUser(office, "abe.m")
	s.must(office.Close())
	s.begin()
	s.signIn("abe.m", temporary)
	s.onPage("must_change")
	return s, temporary
}

func asksForTemporary(s *stage) bool {
	_, asks := find(s, func(f *widgets.Field) bool { return f.Label == i18n.T("must_change.current") })
	return asks
}

func (s *stage) choose(password string) {
	s.t.Helper()
	s.fill(s.field("password.new"), password)
	s.fill(s.field("password.again"), password)
	s.tap("must_change.save")
}

// inside asserts that the password was changed.
func (s *stage) inside() {
	s.t.Helper()
	s.onPage("my_page")
	if s.w.Session().MustChange() {
		s.t.Error("the password was not changed")
	}
}

func TestTemporaryPasswordLeadsToChangingIt(t *testing.T) {
	s, _ := newcomer(t)
	if asksForTemporary(s) {
		t.Error("the temporary password is asked for a second time")
	}
	s.fill(s.field("password.new"), "too-short")
	s.tap("must_change.save")
	s.shows("failure.password_short", "Max", 15, "Field", "")
	s.fill(s.field("password.new"), userPassword)
	s.fill(s.field("password.again"), userPassword+"x")
	s.tap("must_change.save")
	s.shows("password.differs")
	s.fill(s.field("password.again"), userPassword)
	s.press(fyne.KeyReturn)
	if s.w.Session() == nil || s.w.Session().MustChange() || s.logged("msg=failure code=internal") {
		t.Fatalf("the password was not changed:\n%s", s.text())
	}
}

func TestTheLockForgetsTheChosenPassword(t *testing.T) {
	s, temporary := newcomer(t)
	page := s.w.Current().(*signin.MustChangePage)
	s.choose(temporary) // refused, and stays in the fields
	s.clock.step(model.ProofLife)
	s.tap("must_change.save")
	s.fill(s.field("must_change.current"), temporary)
	asked := s.field("must_change.current").Entry.(*widgets.PasswordEntry)
	s.w.Lock()
	for _, typed := range []*widgets.PasswordEntry{asked, page.Pair.First, page.Pair.Second} {
		if typed.Text() != "" {
			t.Error("a password outlives the lock")
		}
	}
	s.fill(s.field("login.password"), temporary)
	s.press(fyne.KeyReturn)
	s.onPage("must_change")
	s.tap("common.cancel") // closes the password prompt
	s.shows("password.hint", "Least", 15)
	s.choose(userPassword)
	s.inside()
}

func TestUnlockingIsProofEnoughToChangeTheTemporaryPassword(t *testing.T) {
	s, temporary := newcomer(t)
	s.clock.step(model.ProofLife)
	s.w.Lock()
	s.fill(s.field("login.password"), temporary)
	s.press(fyne.KeyReturn)
	s.choose(userPassword)
	s.inside()
}

// After the proof has expired the temporary password is asked for again. Asking costs no attempt.
func TestAnOldProofAsksForTheTemporaryPassword(t *testing.T) {
	s, temporary := newcomer(t)
	s.clock.step(model.ProofLife + time.Second)
	s.choose(userPassword)
	if s.dialogs("proof") != 1 {
		t.Fatal("an old proof was taken")
	}
	s.tap("password_prompt.confirm")
	s.shows("failure.proof_needed")
	if s.window.Canvas().Focused() != s.focusable("must_change.current") {
		t.Error("the focus is elsewhere")
	}
	s.fill(s.field("must_change.current"), "not-the-password-at-all")
	s.press(fyne.KeyReturn)
	s.shows("failure.current_wrong")
	s.fill(s.field("must_change.current"), temporary)
	s.press(fyne.KeyReturn)
	s.inside()
}
