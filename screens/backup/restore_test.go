package backup_test

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
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// isRestored checks the result: nobody who came after the backup, MFA on, old codes void.
func isRestored(s *screentest.Harness, pin func() string, codes []string) {
	s.T.Helper()
	s.OnPage("login")
	s.SignIn("sato.h", screentest.AdminPassword)
	s.OnPage("pin")
	s.EnterPIN(codes[0])
	s.OnPage("pin")
	s.Clock.Step(time.Minute)
	s.EnterPIN(pin())
	s.OnPage("users")
	if got := s.Logins(); len(got) != 1 {
		s.T.Errorf("there are %q", got)
	}
}

// kept returns the one old file that a restore has left.
func kept(s *screentest.Harness) string {
	s.T.Helper()
	found, err := filepath.Glob(filepath.Join(s.UsualFolder(), "qlingo-before-restore-*.db"))
	s.Must(err)
	if len(found) != 1 {
		s.T.Fatalf("%d files of before: %q", len(found), files(s, s.UsualFolder()))
	}
	return found[0]
}

// From the settings, by keyboard.
func TestRestoreFromTheSettings(t *testing.T) {
	s, copied, pin, codes := screentest.Aged(t)
	s.Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.EnterPIN(pin())
	s.Follow("shell.settings")
	s.Window.Canvas().Focus(s.Button("backup.open"))
	s.Press(fyne.KeyReturn)
	s.Window.Canvas().Focus(s.Button("restore.open"))
	s.Press(fyne.KeyReturn)
	s.OnPage("restore_choose")
	wantLines(t, listed(s), i18n.T("backup.daily")+" "+filepath.Base(copied))
	s.Press(fyne.KeyReturn)
	reads(s, i18n.T("restore.counts", "Accounts", 1, "People", 1, "MFAOn", 1))
	reads(s, i18n.T("restore.key_here"))
	reads(s, copied)
	if _, warned := screentest.Find(s, func(n *widgets.Notice) bool { return n.Visible() }); warned {
		t.Errorf("there is a warning:\n%s", s.Text())
	}
	s.Clock.Step(time.Minute)
	s.Restores(s.Paper())
	s.Says(i18n.T("restore.done_kept", "Path", kept(s)))
	if s.W.Session() != nil {
		t.Error("a session outlives the office")
	}
	isRestored(s, pin, codes)
}

// If restoring fails nothing is lost: the old office opens again, and the input stays.
func TestRestoreThatFails(t *testing.T) {
	s, _, pin, _ := screentest.Aged(t)
	screentest.OnBackupAs(s.Begin(), pin())
	s.Tap("restore.open")
	s.Press(fyne.KeyReturn)
	s.Tap("restore.next")
	field := s.Field("kit.label")
	s.Fill(field, s.Mistyped(4))
	s.Press(fyne.KeyReturn)
	if want := i18n.T("failure.kit_typed", "Row", 4); field.Error() != want {
		t.Errorf("the field says %q, not %q", field.Error(), want)
	}
	if s.Dialogs("restore") != 0 || s.W.Session() == nil {
		t.Error("a mistyped kit closes the office")
	}
	other := s.OtherKit()
	s.Fill(field, other)
	s.Press(fyne.KeyReturn)
	s.Key(fyne.KeyReturn) // stays
	s.Press(fyne.KeyReturn)
	s.Key(fyne.KeyEscape) // stays, too
	if s.Dialogs("restore") != 2 || s.W.Session() == nil {
		t.Error("restored without a yes")
	}
	s.Press(fyne.KeyReturn)
	s.Continues("restore.restore")
	s.OnPage("restore_kit")
	if want := i18n.T("restore.wrong_kit"); field.Error() != want {
		t.Errorf("the field says %q, not %q", field.Error(), want)
	}
	if got := field.Entry.(*widgets.Entry).Text; got != other {
		t.Errorf("what was typed is %q", got)
	}
	s.Focused(field.Entry.(fyne.Focusable), "kit")
	if s.W.Session() != nil || s.W.Office() == nil {
		t.Fatal("everybody is signed out, and the office is open again")
	}
	s.Backend.OnRestore = func(context.Context, string, string) (string, error) {
		return "", screentest.Failed(model.CodeDiskFull)
	}
	s.Press(fyne.KeyReturn)
	s.Continues("restore.restore")
	s.Says(i18n.T("restore.failed", "Why", i18n.T("failure.disk_full")))
	for range 3 { // kit, preview, list
		s.Tap("common.back")
	}
	s.OnPage("login")
	s.Clock.Step(time.Minute)
	s.SignIn("sato.h", screentest.AdminPassword)
	s.EnterPIN(pin())
	s.OnPage("users")
	if got := s.Logins(); len(got) != 2 {
		t.Errorf("there are %q", got)
	}
}

// While restoring, nothing leaves the page, neither a button nor closing the window.
func TestNothingLeadsAwayWhileItRestores(t *testing.T) {
	s, copied, pin, _ := screentest.Aged(t)
	screentest.OnBackupAs(s.Begin(), pin())
	backup.PreviewRestore(s.W, copied, s.W.Flow.ToBackup)
	s.Tap("restore.next")
	s.Fill(s.Field("kit.label"), s.Paper())
	s.Press(fyne.KeyReturn)
	s.Hold = true
	s.Continues("restore.restore")
	if !s.Button("common.back").Disabled() {
		t.Error("one can go back meanwhile")
	}
	s.W.Tick()
	s.W.Lock()
	s.W.OnClose()
	if s.Quit {
		t.Error("the window closes meanwhile")
	}
	s.OnPage("restore_kit")
	s.Run()
	s.OnPage("login")
	s.W.OnClose()
	if !s.Quit {
		t.Error("the window does not close any more")
	}
}

// A typed kit must not stay behind a locked window.
func TestLockForgetsTheKitOfARestore(t *testing.T) {
	s, copied, pin, _ := screentest.Aged(t)
	screentest.OnBackupAs(s.Begin(), pin())
	backup.PreviewRestore(s.W, copied, s.W.Flow.ToBackup)
	s.Tap("restore.next")
	s.Fill(s.Field("kit.label"), s.Paper())
	page := s.W.Current().(*backup.RestoreKit)
	s.W.Lock()
	if page.Kit.Entry.Text != "" || page.Kit.Groups[0].Text != "_____" {
		t.Error("the kit is still there")
	}
	s.Fill(s.Field("login.password"), screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	s.OnPage("restore_kit")
	s.Tap("common.back")
	s.Tap("common.back")
	s.Tap("common.back")
	s.OnPage("backup")
}

// The failure page leads to the same, without an office to close.
func TestRestoreOfAFileThatIsDamaged(t *testing.T) {
	for code, destroy := range map[model.Code]func(s *screentest.Harness){
		model.CodeFileGone:    func(s *screentest.Harness) { s.Must(os.Remove(s.Options.Database())) },
		model.CodeNotDatabase: func(s *screentest.Harness) { s.Must(os.WriteFile(s.Options.Database(), []byte("a letter\n"), 0o600)) },
		model.CodeTamperedLog: func(s *screentest.Harness) { s.Attack("UPDATE activity SET time = time + 1 WHERE seq = 2") },
		model.CodeTamperedFile: func(s *screentest.Harness) {
			s.Attack("CREATE TRIGGER t AFTER INSERT ON activity BEGIN SELECT 1; END")
		},
	} {
		t.Run(string(code), func(t *testing.T) {
			s, _, pin, codes := screentest.Aged(t)
			destroy(s)
			s.Begin().OnPage("failure")
			s.Shows("failure."+string(code), "Path", s.Options.Database())
			s.Focused(s.Button("failure_page.restore"), "button that restores")
			s.Press(fyne.KeyReturn)
			s.OnPage("restore_choose")
			s.Tap("common.back")
			s.OnPage("failure")
			s.Tap("failure_page.restore")
			s.Press(fyne.KeyReturn)
			if _, warned := screentest.Find(s, func(n *widgets.Notice) bool { return n.Visible() }); warned {
				t.Errorf("there is a warning:\n%s", s.Text())
			}
			s.Restores(s.OtherKit())
			s.OnPage("restore_kit")
			if want := i18n.T("restore.wrong_kit"); s.Field("kit.label").Error() != want {
				t.Errorf("the field says %q, not %q", s.Field("kit.label").Error(), want)
			}
			s.Fill(s.Field("kit.label"), s.Paper())
			s.Press(fyne.KeyReturn)
			s.Continues("restore.restore")
			if code == model.CodeFileGone {
				s.Says(i18n.T("restore.done"))
			} else {
				s.Says(i18n.T("restore.done_kept", "Path", kept(s)))
			}
			isRestored(s, pin, codes)
		})
	}
}

// A chosen file is read first, and errors are shown at its path.
func TestRestoreOfAChosenFile(t *testing.T) {
	s, copied, pin, codes := screentest.Aged(t)
	folder := t.TempDir()
	good, bad := filepath.Join(folder, "usb.db"), filepath.Join(folder, "letter.db")
	s.Must(os.Rename(copied, good))
	s.Must(os.WriteFile(bad, []byte("a letter\n"), 0o600))
	s.Must(os.Remove(s.Options.Database()))
	s.Begin()
	s.Tap("failure_page.restore")
	s.Shows("restore.none")
	s.Tap("restore.file")
	field := s.Field("open_file.path")
	for path, want := range map[string]string{
		bad:                           i18n.T("failure.not_backup", "Path", bad),
		filepath.Join(folder, "x.db"): i18n.T("failure.backup_missing", "Path", filepath.Join(folder, "x.db")),
	} {
		s.Fill(field, path)
		s.Press(fyne.KeyReturn)
		if field.Error() != want {
			t.Errorf("%s: the field says %q, not %q", path, field.Error(), want)
		}
	}
	s.Fill(field, good)
	s.Press(fyne.KeyReturn)
	reads(s, good)
	s.Restores(s.Paper())
	isRestored(s, pin, codes)
}

// If a listed file is no longer a backup, its own page says so.
func TestPreviewOfWhatIsNoBackup(t *testing.T) {
	s, copied, pin, _ := screentest.Aged(t)
	screentest.OnBackupAs(s.Begin(), pin())
	s.Must(os.WriteFile(copied, []byte("a letter\n"), 0o600))
	s.Page().(*backup.BackupPage).OnRow(copied)
	s.OnPage("restore_preview")
	s.Says(i18n.T("failure.not_backup", "Path", copied))
	s.Focused(s.Button("common.back"), "way back")
	if !s.Button("restore.next").Disabled() {
		t.Error("one can go on")
	}
	s.Press(fyne.KeyReturn)
	s.OnPage("restore_choose")
	s.Tap("common.back")
	s.OnPage("backup")
}

// The preview recognizes another office's backup.
func TestPreviewOfAnotherOffice(t *testing.T) {
	other := screentest.New(t).WithOffice(model.KindSingle)
	theirs := other.BackUp()
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	backup.PreviewRestore(s.W, theirs, s.W.Flow.ToBackup)
	s.Says(i18n.T("restore.other"))
	reads(s, i18n.T("restore.key_kit"))
	s.W.Flow.SignOut()
	s.W.Flow.ToRepair(screentest.Failed(model.CodeDamaged))
	s.Tap("failure_page.restore")
	backup.PreviewRestore(s.W, theirs, func() {})
	s.Says(i18n.T("restore.other"))

	// A new PC knows no other.
	s = screentest.New(t).Begin()
	s.OnPage("first_run_1")
	backup.PreviewRestore(s.W, theirs, func() {})
	if _, warned := screentest.Find(s, func(n *widgets.Notice) bool { return n.Visible() }); warned {
		t.Errorf("there is a warning:\n%s", s.Text())
	}
}

// A new PC, where nothing is known: the backup comes on a stick, and the kit brings the key.
func TestRestoreOnANewPC(t *testing.T) {
	old, copied, pin, codes := screentest.Aged(t)
	s := screentest.New(t)
	s.Kit, s.Clock = old.Kit, old.Clock
	s.Options.Clock, s.Cfg.Clock = s.Clock.Now, s.Clock.Now
	s.Begin().OnPage("first_run_1")
	s.Tap("failure_page.restore")
	s.Tap("common.back")
	s.OnPage("first_run_1")
	s.Tap("failure_page.restore")
	s.Tap("restore.file")
	s.Fill(s.Field("open_file.path"), copied)
	s.Press(fyne.KeyReturn)
	reads(s, i18n.T("restore.key_kit"))
	s.Restores(s.Paper())
	s.Says(i18n.T("restore.done"))
	isRestored(s, pin, codes)
}
