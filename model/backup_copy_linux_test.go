package model

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A pipe in the place of a backup, or beside one, is refused: nobody may ever write to it.
func TestRestoreRefusesAPipe(t *testing.T) {
	onlyFile(t, "a backup is restored to a file")
	b := newBench(t, KindMulti)
	backup := b.saved()
	b.closeOffice()
	pipe := filepath.Join(t.TempDir(), "pipe.db")
	for _, path := range []string{pipe, backup + "-journal"} {
		b.want("", syscall.Mkfifo(path, 0o600))
		_, err := PreviewRestore(t.Context(), b.options, strings.TrimSuffix(path, "-journal"))
		b.want(CodeBackupMissing, err)
		_, err = Restore(t.Context(), b.options, strings.TrimSuffix(path, "-journal"), b.kitText())
		b.want(CodeBackupMissing, err)
	}
	b.want("", b.reopen())
}
