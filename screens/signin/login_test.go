package screens

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

func TestLoginSaysTheSameForKnownAndUnknownIDs(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.onPage("login")
	for _, id := range []string{"sato.h", "nobody.n"} {
		s.signIn(id, "wrong-password-all-along")
		s.shows("failure.wrong_credentials")
		if p := s.field("login.password").Entry.(*widgets.PasswordEntry); p.Text() != "" {
			t.Error("the wrong password stays in the field")
		}
	}
}

func TestLoginByKeyboardAlone(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	for _, r := range "SATO.H" {
		s.window.Canvas().Focused().TypedRune(r)
	}
	s.press(fyne.KeyReturn) // the password is empty: Enter moves there
	for _, r := range adminPassword {
		s.window.Canvas().Focused().TypedRune(r)
	}
	s.press(fyne.KeyReturn)
	if s.w.Session() == nil {
		t.Fatalf("not signed in:\n%s", s.text())
	}
	if s.saved.LastLogin != "sato.h" {
		t.Errorf("remembered ID: %q", s.saved.LastLogin)
	}
	s.w.Flow.SignOut()
	s.onPage("login")
	if id := s.field("login.id").Entry.(*widgets.Entry); id.Text != "sato.h" {
		t.Errorf("the ID is not remembered: %q", id.Text)
	}
	if _, onPassword := s.window.Canvas().Focused().(*widgets.PasswordEntry); !onPassword {
		t.Error("with the ID known, the password has the focus")
	}
}

func TestLoginWaitsAndWakesByItself(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	for range 6 {
		s.signIn("sato.h", "wrong-password-all-along")
	}
	button := s.button("login.submit")
	if !button.Disabled() {
		t.Fatalf("no wait after six failures:\n%s", s.text())
	}
	s.clock.step(10 * time.Second)
	s.w.Tick()
	s.shows("login.wait", "Seconds", 20)
	before := strings.Count(s.log.String(), "msg=failure")
	s.fill(s.field("login.password"), adminPassword)
	s.press(fyne.KeyReturn)
	if after := strings.Count(s.log.String(), "msg=failure"); after != before || s.w.Session() != nil {
		t.Error("Enter tried during the wait")
	}
	s.clock.step(21 * time.Second)
	s.w.Tick()
	if button.Disabled() {
		t.Fatal("the button did not wake")
	}
	s.press(fyne.KeyReturn)
	if s.w.Session() == nil {
		t.Fatalf("not signed in after the wait:\n%s", s.text())
	}
}

// The wait belongs to an ID: one person's failures must not keep others out.
func TestAWaitIsForOneIDOnly(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "abe.m").begin()
	for range 6 {
		s.signIn("sato.h", "wrong-password-all-along")
	}
	button := s.button("login.submit")
	if !button.Disabled() {
		t.Fatal("no wait after six failures")
	}
	s.fill(s.field("login.id"), "abe.m")
	if button.Disabled() {
		t.Fatalf("abe.m has to wait for sato.h:\n%s", s.text())
	}
	s.fill(s.field("login.id"), " SATO.H")
	if !button.Disabled() {
		t.Error("the wait of sato.h is forgotten")
	}
	s.shows("login.wait", "Seconds", 30)
	s.signIn("abe.m", userPassword)
	if s.w.Session() == nil {
		t.Fatalf("not signed in:\n%s", s.text())
	}
}

func TestLoginAsksForBothFields(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.w.Flow.ToLogin(i18n.T("first_run.done"))
	s.tap("login.submit")
	s.shows("login.both_needed")
	s.shows("first_run.done") // a second Enter does not remove the news
}

func TestPasswordDialogsSayThatNothingWasTyped(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.signIn("sato.h", adminPassword)
	s.w.Lock()
	s.tap("lock.unlock")
	s.shows("failure.proof_needed")
	s.fill(s.field("login.password"), adminPassword)
	s.tap("lock.unlock")
	s.onPage("users")
	s.clock.step(model.ProofLife)
	s.follow("shell.security")
	s.tap("mfa.enable")
	s.tap("password_prompt.confirm")
	s.shows("failure.proof_needed")
}

func TestLanguageChangesAtOnceAndKeepsTheID(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.fill(s.field("login.id"), "abe.m")
	pick, ok := find(s, func(*widgets.Select) bool { return true })
	if !ok {
		t.Fatal("no language select")
	}
	pick.OnChanged(1)
	if i18n.Lang() != "en" || s.saved.Language != "en" {
		t.Fatalf("language %q, saved %q", i18n.Lang(), s.saved.Language)
	}
	s.button("login.forgot")
	if id := s.field("login.id").Entry.(*widgets.Entry); id.Text != "abe.m" {
		t.Errorf("typed ID: %q", id.Text)
	}
}

// A slow sign-in must not leave a session behind when its page has gone,
// because nobody would end it.
func TestSignInOfAGonePageIsDiscarded(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.hold = true
	s.signIn("sato.h", adminPassword)
	s.w.Flow.ToLogin("")
	s.run()
	if s.w.Session() != nil {
		t.Error("a page that is gone signed in")
	}
	s.onPage("login")
}

func TestBusyLoginTriesOnce(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.hold = true
	s.signIn("sato.h", adminPassword)
	s.press(fyne.KeyReturn)
	s.press(fyne.KeyReturn)
	if n := len(s.later); n != 1 {
		t.Errorf("%d attempts were started", n)
	}
}

func TestDiscardEndsWhateverCameOfASignIn(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "abe.m")
	s.withMFA("abe.m", userPassword)
	s.begin()
	session, _, err := s.w.Office().SignIn(t.Context(), "sato.h", adminPassword)
	s.must(err)
	_, pending, err := s.w.Office().SignIn(t.Context(), "abe.m", userPassword)
	s.must(err)
	window.Discard(session, pending)
	window.Discard(nil, nil)
	if session.State() != model.SessionOver {
		t.Error("the session lives on")
	}
	if _, err := pending.Enter(t.Context(), "123456"); model.CodeOf(err) != model.CodeEnded {
		t.Errorf("the pending sign-in lives on: %v", err)
	}
}

func TestAJobOfAGonePageTellsNobody(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.hold = true
	told := false
	var ended error
	s.w.Run(func(ctx context.Context) error {
		ended = ctx.Err()
		return nil
	}, func(error) { told = true })
	s.w.Flow.ToLogin("")
	s.run()
	if told || ended == nil {
		t.Errorf("told: %t, the job's context: %v", told, ended)
	}
}
