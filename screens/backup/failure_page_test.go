package backup_test

import (
	"context"
	"os"
	"testing"

	"fyne.io/fyne/v2"
	_ "github.com/mattn/go-sqlite3"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// What the check in the background finds is shown before anybody types a password, and the way out closes the office.
func TestBadLogFoundWhileTheOfficeIsOpen(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k")
	s.Attack("DELETE FROM user WHERE login = 'takahashi.k'")
	s.Begin().OnPage("login")
	s.Says(i18n.T("failure.tampered_log"))
	s.Focused(s.Button("login.repair"), "way out")
	s.SignIn("sato.h", screentest.AdminPassword)
	s.OnPage("login")
	s.Says(i18n.T("failure.tampered_log"))
	s.Focused(s.Button("login.repair"), "way out")
	s.OnRecovery()
	s.Recover("sato.h", s.Paper(), screentest.NewPassword)
	s.OnPage("login")
	s.Focused(s.Button("login.repair"), "way out")
	s.Press(fyne.KeyReturn)
	s.OnPage("failure")
	s.Shows("recovery.log_title")
	office, err := model.Open(t.Context(), s.Options)
	if err != nil {
		t.Fatalf("the office was not closed: %v", err)
	}
	s.Must(office.Close())
	s.Fill(s.Field("kit.label"), s.Paper())
	s.Tap("recovery.log")
	s.Continues("recovery.log")
	s.OnPage("login")
	if _, there := screentest.Find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("login.repair") }); there {
		t.Error("something is still wrong")
	}
	s.SignIn("sato.h", screentest.AdminPassword)
	s.OnPage("users")
}

// If even the first row was changed, nobody can tell whose kit counts.
func TestBadLogThatNobodyCanAccept(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti)
	s.Attack("UPDATE activity SET time = time + 1 WHERE seq = 2")
	s.Backend.OnRecover = func(context.Context, string, bool) error { return screentest.Failed(model.CodeTamperedLog) }
	s.Begin().OnPage("failure")
	s.Fill(s.Field("kit.label"), s.Paper())
	s.Tap("recovery.log")
	s.Continues("recovery.log")
	s.OnPage("failure")
	s.Says(i18n.T("recovery.log_hopeless"))
}

// Key lost and log bad: the first page leads to the second with the typed kit.
func TestBadLogWithoutKey(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti)
	s.Attack("UPDATE activity SET time = time + 1 WHERE seq = 2")
	loseKey(s)
	s.Begin().OnPage("failure")
	s.Fill(s.Field("kit.label"), s.Paper())
	s.Tap("recovery.open")
	s.Shows("failure.tampered_log")
	s.Tap("recovery.log")
	s.Continues("recovery.log")
	s.OnPage("login")
}

// With an old copy, the page suggests the newer file first, then a backup.
func TestRestoreInsteadOfAnOldCopy(t *testing.T) {
	s := inUse(t)
	makeOld(s)
	s.Begin()
	s.Shows("failure.old_copy")
	s.Tap("failure_page.restore")
	s.OnPage("restore_choose")
	s.Shows("restore.none")
	s.Tap("common.back")
	s.Shows("failure.old_copy")
}

// If the file is gone, people can start over, after a question.
func TestStartAnew(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti)
	s.Must(os.Remove(s.Options.Database()))
	s.Begin().OnPage("failure")
	s.Shows("failure.file_gone")
	s.Tap("failure_page.start_over")
	s.Shows("failure_page.start_over_text")
	s.Key(fyne.KeyReturn) // stays
	s.OnPage("failure")
	s.Tap("failure_page.start_over")
	s.Key(fyne.KeyEscape) // stays, too
	s.OnPage("failure")
	s.Tap("failure_page.start_over")
	s.Continues("failure_page.start_over")
	s.OnPage("first_run_1")
}
