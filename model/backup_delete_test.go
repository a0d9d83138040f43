package model

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// Old backups go, and nothing else: not the one just made, not another database's.
func TestDeleteBackups(t *testing.T) {
	b, other := newBench(t, KindMulti), newBench(t, KindMulti)
	admin := b.admin()
	by := func(b *bench, s *Session) Backup {
		b.clock.add(time.Second)
		return must(s.BackUp(t.Context()))(t)
	}
	old := by(b, admin)
	b.want("", b.BackUpDaily(t.Context()))
	foreign := by(other, other.admin())
	moved := filepath.Join(b.folder(), "qlingo-2026-11-01-120000.db")
	b.want("", os.Rename(foreign.Path, moved))
	plain := filepath.Join(b.folder(), "letter.txt")
	b.want("", os.WriteFile(plain, nil, 0o600))
	all := must(admin.Backups(t.Context()))(t).Backups
	b.want(CodeBackupMissing, admin.DeleteBackups(t.Context(), foreign, all))
	must(os.Stat(old.Path))(t)

	kept := by(b, admin)
	b.want("", admin.DeleteBackups(t.Context(), kept, append(all, kept, Backup{Path: plain}, Backup{Path: b.options.Database()})))
	if got, want := b.files(b.folder()), "letter.txt qlingo-2026-11-01-120000.db "+filepath.Base(kept.Path); got != want {
		t.Errorf("left: %s, want %s", got, want)
	}
	events, _, err := admin.Activity(t.Context(), ActivityQuery{Kinds: []ActivityKind{ActivityBackupsDeleted}})
	if err != nil || len(events) != 1 || events[0].Actor != "sato.h" {
		t.Errorf("%+v, %v", events, err)
	}
	b.clock.add(ProofLife)
	b.want(CodeProofNeeded, admin.DeleteBackups(t.Context(), kept, nil))
}
