package screens

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/backup"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// onBackup opens the page of the backups as the first account's administrator, by keyboard.
func onBackup(t *testing.T, s *stage) *stage {
	t.Helper()
	s.signIn("sato.h", adminPassword)
	s.follow("shell.settings")
	s.window.Canvas().Focus(s.button("backup.open"))
	s.press(fyne.KeyReturn)
	s.onPage("backup")
	return s
}

// usualFolder is the default folder of the backups.
func (s *stage) usualFolder() string { return filepath.Join(s.options.Data, "backups") }

// files returns the names of the backups in a folder.
func files(s *stage, folder string) (names []string) {
	s.t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil && !os.IsNotExist(err) {
		s.t.Fatal(err)
	}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

// listed returns the rows of the list, kind and name.
func listed(s *stage) (lines []string) {
	s.t.Helper()
	table, ok := find(s, func(*widgets.Table) bool { return true })
	if !ok {
		s.t.Fatalf("no list:\n%s", s.text())
	}
	for _, row := range table.Rows() {
		lines = append(lines, row.Cells[1].Chip.Text+" "+row.Cells[3].Text)
	}
	return lines
}

func wantLines(t *testing.T, got []string, want ...string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestBackUpNow(t *testing.T) {
	s := onBackup(t, newStage(t).withOffice(model.KindMulti).begin())
	s.shows("backup.none")
	s.focused(s.button("backup.now"), "button that backs up")
	s.press(fyne.KeyReturn)
	path := filepath.Join(s.usualFolder(), "qlingo-2026-11-22-130500.db")
	s.says(i18n.T("backup.made", "Path", path))
	wantLines(t, files(s, s.usualFolder()), filepath.Base(path))
	wantLines(t, listed(s), i18n.T("backup.by_hand")+" "+filepath.Base(path))
	s.clock.step(time.Minute)
	s.press(fyne.KeyReturn)
	wantLines(t, listed(s), i18n.T("backup.by_hand")+" qlingo-2026-11-22-130600.db", i18n.T("backup.by_hand")+" "+filepath.Base(path))
}

func TestBackupIsBusyOnlyOnce(t *testing.T) {
	s := onBackup(t, newStage(t).withOffice(model.KindSingle).begin())
	s.hold = true
	s.tap("backup.now")
	button, ok := find(s, func(b *widgets.Button) bool { return b.Busy() })
	if !ok {
		t.Fatal("nothing tells that it is at work")
	}
	button.OnTapped()
	s.page().(*backup.BackupPage).OnRestore()
	s.onPage("backup")
	s.run()
	if got := files(s, s.usualFolder()); len(got) != 1 {
		t.Errorf("%d backups", len(got))
	}
}

func TestBackupFolderIsChosenByKeyboard(t *testing.T) {
	s := onBackup(t, newStage(t).withOffice(model.KindMulti).begin())
	s.shows("backup.hint")
	if _, there := find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("backup.standard") }); there {
		t.Error("one can go back to where one is")
	}
	far := t.TempDir()
	s.window.Canvas().Focus(s.button("backup.choose"))
	s.press(fyne.KeyReturn)
	if s.dialogs("backup_folder") != 1 {
		t.Fatal("no dialog")
	}
	field, _ := find(s, func(f *widgets.Field) bool { return f.Label == i18n.T("backup.folder") })
	s.focused(field.Entry.(fyne.Focusable), "path")
	if got := field.Entry.(*widgets.Entry).Text; got != s.usualFolder() {
		t.Errorf("the path begins as %q", got)
	}
	for typed, want := range map[string]string{
		"  ":                          i18n.T("backup.no_path"),
		filepath.Join(far, "missing"): window.Explained(&model.Error{Code: model.CodeBackupFolder, Path: filepath.Join(far, "missing")}),
	} {
		s.fill(field, typed)
		s.press(fyne.KeyReturn)
		if field.Error() != want {
			t.Errorf("%q: the field says %q, not %q", typed, field.Error(), want)
		}
		s.focused(field.Entry.(fyne.Focusable), "path")
	}
	s.fill(field, far)
	s.press(fyne.KeyReturn)
	reads(s, far)
	if s.saved.BackupFolder != far {
		t.Errorf("this PC remembers %q", s.saved.BackupFolder)
	}
	s.tap("backup.now")
	if got := files(s, far); len(got) != 1 {
		t.Errorf("the backup is not there: %q", got)
	}
	s.must(os.RemoveAll(far))
	s.follow("shell.activity")
	s.w.Flow.GoTo(window.RouteBackup)
	s.says(window.Explained(&model.Error{Code: model.CodeBackupFolder, Path: far}))
	reads(s, far)
	s.tap("backup.standard")
	reads(s, s.usualFolder())
	s.shows("backup.hint")
	if s.saved.BackupFolder != "" {
		t.Errorf("this PC remembers %q", s.saved.BackupFolder)
	}
}

// reads asserts a text that is not a translation.
func reads(s *stage, text string) {
	s.t.Helper()
	if !strings.Contains("\n"+s.text()+"\n", "\n"+text+"\n") {
		s.t.Errorf("the page does not say %q:\n%s", text, s.text())
	}
}

func TestBackupFolderAsksForAnOldProof(t *testing.T) {
	s := onBackup(t, newStage(t).withOffice(model.KindMulti).begin())
	far := t.TempDir()
	s.clock.step(model.ProofLife)
	s.tap("backup.choose")
	s.write(s.field("backup.folder").Entry, far)
	s.tap("backup.change")
	if s.dialogs("proof") != 1 {
		t.Fatal("an old proof was taken")
	}
	s.proves(adminPassword)
	reads(s, far)
}

// Only administrators of the first account see anything of backups.
func TestBackupsOfTheFirstAccountOnly(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).withSettings(func(settings *model.Settings) { settings.MoreAccounts = true })
	office, err := model.Open(t.Context(), s.options)
	s.must(err)
	kit, err := model.NewRecoveryKit()
	s.must(err)
	s.must(office.CreateAccount(t.Context(), model.Setup{
		Kind: model.KindSingle, Login: "hara.s", Name: "原", Password: userPassword, Kit: kit,
	}))
	s.must(office.Close())
	s.breakBackups()
	s.begin()
	s.signIn("hara.s", userPassword)
	s.follow("shell.settings")
	if s.sees(i18n.T("backup.card_text")) {
		t.Error("another account is led to the backups")
	}
	if newsOf(s).body.Visible() {
		t.Errorf("another account hears of the backups:\n%s", s.text())
	}
	s.w.Flow.SignOut()
	s.signIn("sato.h", adminPassword)
	if !newsOf(s).backupFailureRow.Visible() {
		t.Error("the first account's administrator does not hear that the backup failed")
	}
}

// breakBackups makes the daily backup fail: a file is where the folder would be.
func (s *stage) breakBackups() {
	s.t.Helper()
	s.cfg.Daily = true
	s.must(os.RemoveAll(s.usualFolder()))
	s.must(os.WriteFile(s.usualFolder(), []byte("no folder"), 0o600))
}

func (s *stage) mendBackups() {
	s.t.Helper()
	s.must(os.Remove(s.usualFolder()))
}

func TestDailyBackup(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k")
	s.cfg.Daily = true
	s.begin()
	wantLines(t, files(s, s.usualFolder()), "qlingo-2026-11-22.db") // before anybody signs in
	s.signIn("takahashi.k", userPassword)
	s.w.Flow.SignOut()
	wantLines(t, files(s, s.usualFolder()), "qlingo-2026-11-22.db")
	s.clock.step(24 * time.Hour)
	s.signIn("takahashi.k", userPassword) // the first person on the next day
	wantLines(t, files(s, s.usualFolder()), "qlingo-2026-11-22.db", "qlingo-2026-11-23.db")
	s.w.Flow.SignOut()
	onBackup(t, s)
	wantLines(t, listed(s), i18n.T("backup.daily")+" qlingo-2026-11-23.db", i18n.T("backup.daily")+" qlingo-2026-11-22.db")
}

// The backup delays nothing: people are inside before it has even begun, and it does not end with the page it began
// on.
func TestDailyBackupDelaysNobody(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti)
	s.cfg.Daily = true
	var backups []func()
	s.cfg.Spawn = func(work func()) {
		if s.w.BackingUp() && len(backups) == 0 {
			backups = append(backups, work)
			return
		}
		work()
	}
	s.begin().onPage("login")
	s.signIn("sato.h", adminPassword)
	s.onPage("users")
	if len(backups) != 1 || len(files(s, s.usualFolder())) != 0 {
		t.Fatalf("%d backups wait, %q are there", len(backups), files(s, s.usualFolder()))
	}
	s.w.Flow.GoTo(window.RouteBackup)
	wantLines(t, listed(s))
	backups[0]()
	wantLines(t, listed(s), i18n.T("backup.daily")+" qlingo-2026-11-22.db")
}

func TestFailedDailyBackupIsTold(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k")
	s.breakBackups()
	s.begin()
	s.signIn("takahashi.k", userPassword)
	if newsOf(s).body.Visible() {
		t.Errorf("a user hears of it:\n%s", s.text())
	}
	s.w.Flow.SignOut()
	s.signIn("sato.h", adminPassword)
	s.onPage("users")
	told := i18n.T("backup.failed", "Time", "2026/11/22 13:05", "Why", window.Explained(&model.Error{Code: model.CodeBackupFolder, Path: s.usualFolder()}))
	if got := newsOf(s).backupFailure.Text(); got != told {
		t.Errorf("the news say %q, not %q", got, told)
	}
	if !s.logged("daily backup") {
		t.Error("it is not in the log")
	}
	s.tap("news.open_backup")
	s.onPage("backup")
	if newsOf(s).body.Visible() {
		t.Error("it is told twice")
	}
	s.says(told)
	s.follow("shell.users")
	if !newsOf(s).backupFailureRow.Visible() {
		t.Error("the news are gone before anybody has heard them")
	}
	s.tap("common.close")
	if newsOf(s).body.Visible() {
		t.Error("the news stay")
	}
	s.w.Flow.GoTo(window.RouteBackup)
	s.says(told)
	s.mendBackups()
	s.w.Flow.SignOut()
	s.signIn("sato.h", adminPassword)
	if newsOf(s).body.Visible() {
		t.Errorf("it was mended:\n%s", s.text())
	}
}

// The database may be lost, and with it the folder that it names.
func TestFolderIsRememberedOnThisPC(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti)
	far := t.TempDir()
	office, err := model.Open(t.Context(), s.options)
	s.must(err)
	session, _, err := office.SignIn(t.Context(), "sato.h", adminPassword)
	s.must(err)
	s.must(session.SetBackupFolder(t.Context(), far))
	_, err = session.BackUp(t.Context())
	s.must(err)
	session.SignOut()
	s.must(office.Close())
	onBackup(t, s.begin())
	if s.saved.BackupFolder != far {
		t.Errorf("this PC remembers %q", s.saved.BackupFolder)
	}
	backup.ChooseRestore(s.w, func() {})
	wantLines(t, listed(s), i18n.T("backup.by_hand")+" qlingo-2026-11-22-130500.db")
	s.must(os.RemoveAll(far))
	backup.ChooseRestore(s.w, func() {})
	s.says(i18n.T("restore.no_folder", "Path", far))
	s.tap("restore.file")
	if got := s.field("open_file.path").Entry.(*widgets.Entry).Text; got != forms.Documents()+string(filepath.Separator) {
		t.Errorf("files are offered from %q", got)
	}
}

func TestDemoBacksUpButDoesNotRestore(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti)
	s.backend.fixed = true
	onBackup(t, s.begin())
	s.tap("backup.now")
	if got := len(listed(s)); got != 1 {
		t.Errorf("%d backups", got)
	}
	if _, there := find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("restore.open") }); there {
		t.Error("a demo offers to restore")
	}
	s.page().(*backup.BackupPage).OnRow(filepath.Join(s.usualFolder(), "qlingo-2026-11-22-130500.db"))
	s.onPage("backup")
	s.w.Flow.ToFailure(failed(model.CodeDamaged))
	if page := s.w.Current().(*backup.FailurePage); page.Restore != nil {
		t.Error("a demo offers to restore")
	}
}

func TestBackupMaster(t *testing.T) {
	s := onBackup(t, newStage(t).withOffice(model.KindMulti).begin())
	page := s.page().(*backup.BackupPage)
	page.State.Folder, page.State.Default, page.State.Backups = farFolder, false, sampleBackups()
	page.State.Failed, page.State.FailedAt = &model.Error{Code: model.CodeDiskFull}, s.clock.now()
	page.Show()
	s.master("backup")
}

func TestRestoreMasters(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.backend.backups = func(context.Context, string) ([]model.Backup, error) { return sampleBackups(), nil }
	s.backend.preview = func(_ context.Context, path string) (model.Preview, error) { return samplePreview(path), nil }
	backup.ChooseRestore(s.w, func() {})
	s.master("restore_choose")
	backup.PreviewRestore(s.w, sampleBackups()[1].Path, func() {})
	s.master("restore_preview")
	s.tap("restore.next")
	s.master("restore_kit")
	s.w.Flow.ToFailure(&model.Error{Code: model.CodeFileGone, Path: "/home/sato/.local/share/qlingo/qlingo.db"})
	s.master("file_gone")
	s.w.Flow.ToFailure(&model.Error{Code: model.CodeTamperedLog, Path: "/home/sato/.local/share/qlingo/qlingo.db"})
	s.master("tampered_log")
}
