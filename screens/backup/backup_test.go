package backup_test

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
	"qlingo/screens/messages"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// files returns the names of the backups in a folder.
func files(s *screentest.Harness, folder string) (names []string) {
	s.T.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil && !os.IsNotExist(err) {
		s.T.Fatal(err)
	}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

// listed returns the rows of the list, kind and name.
func listed(s *screentest.Harness) (lines []string) {
	s.T.Helper()
	table, ok := screentest.Find(s, func(*widgets.Table) bool { return true })
	if !ok {
		s.T.Fatalf("no list:\n%s", s.Text())
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
	s := screentest.OnBackup(t, screentest.New(t).WithOffice(model.KindMulti).Begin())
	s.Shows("backup.none")
	s.Focused(s.Button("backup.now"), "button that backs up")
	s.Press(fyne.KeyReturn)
	path := filepath.Join(s.UsualFolder(), "qlingo-2026-11-22-130500.db")
	s.Says(i18n.T("backup.made", "Path", path))
	wantLines(t, files(s, s.UsualFolder()), filepath.Base(path))
	wantLines(t, listed(s), i18n.T("backup.by_hand")+" "+filepath.Base(path))
	s.Clock.Step(time.Minute)
	s.Press(fyne.KeyReturn)
	wantLines(t, listed(s), i18n.T("backup.by_hand")+" qlingo-2026-11-22-130600.db", i18n.T("backup.by_hand")+" "+filepath.Base(path))
}

func TestBackupIsBusyOnlyOnce(t *testing.T) {
	s := screentest.OnBackup(t, screentest.New(t).WithOffice(model.KindSingle).Begin())
	s.Hold = true
	s.Tap("backup.now")
	button, ok := screentest.Find(s, func(b *widgets.Button) bool { return b.Busy() })
	if !ok {
		t.Fatal("nothing tells that it is at work")
	}
	button.OnTapped()
	s.Page().(*backup.BackupPage).OnRestore()
	s.OnPage("backup")
	s.Run()
	if got := files(s, s.UsualFolder()); len(got) != 1 {
		t.Errorf("%d backups", len(got))
	}
}

func TestBackupFolderIsChosenByKeyboard(t *testing.T) {
	s := screentest.OnBackup(t, screentest.New(t).WithOffice(model.KindMulti).Begin())
	s.Shows("backup.hint")
	if _, there := screentest.Find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("backup.standard") }); there {
		t.Error("one can go back to where one is")
	}
	far := t.TempDir()
	s.Window.Canvas().Focus(s.Button("backup.choose"))
	s.Press(fyne.KeyReturn)
	if s.Dialogs("backup_folder") != 1 {
		t.Fatal("no dialog")
	}
	field, _ := screentest.Find(s, func(f *widgets.Field) bool { return f.Label == i18n.T("backup.folder") })
	s.Focused(field.Entry.(fyne.Focusable), "path")
	if got := field.Entry.(*widgets.Entry).Text; got != s.UsualFolder() {
		t.Errorf("the path begins as %q", got)
	}
	for typed, want := range map[string]string{
		"  ":                          i18n.T("backup.no_path"),
		filepath.Join(far, "missing"): messages.WithRemedy(&model.Error{Code: model.CodeBackupFolder, Path: filepath.Join(far, "missing")}, "\n"),
	} {
		s.Fill(field, typed)
		s.Press(fyne.KeyReturn)
		if field.Error() != want {
			t.Errorf("%q: the field says %q, not %q", typed, field.Error(), want)
		}
		s.Focused(field.Entry.(fyne.Focusable), "path")
	}
	s.Fill(field, far)
	s.Press(fyne.KeyReturn)
	reads(s, far)
	if s.Saved.BackupFolder != far {
		t.Errorf("this PC remembers %q", s.Saved.BackupFolder)
	}
	s.Tap("backup.now")
	if got := files(s, far); len(got) != 1 {
		t.Errorf("the backup is not there: %q", got)
	}
	s.Must(os.RemoveAll(far))
	s.Follow("shell.activity")
	s.W.Flow.GoTo(window.RouteBackup)
	s.Says(messages.WithRemedy(&model.Error{Code: model.CodeBackupFolder, Path: far}, "\n"))
	reads(s, far)
	s.Tap("backup.standard")
	reads(s, s.UsualFolder())
	s.Shows("backup.hint")
	if s.Saved.BackupFolder != "" {
		t.Errorf("this PC remembers %q", s.Saved.BackupFolder)
	}
}

// reads asserts a text that is not a translation.
func reads(s *screentest.Harness, text string) {
	s.T.Helper()
	if !strings.Contains("\n"+s.Text()+"\n", "\n"+text+"\n") {
		s.T.Errorf("the page does not say %q:\n%s", text, s.Text())
	}
}

func TestBackupFolderAsksForAnOldProof(t *testing.T) {
	s := screentest.OnBackup(t, screentest.New(t).WithOffice(model.KindMulti).Begin())
	far := t.TempDir()
	s.Clock.Step(model.ProofLife)
	s.Tap("backup.choose")
	s.Write(s.Field("backup.folder").Entry, far)
	s.Tap("backup.change")
	if s.Dialogs("proof") != 1 {
		t.Fatal("an old proof was taken")
	}
	s.Proves(screentest.AdminPassword)
	reads(s, far)
}

func TestDailyBackup(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k")
	s.Cfg.Daily = true
	s.Begin()
	wantLines(t, files(s, s.UsualFolder()), "qlingo-2026-11-22.db") // before anybody signs in
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.W.Flow.SignOut()
	wantLines(t, files(s, s.UsualFolder()), "qlingo-2026-11-22.db")
	s.Clock.Step(24 * time.Hour)
	s.SignIn("takahashi.k", screentest.UserPassword) // the first person on the next day
	wantLines(t, files(s, s.UsualFolder()), "qlingo-2026-11-22.db", "qlingo-2026-11-23.db")
	s.W.Flow.SignOut()
	screentest.OnBackup(t, s)
	wantLines(t, listed(s), i18n.T("backup.daily")+" qlingo-2026-11-23.db", i18n.T("backup.daily")+" qlingo-2026-11-22.db")
}

// The backup delays nothing: people are inside before it has even begun, and it does not end with the page it began
// on.
func TestDailyBackupDelaysNobody(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti)
	s.Cfg.Daily = true
	var backups []func()
	workers := 0
	s.Cfg.Spawn = func(work func()) {
		if workers++; workers == 2 { // the first one opens the database, and starts the backup
			backups = append(backups, work)
			return
		}
		work()
	}
	s.Begin().OnPage("login")
	s.SignIn("sato.h", screentest.AdminPassword)
	s.OnPage("users")
	if len(backups) != 1 || len(files(s, s.UsualFolder())) != 0 {
		t.Fatalf("%d backups wait, %q are there", len(backups), files(s, s.UsualFolder()))
	}
	s.W.Flow.GoTo(window.RouteBackup)
	wantLines(t, listed(s))
	backups[0]()
	wantLines(t, listed(s), i18n.T("backup.daily")+" qlingo-2026-11-22.db")
}

// The database may be lost, and with it the folder that it names.
func TestFolderIsRememberedOnThisPC(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti)
	far := t.TempDir()
	office, err := model.Open(t.Context(), s.Options)
	s.Must(err)
	session, _, err := office.SignIn(t.Context(), "sato.h", screentest.AdminPassword)
	s.Must(err)
	s.Must(session.SetBackupFolder(t.Context(), far))
	_, err = session.BackUp(t.Context())
	s.Must(err)
	session.SignOut()
	s.Must(office.Close())
	screentest.OnBackup(t, s.Begin())
	if s.Saved.BackupFolder != far {
		t.Errorf("this PC remembers %q", s.Saved.BackupFolder)
	}
	backup.ChooseRestore(s.W, func() {})
	wantLines(t, listed(s), i18n.T("backup.by_hand")+" qlingo-2026-11-22-130500.db")
	s.Must(os.RemoveAll(far))
	backup.ChooseRestore(s.W, func() {})
	s.Says(i18n.T("restore.no_folder", "Path", far))
	s.Tap("restore.file")
	if got := s.Field("open_file.path").Entry.(*widgets.Entry).Text; got != forms.Documents()+string(filepath.Separator) {
		t.Errorf("files are offered from %q", got)
	}
}

func TestDemoBacksUpButDoesNotRestore(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti)
	s.Backend.Fixed = true
	screentest.OnBackup(t, s.Begin())
	s.Tap("backup.now")
	if got := len(listed(s)); got != 1 {
		t.Errorf("%d backups", got)
	}
	if _, there := screentest.Find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("restore.open") }); there {
		t.Error("a demo offers to restore")
	}
	s.Page().(*backup.BackupPage).OnRow(filepath.Join(s.UsualFolder(), "qlingo-2026-11-22-130500.db"))
	s.OnPage("backup")
	s.W.Flow.ToFailure(screentest.Failed(model.CodeDamaged))
	if page := s.W.Current().(*backup.FailurePage); page.Restore != nil {
		t.Error("a demo offers to restore")
	}
}

func TestBackupMaster(t *testing.T) {
	s := screentest.OnBackup(t, screentest.New(t).WithOffice(model.KindMulti).Begin())
	page := s.Page().(*backup.BackupPage)
	page.State.Folder, page.State.Default, page.State.Backups = farFolder, false, sampleBackups()
	page.State.Failed, page.State.FailedAt = &model.Error{Code: model.CodeDiskFull}, s.Clock.Now()
	page.Show()
	s.Master("backup")
}

func TestRestoreMasters(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.Backend.OnBackups = func(context.Context, string) ([]model.Backup, error) { return sampleBackups(), nil }
	s.Backend.OnPreview = func(_ context.Context, path string) (model.Preview, error) { return samplePreview(path), nil }
	backup.ChooseRestore(s.W, func() {})
	s.Master("restore_choose")
	backup.PreviewRestore(s.W, sampleBackups()[1].Path, func() {})
	s.Master("restore_preview")
	s.Tap("restore.next")
	s.Master("restore_kit")
	s.W.Flow.ToFailure(&model.Error{Code: model.CodeFileGone, Path: "/home/sato/.local/share/qlingo/qlingo.db"})
	s.Master("file_gone")
	s.W.Flow.ToFailure(&model.Error{Code: model.CodeTamperedLog, Path: "/home/sato/.local/share/qlingo/qlingo.db"})
	s.Master("tampered_log")
}

// The folder of the backups is chosen in the OS's dialog, and confirmed in ours.
func TestChoosingTheFolderInTheDialogOfTheOS(t *testing.T) {
	s := screentest.OnBackup(t, screentest.New(t).WithOffice(model.KindMulti).Begin())
	far := t.TempDir()
	var asked window.FileDialog
	choice := window.FileChoice{}
	s.Platform.OnChooseFile = func(_ context.Context, ask window.FileDialog) (window.FileChoice, error) {
		asked = ask
		return choice, nil
	}
	s.Tap("backup.choose")
	entry := s.Field("backup.folder").Entry.(*widgets.Entry)
	before := entry.Text
	s.Tap("open_file.browse")
	if !asked.Folders || asked.Save || asked.Folder != before || entry.Text != before {
		t.Errorf("asked %+v, then in the field %q", asked, entry.Text)
	}
	choice.Path = far
	s.Tap("open_file.browse")
	if entry.Text != far {
		t.Errorf("chosen, and in the field is %q", entry.Text)
	}
	s.Tap("backup.change")
	reads(s, far)
}
