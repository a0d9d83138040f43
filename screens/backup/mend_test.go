package screens

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	_ "github.com/mattn/go-sqlite3" // an attacker has this driver, too

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// attack runs plain SQL on the closed file, as anybody with a database browser could.
func (s *stage) attack(statements ...string) {
	s.t.Helper()
	db, err := sql.Open("sqlite3", (&url.URL{Scheme: "file", Path: s.options.Database()}).String())
	s.must(err)
	for _, statement := range statements {
		_, err := db.Exec(statement)
		s.must(err)
	}
	s.must(db.Close())
}

// goesOn presses the button of a question that goes on.
func (s *stage) goesOn(key string) {
	s.t.Helper()
	yes, ok := find(s, func(b *widgets.Button) bool { return b.Text == i18n.T(key) })
	if !ok {
		s.t.Fatalf("no way to answer %q:\n%s", i18n.T(key), s.text())
	}
	s.window.Canvas().Focus(yes)
	s.press(fyne.KeyReturn)
}

// A bad log is accepted with the kit, after a question. Tampered rows are still named, and old codes are void.
func TestBadLogIsAcceptedWithTheKit(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti)
	pin, codes := s.withMFA("sato.h", adminPassword)
	s.attack("UPDATE activity SET time = time + 1 WHERE seq = 2")
	s.begin().onPage("failure")
	s.shows("failure.tampered_log")
	s.shows("remedy.tampered_log")
	s.focused(s.button("failure_page.restore"), "button that restores")
	field := s.field("kit.label")
	s.fill(field, s.otherKit())
	s.press(fyne.KeyReturn)
	s.goesOn("recovery.log")
	if want := i18n.T("recovery.wrong_first"); field.Error() != want {
		t.Errorf("the field says %q, not %q", field.Error(), want)
	}
	s.fill(field, s.paper())
	s.press(fyne.KeyReturn)
	s.shows("recovery.log_ask_text")
	s.key(fyne.KeyReturn) // stays
	s.press(fyne.KeyReturn)
	s.key(fyne.KeyEscape) // stays, too
	s.onPage("failure")
	if _, err := model.Open(t.Context(), s.options); model.CodeOf(err) != model.CodeTamperedLog {
		t.Fatalf("accepted without a yes: %v", err)
	}
	s.press(fyne.KeyReturn)
	s.goesOn("recovery.log")
	s.onPage("login")
	s.signIn("sato.h", adminPassword)
	s.onPage("pin")
	s.enterPIN(codes[0])
	s.onPage("pin")
	s.clock.step(time.Minute) // PINs up to now are void as well
	s.enterPIN(pin())
	s.follow("shell.activity")
	if want := i18n.T("activity.tampered_badge", "Row", 2); badge(s) != want {
		t.Errorf("the badge says %q, not %q", badge(s), want)
	}
}

// What the check in the background finds is shown before anybody types a password, and the way out closes the office.
func TestBadLogFoundWhileTheOfficeIsOpen(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k")
	s.attack("DELETE FROM user WHERE login = 'takahashi.k'")
	s.begin().onPage("login")
	s.says(i18n.T("failure.tampered_log"))
	s.focused(s.button("login.repair"), "way out")
	s.signIn("sato.h", adminPassword)
	s.onPage("login")
	s.says(i18n.T("failure.tampered_log"))
	s.focused(s.button("login.repair"), "way out")
	s.onRecovery()
	s.recover("sato.h", s.paper(), newPassword)
	s.onPage("login")
	s.focused(s.button("login.repair"), "way out")
	s.press(fyne.KeyReturn)
	s.onPage("failure")
	s.shows("recovery.log_title")
	office, err := model.Open(t.Context(), s.options)
	if err != nil {
		t.Fatalf("the office was not closed: %v", err)
	}
	s.must(office.Close())
	s.fill(s.field("kit.label"), s.paper())
	s.tap("recovery.log")
	s.goesOn("recovery.log")
	s.onPage("login")
	if _, there := find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("login.repair") }); there {
		t.Error("something is still wrong")
	}
	s.signIn("sato.h", adminPassword)
	s.onPage("users")
}

// If even the first row was changed, nobody can tell whose kit counts.
func TestBadLogThatNobodyCanAccept(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti)
	s.attack("UPDATE activity SET time = time + 1 WHERE seq = 2")
	s.backend.recover = func(context.Context, string, bool) error { return failed(model.CodeTamperedLog) }
	s.begin().onPage("failure")
	s.fill(s.field("kit.label"), s.paper())
	s.tap("recovery.log")
	s.goesOn("recovery.log")
	s.onPage("failure")
	s.says(i18n.T("recovery.log_hopeless"))
}

// Key lost and log bad: the first page leads to the second with the typed kit.
func TestBadLogWithoutKey(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti)
	s.attack("UPDATE activity SET time = time + 1 WHERE seq = 2")
	loseKey(s)
	s.begin().onPage("failure")
	s.fill(s.field("kit.label"), s.paper())
	s.tap("recovery.open")
	s.shows("failure.tampered_log")
	s.tap("recovery.log")
	s.goesOn("recovery.log")
	s.onPage("login")
}

// With an old copy, the page suggests the newer file first, then a backup.
func TestRestoreInsteadOfAnOldCopy(t *testing.T) {
	s := inUse(t)
	makeOld(s)
	s.begin()
	s.shows("failure.old_copy")
	s.tap("failure_page.restore")
	s.onPage("restore_choose")
	s.shows("restore.none")
	s.tap("common.back")
	s.shows("failure.old_copy")
}

// If the file is gone, people can start over, after a question.
func TestStartAnew(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti)
	s.must(os.Remove(s.options.Database()))
	s.begin().onPage("failure")
	s.shows("failure.file_gone")
	s.tap("failure_page.start_over")
	s.shows("failure_page.start_over_text")
	s.key(fyne.KeyReturn) // stays
	s.onPage("failure")
	s.tap("failure_page.start_over")
	s.key(fyne.KeyEscape) // stays, too
	s.onPage("failure")
	s.tap("failure_page.start_over")
	s.goesOn("failure_page.start_over")
	s.onPage("first_run_1")
}
