package model

import (
	"context"
	"errors"
	"slices"

	"qlingo/model/files"
	"qlingo/model/store"
)

// DeleteBackups deletes old backups after a new kit, because the void kit still opens them.
// kept, which was just made, is never deleted, and without it nothing is (CodeBackupMissing). Of
// old only backups of this database in the folder of backups are deleted.
func (s *Session) DeleteBackups(ctx context.Context, kept Backup, old []Backup) error {
	chosen, err := s.chosenFolder(ctx, needOwner|needFirst|needProof)
	if err != nil {
		return err
	}
	unlock, err := s.o.lockBackups(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	found, err := s.o.options.backupsIn(s.o.options.backupFolder(chosen))
	if err != nil {
		return err
	}
	in := func(backups []Backup, path string) bool {
		return slices.ContainsFunc(backups, func(b Backup) bool { return b.Path == path })
	}
	if !in(found, kept.Path) {
		return &Error{Code: CodeBackupMissing, Path: kept.Path, Err: errors.New("the new backup is missing")}
	}
	var failed error
	for _, b := range found {
		if b.Path == kept.Path || !in(old, b.Path) {
			continue
		}
		if owner, err := store.Owner(ctx, b.Path); err != nil || owner != s.o.ring.DB {
			continue
		}
		if err := files.RemoveIfExists(b.Path); err != nil && failed == nil {
			failed = &Error{Code: CodeBackupFolder, Path: s.o.options.backupFolder(chosen), Err: err}
		}
	}
	err = s.write(ctx, needOwner|needFirst, func(w *writing, me *store.User, _ *handle) error {
		return w.log(event{kind: ActivityBackupsDeleted, actor: me}, nil)
	})
	if err != nil { // the files are deleted all the same
		s.o.options.Warn(err)
	}
	return failed
}
