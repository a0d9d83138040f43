package shared_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/screentest"
	"qlingo/screens/shared"
	"qlingo/screens/widgets"
)

// A PC reaches the same database in another way, or stops using it, once the person has proven who they are.
func TestOtherWayToTheServer(t *testing.T) {
	p := prepared(t)
	s := first(t, p)
	s.Clock.Step(6 * time.Minute)
	s.W.Touch()
	s.Tap("shared.change")
	s.Fill(s.Field("login.password"), screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	hosts := s.Field("server.hosts")
	if got := hosts.Entry.(*widgets.Entry).Text; got != p.server.Hosts[0] {
		t.Fatalf("the known server is to be typed again: %q", got)
	}
	s.Focused(s.Field("server.password").Entry.(fyne.Focusable), "password")
	s.Fill(s.Field("server.password"), p.password)
	s.Fill(hosts, p.server.Hosts[0]+", "+p.server.Hosts[0])
	s.Tap("server.test")
	s.Says(i18n.T("server.found_office"))
	own := s.Field("server.database").Entry.(*widgets.Entry).Text
	s.Fill(s.Field("server.database"), anothersOffice(t).Database)
	s.Tap("change_server.save")
	s.Says(i18n.T("change_server.other"))
	empty := prepared(t)
	s.Fill(s.Field("server.database"), empty.server.Database)
	for _, button := range []string{"server.test", "change_server.save"} {
		s.Tap(button)
		s.Says(i18n.T("change_server.empty"))
	}
	s.Fill(s.Field("server.database"), "postgres")
	s.Tap("change_server.save")
	s.Says(i18n.T("server.not_prepared"))
	s.Fill(s.Field("server.database"), own)
	s.Tap("change_server.save")
	s.OnPage("login")
	s.Says(i18n.T("change_server.done"))
	if got, _ := model.JoinedServer(s.Options); len(got.Hosts) != 2 {
		t.Errorf("it uses %v", got.Hosts)
	}

	s.SignIn("sato.h", screentest.AdminPassword)
	s.Follow("shell.settings")
	s.Shows("backup.card_text_shared")
	s.Tap("leave_server.open")
	s.ShowsPart(i18n.T("leave_server.last"))
	s.Continues("leave_server.leave")
	s.OnPage("first_run_1")
	s.Shows("leave_server.done_text")
	if _, joined := model.JoinedServer(s.Options); joined || s.W.Session() != nil {
		t.Error("the server is still used")
	}
}

// anothersOffice is a shared database of another office.
func anothersOffice(t *testing.T) model.Server {
	t.Helper()
	p := prepared(t)
	kit, err := model.NewRecoveryKit()
	if err != nil {
		t.Fatal(err)
	}
	options := model.Options{Data: t.TempDir(), Config: t.TempDir(), ForceFileKeys: true}
	office, err := model.CreateShared(t.Context(), options, p.server, p.password, model.Setup{
		Kind: model.KindMulti, Office: "森工務店", Login: "mori.k", Name: "森", Password: screentest.AdminPassword, Kit: kit,
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := office.Close(); err != nil {
		t.Fatal(err)
	}
	return p.server
}

// The new password of the database's user is taken in a dialog above any page, and forgotten with it.
func TestNewPasswordAboveAPage(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	kept := ""
	s.Backend.OnPassword = func(_ context.Context, password string) error {
		if password != rolePassword {
			return screentest.Failed(model.CodeServerLogin)
		}
		kept = password
		return nil
	}
	done := 0
	shared.AskPassword(s.W, func() { done++ })
	entry := s.Field("failure_page.password").Entry.(*widgets.PasswordEntry)
	s.TypeKeys("another one")
	s.Press(fyne.KeyReturn)
	if got := s.Field("failure_page.password").Error(); got != i18n.T("failure_page.password_wrong") || done != 0 {
		t.Errorf("a wrong one: %q", got)
	}
	s.Fill(s.Field("failure_page.password"), rolePassword)
	s.Hold = true
	s.Press(fyne.KeyReturn)
	s.Key(fyne.KeyEscape) // what comes of it is not known yet
	if s.W.Dialog() == nil {
		t.Error("the dialog closes while its password is tried")
	}
	s.Run()
	if kept != rolePassword || done != 1 || entry.Text() != "" || s.W.Dialog() != nil {
		t.Errorf("kept %t, done %d times, %d characters left", kept != "", done, len(entry.Text()))
	}
	s.OnPage("users")
	if strings.Contains(s.Log.String(), rolePassword) {
		t.Error("the log holds the password")
	}
}

// A move whose outcome nobody knows leaves the page: opening finds out which of the two places goes on.
func TestMoveOfUnknownOutcome(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	p := shared.MoveToFile(s.W)
	p.Action = func(context.Context, *model.Session) error { return screentest.Failed(model.CodeOutcomeUnknown) }
	p.Submit()
	s.OnPage("login")
	s.Says(messages.Sentence(screentest.Failed(model.CodeOutcomeUnknown)))
	if s.W.Session() != nil {
		t.Error("the session goes on")
	}
}
