package model

import (
	"context"
	"path/filepath"
	"sync"
	"time"

	"qlingo/model/files"
	"qlingo/model/store"
)

// Backup is a copy of the database that was verified when it was written.
type Backup struct {
	Path  string
	Time  time.Time
	Size  int64
	Daily bool

	named time.Time // as the name says, by which they are ordered; of a daily one the start of its day
}

// BackupState is what there is of backups.
type BackupState struct {
	Folder   string
	Default  bool
	SameDisk bool      // the folder lies on the disk of the database, as far as that can be told
	Backups  []Backup  // newest first
	Failed   error     // of the last daily one
	FailedAt time.Time // zero: it worked
}

// dailyResult is how the last daily backup went.
type dailyResult struct {
	mutex sync.Mutex
	err   error
	at    time.Time
}

func (d *dailyResult) set(err error, at time.Time) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.err, d.at = err, at; err == nil {
		d.at = time.Time{}
	}
}

func (d *dailyResult) get() (at time.Time, err error) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return d.at, d.err
}

// Backups are the backups in the folder, for the first account's administrators or its
// single user. A folder that is not there is CodeBackupFolder, with the state all the same.
func (s *Session) Backups(ctx context.Context) (state BackupState, err error) {
	chosen, err := s.chosenFolder(ctx, needOwner|needFirst)
	if err != nil {
		return state, err
	}
	state.Folder, state.Default = s.o.options.backupFolder(chosen), chosen == ""
	state.FailedAt, state.Failed = s.o.lastDaily.get()
	if s.o.shared == nil {
		state.SameDisk = state.Default || files.SameDisk(state.Folder, s.o.options.Data)
	}
	state.Backups, err = s.o.options.backupsIn(state.Folder)
	return state, err
}

// FindBackups are the backups in a folder, "" being the usual one, newest first, by their
// names alone. It needs no database.
func FindBackups(_ context.Context, options Options, folder string) ([]Backup, error) {
	o := options.withDefaults()
	return o.backupsIn(o.backupFolder(folder))
}

// chosenFolder is the folder as the account's row names it, for whoever may know.
func (s *Session) chosenFolder(ctx context.Context, needs need) (chosen string, err error) {
	err = s.read(ctx, needs, func(_ *view, _ *store.User, h *handle) error {
		chosen = s.o.backupChoice(h.account)
		return nil
	})
	return chosen, err
}

// BackUp makes a backup now and verifies it: CodeBackupFolder, CodeBackupUnsound. It is
// logged, unlike the daily ones, which would only fill the log.
func (s *Session) BackUp(ctx context.Context) (Backup, error) {
	chosen, err := s.chosenFolder(ctx, needOwner|needFirst)
	if err != nil {
		return Backup{}, err
	}
	made, err := s.o.backUpNow(ctx, chosen)
	if err != nil {
		return Backup{}, err
	}
	err = s.write(ctx, needOwner|needFirst, func(w *writing, me *store.User, _ *handle) error {
		return w.log(event{kind: ActivityBackupMade, actor: me}, nil)
	})
	if err != nil { // it is made all the same
		s.o.options.Warn(err)
	}
	return made, nil
}

// SetBackupFolder chooses where backups go; "" is the folder backups in the data folder.
// One that is not there, or cannot be written, is CodeBackupFolder, one with the backups
// of another database CodeBackupFolderOther, both with Field "folder".
func (s *Session) SetBackupFolder(ctx context.Context, folder string) error {
	if _, err := s.chosenFolder(ctx, needOwner|needFirst|needProof); err != nil {
		return err
	}
	if folder != "" {
		folder = filepath.Clean(folder)
	}
	if folder == s.o.options.backupFolder("") {
		folder = ""
	}
	if folder != "" {
		if err := s.o.options.checkFolder(ctx, folder, s.o.ring.DB); err != nil {
			return inField("folder", err)
		}
	}
	if s.o.shared != nil {
		return s.chooseHere(ctx, folder)
	}
	return s.write(ctx, needOwner|needFirst|needProof, func(w *writing, me *store.User, h *handle) error {
		h.account.BackupFolder = folder
		return w.update(h.account, event{kind: ActivitySettingsChanged, actor: me})
	})
}
