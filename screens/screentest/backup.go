package screentest

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
)

// OnBackup opens the page of the backups as the first account's administrator, by keyboard.
func OnBackup(t *testing.T, s *Harness) *Harness {
	t.Helper()
	s.SignIn("sato.h", AdminPassword)
	s.Follow("shell.settings")
	s.Window.Canvas().Focus(s.Button("backup.open"))
	s.Press(fyne.KeyReturn)
	s.OnPage("backup")
	return s
}

// UsualFolder is the default folder of the backups.
func (s *Harness) UsualFolder() string { return filepath.Join(s.Options.Data, "backups") }

// BreakBackups makes the daily backup fail: a file is where the folder would be.
func (s *Harness) BreakBackups() {
	s.T.Helper()
	s.Cfg.Daily = true
	s.Must(os.RemoveAll(s.UsualFolder()))
	s.Must(os.WriteFile(s.UsualFolder(), []byte("no folder"), 0o600))
}

func (s *Harness) RepairBackups() {
	s.T.Helper()
	s.Must(os.Remove(s.UsualFolder()))
}
