package screens

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/backup"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// aged makes an office with a backup, to which somebody was added afterwards. The window is closed.
func aged(t *testing.T) (s *stage, copied string, pin func() string, codes []string) {
	t.Helper()
	s = newStage(t).withOffice(model.KindMulti)
	pin, codes = s.withMFA("sato.h", adminPassword)
	copied = s.backUp()
	s.clock.step(time.Hour)
	s.inOffice(func(office *model.Office) {
		boss := s.enters(office, pin())
		_, _, err := boss.AddUser(t.Context(), model.NewUser{Login: "later.on", Details: model.Details{Name: "後 から"}})
		s.must(err)
		boss.SignOut()
	})
	s.clock.step(time.Hour)
	return s, copied, pin, codes
}

func (s *stage) inOffice(do func(*model.Office)) {
	s.t.Helper()
	office, err := model.Open(context.Background(), s.options)
	s.must(err)
	do(office)
	s.must(office.Close())
}

func (s *stage) enters(office *model.Office, pin string) *model.Session {
	s.t.Helper()
	_, pending, err := office.SignIn(context.Background(), "sato.h", adminPassword)
	s.must(err)
	session, err := pending.Enter(context.Background(), pin)
	s.must(err)
	return session
}

// backUp makes a daily backup and returns its path.
func (s *stage) backUp() string {
	s.t.Helper()
	s.inOffice(func(office *model.Office) { s.must(office.BackUpDaily(context.Background())) })
	return filepath.Join(s.usualFolder(), "qlingo-"+s.clock.now().Format("2006-01-02")+".db")
}

// restores continues from the preview.
func (s *stage) restores(kit string) {
	s.t.Helper()
	s.onPage("restore_preview")
	s.focused(s.button("restore.next"), "button that goes on")
	s.press(fyne.KeyReturn)
	s.onPage("restore_kit")
	s.fill(s.field("kit.label"), kit)
	s.press(fyne.KeyReturn)
	s.shows("restore.ask_title")
	s.goesOn("restore.restore")
}

// isRestored checks the result: nobody who came after the backup, MFA on, old codes void.
func isRestored(s *stage, pin func() string, codes []string) {
	s.t.Helper()
	s.onPage("login")
	s.signIn("sato.h", adminPassword)
	s.onPage("pin")
	s.enterPIN(codes[0])
	s.onPage("pin")
	s.clock.step(time.Minute)
	s.enterPIN(pin())
	s.onPage("users")
	if got := s.logins(); len(got) != 1 {
		s.t.Errorf("there are %q", got)
	}
}

// kept returns the one old file that a restore has left.
func kept(s *stage) string {
	s.t.Helper()
	found, err := filepath.Glob(filepath.Join(s.usualFolder(), "qlingo-before-restore-*.db"))
	s.must(err)
	if len(found) != 1 {
		s.t.Fatalf("%d files of before: %q", len(found), files(s, s.usualFolder()))
	}
	return found[0]
}

// From the settings, by keyboard.
func TestRestoreFromTheSettings(t *testing.T) {
	s, copied, pin, codes := aged(t)
	s.begin()
	s.signIn("sato.h", adminPassword)
	s.enterPIN(pin())
	s.follow("shell.settings")
	s.window.Canvas().Focus(s.button("backup.open"))
	s.press(fyne.KeyReturn)
	s.window.Canvas().Focus(s.button("restore.open"))
	s.press(fyne.KeyReturn)
	s.onPage("restore_choose")
	wantLines(t, listed(s), i18n.T("backup.daily")+" "+filepath.Base(copied))
	s.press(fyne.KeyReturn)
	reads(s, i18n.T("restore.counts", "Accounts", 1, "People", 1, "MFAOn", 1))
	reads(s, i18n.T("restore.key_here"))
	reads(s, copied)
	if _, warned := find(s, func(n *widgets.Notice) bool { return n.Visible() }); warned {
		t.Errorf("there is a warning:\n%s", s.text())
	}
	s.clock.step(time.Minute)
	s.restores(s.paper())
	s.says(i18n.T("restore.done_kept", "Path", kept(s)))
	if s.w.Session() != nil {
		t.Error("a session outlives the office")
	}
	isRestored(s, pin, codes)
}

// If restoring fails nothing is lost: the old office opens again, and the input stays.
func TestRestoreThatFails(t *testing.T) {
	s, _, pin, _ := aged(t)
	onBackupAs(s.begin(), pin())
	s.tap("restore.open")
	s.press(fyne.KeyReturn)
	s.tap("restore.next")
	field := s.field("kit.label")
	s.fill(field, s.mistyped(4))
	s.press(fyne.KeyReturn)
	if want := i18n.T("failure.kit_typed", "Row", 4); field.Error() != want {
		t.Errorf("the field says %q, not %q", field.Error(), want)
	}
	if s.dialogs("restore") != 0 || s.w.Session() == nil {
		t.Error("a mistyped kit closes the office")
	}
	other := s.otherKit()
	s.fill(field, other)
	s.press(fyne.KeyReturn)
	s.key(fyne.KeyReturn) // stays
	s.press(fyne.KeyReturn)
	s.key(fyne.KeyEscape) // stays, too
	if s.dialogs("restore") != 2 || s.w.Session() == nil {
		t.Error("restored without a yes")
	}
	s.press(fyne.KeyReturn)
	s.goesOn("restore.restore")
	s.onPage("restore_kit")
	if want := i18n.T("restore.wrong_kit"); field.Error() != want {
		t.Errorf("the field says %q, not %q", field.Error(), want)
	}
	if got := field.Entry.(*widgets.Entry).Text; got != other {
		t.Errorf("what was typed is %q", got)
	}
	s.focused(field.Entry.(fyne.Focusable), "kit")
	if s.w.Session() != nil || s.w.Office() == nil {
		t.Fatal("everybody is signed out, and the office is open again")
	}
	s.backend.restore = func(context.Context, string, string) (string, error) { return "", failed(model.CodeDiskFull) }
	s.press(fyne.KeyReturn)
	s.goesOn("restore.restore")
	s.says(i18n.T("restore.failed", "Why", i18n.T("failure.disk_full")))
	for range 3 { // kit, preview, list
		s.tap("common.back")
	}
	s.onPage("login")
	s.clock.step(time.Minute)
	s.signIn("sato.h", adminPassword)
	s.enterPIN(pin())
	s.onPage("users")
	if got := s.logins(); len(got) != 2 {
		t.Errorf("there are %q", got)
	}
}

// onBackupAs is onBackup for somebody with MFA.
func onBackupAs(s *stage, pin string) {
	s.t.Helper()
	s.signIn("sato.h", adminPassword)
	s.enterPIN(pin)
	s.w.Flow.GoTo(window.RouteBackup)
	s.onPage("backup")
}

// While restoring, nothing leaves the page, neither a button nor closing the window.
func TestNothingLeadsAwayWhileItRestores(t *testing.T) {
	s, copied, pin, _ := aged(t)
	onBackupAs(s.begin(), pin())
	backup.PreviewRestore(s.w, copied, s.w.Flow.ToBackup)
	s.tap("restore.next")
	s.fill(s.field("kit.label"), s.paper())
	s.press(fyne.KeyReturn)
	s.hold = true
	s.goesOn("restore.restore")
	if !s.button("common.back").Disabled() {
		t.Error("one can go back meanwhile")
	}
	s.w.Tick()
	s.w.Lock()
	s.w.OnClose()
	if s.quit {
		t.Error("the window closes meanwhile")
	}
	s.onPage("restore_kit")
	s.run()
	s.onPage("login")
	s.w.OnClose()
	if !s.quit {
		t.Error("the window does not close any more")
	}
}

// A typed kit must not stay behind a locked window.
func TestLockForgetsTheKitOfARestore(t *testing.T) {
	s, copied, pin, _ := aged(t)
	onBackupAs(s.begin(), pin())
	backup.PreviewRestore(s.w, copied, s.w.Flow.ToBackup)
	s.tap("restore.next")
	s.fill(s.field("kit.label"), s.paper())
	page := s.w.Current().(*backup.RestoreKit)
	s.w.Lock()
	if page.Kit.Entry.Text != "" || page.Kit.Groups[0].Text != "_____" {
		t.Error("the kit is still there")
	}
	s.fill(s.field("login.password"), adminPassword)
	s.press(fyne.KeyReturn)
	s.onPage("restore_kit")
	s.tap("common.back")
	s.tap("common.back")
	s.tap("common.back")
	s.onPage("backup")
}

// The failure page leads to the same, without an office to close.
func TestRestoreOfAFileThatIsDamaged(t *testing.T) {
	for code, destroy := range map[model.Code]func(s *stage){
		model.CodeFileGone:    func(s *stage) { s.must(os.Remove(s.options.Database())) },
		model.CodeNotDatabase: func(s *stage) { s.must(os.WriteFile(s.options.Database(), []byte("a letter\n"), 0o600)) },
		model.CodeTamperedLog: func(s *stage) { s.attack("UPDATE activity SET time = time + 1 WHERE seq = 2") },
		model.CodeTamperedFile: func(s *stage) {
			s.attack("CREATE TRIGGER t AFTER INSERT ON activity BEGIN SELECT 1; END")
		},
	} {
		t.Run(string(code), func(t *testing.T) {
			s, _, pin, codes := aged(t)
			destroy(s)
			s.begin().onPage("failure")
			s.shows("failure."+string(code), "Path", s.options.Database())
			s.focused(s.button("failure_page.restore"), "button that restores")
			s.press(fyne.KeyReturn)
			s.onPage("restore_choose")
			s.tap("common.back")
			s.onPage("failure")
			s.tap("failure_page.restore")
			s.press(fyne.KeyReturn)
			if _, warned := find(s, func(n *widgets.Notice) bool { return n.Visible() }); warned {
				t.Errorf("there is a warning:\n%s", s.text())
			}
			s.restores(s.otherKit())
			s.onPage("restore_kit")
			if want := i18n.T("restore.wrong_kit"); s.field("kit.label").Error() != want {
				t.Errorf("the field says %q, not %q", s.field("kit.label").Error(), want)
			}
			s.fill(s.field("kit.label"), s.paper())
			s.press(fyne.KeyReturn)
			s.goesOn("restore.restore")
			if code == model.CodeFileGone {
				s.says(i18n.T("restore.done"))
			} else {
				s.says(i18n.T("restore.done_kept", "Path", kept(s)))
			}
			isRestored(s, pin, codes)
		})
	}
}

// A chosen file is read first, and errors are shown at its path.
func TestRestoreOfAChosenFile(t *testing.T) {
	s, copied, pin, codes := aged(t)
	folder := t.TempDir()
	good, bad := filepath.Join(folder, "usb.db"), filepath.Join(folder, "letter.db")
	s.must(os.Rename(copied, good))
	s.must(os.WriteFile(bad, []byte("a letter\n"), 0o600))
	s.must(os.Remove(s.options.Database()))
	s.begin()
	s.tap("failure_page.restore")
	s.shows("restore.none")
	s.tap("restore.file")
	field := s.field("open_file.path")
	for path, want := range map[string]string{
		bad:                           i18n.T("failure.not_backup", "Path", bad),
		filepath.Join(folder, "x.db"): i18n.T("failure.backup_missing", "Path", filepath.Join(folder, "x.db")),
	} {
		s.fill(field, path)
		s.press(fyne.KeyReturn)
		if field.Error() != want {
			t.Errorf("%s: the field says %q, not %q", path, field.Error(), want)
		}
	}
	s.fill(field, good)
	s.press(fyne.KeyReturn)
	reads(s, good)
	s.restores(s.paper())
	isRestored(s, pin, codes)
}

// If a listed file is no longer a backup, its own page says so.
func TestPreviewOfWhatIsNoBackup(t *testing.T) {
	s, copied, pin, _ := aged(t)
	onBackupAs(s.begin(), pin())
	s.must(os.WriteFile(copied, []byte("a letter\n"), 0o600))
	s.page().(*backup.BackupPage).OnRow(copied)
	s.onPage("restore_preview")
	s.says(i18n.T("failure.not_backup", "Path", copied))
	s.focused(s.button("common.back"), "way back")
	if !s.button("restore.next").Disabled() {
		t.Error("one can go on")
	}
	s.press(fyne.KeyReturn)
	s.onPage("restore_choose")
	s.tap("common.back")
	s.onPage("backup")
}

// The preview recognizes another office's backup.
func TestPreviewOfAnotherOffice(t *testing.T) {
	other := newStage(t).withOffice(model.KindSingle)
	theirs := other.backUp()
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.signIn("sato.h", adminPassword)
	backup.PreviewRestore(s.w, theirs, s.w.Flow.ToBackup)
	s.says(i18n.T("restore.other"))
	reads(s, i18n.T("restore.key_kit"))
	s.w.Flow.SignOut()
	s.w.Flow.ToRepair(failed(model.CodeDamaged))
	s.tap("failure_page.restore")
	backup.PreviewRestore(s.w, theirs, func() {})
	s.says(i18n.T("restore.other"))

	// A new PC knows no other.
	s = newStage(t).begin()
	s.onPage("first_run_1")
	backup.PreviewRestore(s.w, theirs, func() {})
	if _, warned := find(s, func(n *widgets.Notice) bool { return n.Visible() }); warned {
		t.Errorf("there is a warning:\n%s", s.text())
	}
}

// A new PC, where nothing is known: the backup comes on a stick, and the kit brings the key.
func TestRestoreOnANewPC(t *testing.T) {
	old, copied, pin, codes := aged(t)
	s := newStage(t)
	s.kit, s.clock = old.kit, old.clock
	s.options.Clock, s.cfg.Clock = s.clock.now, s.clock.now
	s.begin().onPage("first_run_1")
	s.fill(s.field("first_run.office"), "山田商店")
	s.tap("failure_page.restore")
	s.tap("common.back")
	if got := s.field("first_run.office").Entry.(*widgets.Entry).Text; got != "山田商店" {
		t.Errorf("what was typed is %q", got)
	}
	s.tap("failure_page.restore")
	s.tap("restore.file")
	s.fill(s.field("open_file.path"), copied)
	s.press(fyne.KeyReturn)
	reads(s, i18n.T("restore.key_kit"))
	s.restores(s.paper())
	s.says(i18n.T("restore.done"))
	isRestored(s, pin, codes)
}
