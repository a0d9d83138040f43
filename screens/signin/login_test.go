package signin_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

func TestLoginSaysTheSameForKnownAndUnknownIDs(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.OnPage("login")
	for _, id := range []string{"sato.h", "nobody.n"} {
		s.SignIn(id, "wrong-password-all-along")
		s.Shows("failure.wrong_credentials")
		if p := s.Field("login.password").Entry.(*widgets.PasswordEntry); p.Text() != "" {
			t.Error("the wrong password stays in the field")
		}
	}
}

func TestLoginByKeyboardAlone(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	for _, r := range "SATO.H" {
		s.Window.Canvas().Focused().TypedRune(r)
	}
	s.Press(fyne.KeyReturn) // the password is empty: Enter moves there
	for _, r := range screentest.AdminPassword {
		s.Window.Canvas().Focused().TypedRune(r)
	}
	s.Press(fyne.KeyReturn)
	if s.W.Session() == nil {
		t.Fatalf("not signed in:\n%s", s.Text())
	}
	if s.Saved.LastLogin != "sato.h" {
		t.Errorf("remembered ID: %q", s.Saved.LastLogin)
	}
	s.W.Flow.SignOut()
	s.OnPage("login")
	if id := s.Field("login.id").Entry.(*widgets.Entry); id.Text != "sato.h" {
		t.Errorf("the ID is not remembered: %q", id.Text)
	}
	if _, onPassword := s.Window.Canvas().Focused().(*widgets.PasswordEntry); !onPassword {
		t.Error("with the ID known, the password has the focus")
	}
}

func TestLoginWaitsAndWakesByItself(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	for range 6 {
		s.SignIn("sato.h", "wrong-password-all-along")
	}
	button := s.Button("login.submit")
	if !button.Disabled() {
		t.Fatalf("no wait after six failures:\n%s", s.Text())
	}
	s.Clock.Step(10 * time.Second)
	s.W.Tick()
	s.Shows("login.wait", "Seconds", 20)
	before := strings.Count(s.Log.String(), "msg=failure")
	s.Fill(s.Field("login.password"), screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	if after := strings.Count(s.Log.String(), "msg=failure"); after != before || s.W.Session() != nil {
		t.Error("Enter tried during the wait")
	}
	s.Clock.Step(21 * time.Second)
	s.W.Tick()
	if button.Disabled() {
		t.Fatal("the button did not wake")
	}
	s.Press(fyne.KeyReturn)
	if s.W.Session() == nil {
		t.Fatalf("not signed in after the wait:\n%s", s.Text())
	}
}

// The wait belongs to an ID: one person's failures must not keep others out.
func TestAWaitIsForOneIDOnly(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m").Begin()
	for range 6 {
		s.SignIn("sato.h", "wrong-password-all-along")
	}
	button := s.Button("login.submit")
	if !button.Disabled() {
		t.Fatal("no wait after six failures")
	}
	s.Fill(s.Field("login.id"), "abe.m")
	if button.Disabled() {
		t.Fatalf("abe.m has to wait for sato.h:\n%s", s.Text())
	}
	s.Fill(s.Field("login.id"), " SATO.H")
	if !button.Disabled() {
		t.Error("the wait of sato.h is forgotten")
	}
	s.Shows("login.wait", "Seconds", 30)
	s.SignIn("abe.m", screentest.UserPassword)
	if s.W.Session() == nil {
		t.Fatalf("not signed in:\n%s", s.Text())
	}
}

func TestLoginAsksForBothFields(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.W.Flow.ToLogin(i18n.T("first_run.done"))
	s.Tap("login.submit")
	s.Shows("login.both_needed")
	s.Shows("first_run.done") // a second Enter does not remove the news
}

func TestPasswordDialogsSayThatNothingWasTyped(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.W.Lock()
	s.Tap("lock.unlock")
	s.Shows("failure.proof_needed")
	s.Fill(s.Field("login.password"), screentest.AdminPassword)
	s.Tap("lock.unlock")
	s.OnPage("users")
	s.Clock.Step(model.ProofLife)
	s.Follow("shell.security")
	s.Tap("mfa.enable")
	s.Tap("password_prompt.confirm")
	s.Shows("failure.proof_needed")
}

func TestLanguageChangesAtOnceAndKeepsTheID(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.Fill(s.Field("login.id"), "abe.m")
	pick, ok := screentest.Find(s, func(*widgets.Select) bool { return true })
	if !ok {
		t.Fatal("no language select")
	}
	pick.OnChanged(1)
	if i18n.Lang() != "en" || s.Saved.Language != "en" {
		t.Fatalf("language %q, saved %q", i18n.Lang(), s.Saved.Language)
	}
	s.Button("login.forgot")
	if id := s.Field("login.id").Entry.(*widgets.Entry); id.Text != "abe.m" {
		t.Errorf("typed ID: %q", id.Text)
	}
}

// A slow sign-in must not leave a session behind when its page has gone,
// because nobody would end it.
func TestSignInOfAGonePageIsDiscarded(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.Hold = true
	s.SignIn("sato.h", screentest.AdminPassword)
	s.W.Flow.ToLogin("")
	s.Run()
	if s.W.Session() != nil {
		t.Error("a page that is gone signed in")
	}
	s.OnPage("login")
}

func TestBusyLoginTriesOnce(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.Hold = true
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	s.Press(fyne.KeyReturn)
	if n := len(s.Later); n != 1 {
		t.Errorf("%d attempts were started", n)
	}
}

func TestDiscardEndsWhateverCameOfASignIn(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m")
	s.WithMFA("abe.m", screentest.UserPassword)
	s.Begin()
	session, _, err := s.W.Office().SignIn(t.Context(), "sato.h", screentest.AdminPassword)
	s.Must(err)
	_, pending, err := s.W.Office().SignIn(t.Context(), "abe.m", screentest.UserPassword)
	s.Must(err)
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
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.Hold = true
	called := false
	var ended error
	s.W.Run(func(ctx context.Context) error {
		ended = ctx.Err()
		return nil
	}, func(error) { called = true })
	s.W.Flow.ToLogin("")
	s.Run()
	if called || ended == nil {
		t.Errorf("called: %t, the job's context: %v", called, ended)
	}
}
