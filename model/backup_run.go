package model

import (
	"context"
	"crypto/hmac"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"qlingo/model/files"
	"qlingo/model/keys"
	"qlingo/model/store"
)

// backupLockTimeout is how long a backup waits for another one.
const backupLockTimeout = time.Minute

// BackUpDaily makes today's backup, unless it is there, and removes the oldest daily ones.
// It may run beside everything else and ends with the office. A failure is logged, once a
// day, and shown in BackupState; the next call tries again.
func (o *Office) BackUpDaily(ctx context.Context) error {
	ctx, stop := o.untilClosing(ctx)
	defer stop()
	err := o.backUpToday(ctx)
	if ended := errors.Join(ctx.Err(), o.lifetime.Err()); ended != nil { // which is no failure
		return coded(errors.Join(err, ended))
	}
	o.lastDaily.set(err, o.options.Clock())
	if err == nil {
		return nil
	}
	if failed := o.logFailedBackup(ctx); failed != nil {
		o.options.Warn(failed)
	}
	return err
}

// untilClosing ends a context when closing begins.
func (o *Office) untilClosing(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancel(ctx)
	forget := context.AfterFunc(o.lifetime, cancel)
	return ctx, func() { forget(); cancel() }
}

func (o *Office) backUpToday(ctx context.Context) error {
	// Before its end the check of the log would be done twice at once, and a bad log is no
	// state to keep.
	if _, err := o.WaitForVerification(ctx); err != nil {
		return err
	}
	chosen, err := o.chosenFolder(ctx)
	if err != nil {
		return err
	}
	return o.withKeys(func(ring *keys.Ring) error {
		folder, err := o.options.readyFolder(chosen)
		if err != nil {
			return err
		}
		now := o.options.Clock()
		path := copyPath(folder, backupPrefix, now, backupDay)
		owner, err := store.Owner(ctx, path)
		if err == nil && owner != ring.DB {
			return &Error{Code: CodeBackupFolderOther, Path: folder}
		}
		if err == nil {
			done, err := o.isOfToday(ctx, path, ring, now)
			if err != nil || done {
				return err
			}
		}
		if ctx.Err() != nil {
			return coded(ctx.Err())
		}
		made, err := o.backUp(ctx, path, ring)
		if err != nil {
			return err
		}
		if err := o.options.prune(ctx, made, ring.DB); err != nil {
			o.options.Warn(err)
		}
		return nil
	})
}

// isOfToday tells whether a backup with today's name is really of today: its log has the newest
// row that was not written today. An older one may have that name because the clock was ahead
// once, or because somebody put it there.
func (o *Office) isOfToday(ctx context.Context, path string, ring *keys.Ring, now time.Time) (done bool, err error) {
	var last *store.Activity
	err = o.read(ctx, func(v *view) (err error) {
		from, to := dayOf(now)
		ahead := o.options.Clock().Sub(v.now()).Truncate(time.Second).Milliseconds() // of the clock by which rows are written
		last, err = v.tx.ActivityOutside(from-ahead, to-ahead)
		return err
	})
	if err != nil {
		return false, err
	}
	err = store.ReadUnchecked(ctx, path, func(tx *store.Tx) error {
		meta, err := tx.Meta()
		if err != nil || !hmac.Equal(meta.Stamp().Tag, tagOf(ring, meta)) {
			return err
		}
		if last == nil {
			done = true
			return nil
		}
		row, err := tx.Activity(last.Seq)
		done = err == nil && row != nil && meta.Seq >= last.Seq && hmac.Equal(row.MAC, last.MAC)
		return err
	})
	if ctx.Err() != nil {
		return false, coded(ctx.Err())
	}
	return done && err == nil, nil // one that cannot be read is none
}

// dayOf is when the day of a moment begins and ends, in milliseconds.
func dayOf(at time.Time) (from, to int64) {
	year, month, day := at.Date()
	start := func(day int) int64 { return millis(time.Date(year, month, day, 0, 0, 0, 0, at.Location())) }
	return start(day), start(day + 1)
}

func (o *Office) chosenFolder(ctx context.Context) (chosen string, err error) {
	err = o.read(ctx, func(v *view) error {
		first, err := v.account(o.first)
		if err == nil {
			chosen = o.backupChoice(first)
		}
		return err
	})
	return chosen, err
}

// withKeys calls do with a copy of the office's keys. Closing does not wait for what is done with
// them: a backup folder on a network may hang for ever, and a backup has its own
// connections.
func (o *Office) withKeys(do func(*keys.Ring) error) error {
	leave, err := o.keepOpen()
	if err != nil {
		return err
	}
	ring := *o.ring
	leave()
	defer ring.Wipe()
	return do(&ring)
}

// maxReports is how many failed backups are told of in a day.
const maxReports = 100

// logFailedBackup tells the first account, once a day and PC.
func (o *Office) logFailedBackup(ctx context.Context) error {
	return o.write(ctx, func(w *writing) error {
		from, to := dayOf(w.now)
		kinds := stringsOf([]ActivityKind{ActivityBackupFailed})
		filter := store.ActivityFilter{Account: o.first, Kinds: kinds, From: from, To: to}
		reported, err := w.tx.ActivityMatching(filter, maxReports)
		here := func(a *store.Linked) bool { return a.Host == o.options.Host }
		if err != nil || len(reported) == maxReports || slices.ContainsFunc(reported, here) {
			return err
		}
		return w.log(event{kind: ActivityBackupFailed, account: o.first}, nil)
	})
}

// backUpNow makes a backup by hand.
func (o *Office) backUpNow(ctx context.Context, chosen string) (made Backup, err error) {
	ctx, stop := o.untilClosing(ctx)
	defer stop()
	err = o.withKeys(func(ring *keys.Ring) error {
		folder, err := o.options.readyFolder(chosen)
		if err != nil {
			return err
		}
		made, err = o.backUp(ctx, unusedPath(folder, backupPrefix, o.options.Clock()), ring)
		return err
	})
	return made, err
}

// unusedPath is that of a copy that is made by hand: a second later where there is one
// already.
func unusedPath(folder, kind string, at time.Time) string {
	for {
		form := backupSecond
		if comesTwice(at) {
			form = backupTwice
		}
		path := copyPath(folder, kind, at, form)
		if _, err := os.Lstat(path); err != nil {
			return path
		}
		at = at.Add(time.Second)
	}
}

// backUp writes the database to a path, under another name until it is durable and
// verified. Only then it takes its name; a failed one leaves nothing.
func (o *Office) backUp(ctx context.Context, path string, ring *keys.Ring) (Backup, error) {
	folder := filepath.Dir(path)
	unlock, err := o.lockBackups(ctx)
	if err != nil {
		return Backup{}, err
	}
	defer unlock()
	if err := o.sweepPartial(folder); err != nil {
		return Backup{}, o.backupError(err, folder)
	}
	if err := o.writeBackup(ctx, path, ring); err != nil {
		return Backup{}, o.backupError(errors.Join(err, files.RemoveIfExists(o.unfinished(path))), folder)
	}
	info, err := os.Stat(path)
	if err != nil {
		return Backup{}, o.backupError(err, folder)
	}
	now := o.options.Clock()
	b, _, _ := backupNamed(filepath.Base(path), now.Location())
	b.Path, b.Time, b.Size = path, now, info.Size()
	return b, nil
}

func (o *Office) writeBackup(ctx context.Context, path string, ring *keys.Ring) error {
	unfinished := o.unfinished(path)
	if err := o.copyToFolder(ctx, unfinished); err != nil {
		return err
	}
	if err := files.Sync(unfinished); err != nil {
		return err
	}
	o.options.reached("written")
	err := o.options.inspect(ctx, unfinished, func(copied *Office, tx *store.Tx, meta *store.Meta) error {
		return copied.verifyFile(tx, meta, ring)
	})
	if err = coded(err); IsDamaged(err) {
		return &Error{Code: CodeBackupUnsound, Path: path, Err: err}
	}
	if err != nil {
		return err
	}
	if err := os.Rename(unfinished, path); err != nil {
		return err
	}
	err = files.SyncFolder(filepath.Dir(path))
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		return nil // a share that cannot; the file itself is synced
	}
	if err != nil {
		return errors.Join(err, files.RemoveIfExists(path))
	}
	return nil
}

// copyTo writes the database into a file, in one state.
func (o *Office) copyTo(ctx context.Context, path string) error {
	if o.shared != nil {
		return o.copyFromServer(ctx, path)
	}
	exclusively := func(rest func() error) error { return o.withWriteLock(ctx, rest) }
	return store.Copy(ctx, o.options.Database(), path, exclusively)
}

// lockBackups lets one program at a time write backups of this database.
func (o *Office) lockBackups(ctx context.Context) (unlock func(), err error) {
	lock := backupLock(o.options.Data)
	if err := o.waitForLock(ctx, lock, backupLockTimeout); err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return func() {
		if err := lock.Close(); err != nil {
			o.options.Warn(err)
		}
	}, nil
}

// backupError tells a folder that went away from what else can go wrong.
func (o *Office) backupError(err error, folder string) error {
	var known *Error
	if errors.As(err, &known) && known.Path != "" {
		return err
	}
	switch coded := coded(err); CodeOf(coded) {
	case CodeDiskFull:
		return &Error{Code: CodeDiskFull, Path: folder, Err: err}
	case CodeCanceled, CodeBackupUnsound, CodeInUse, CodeDamaged, CodeWAL:
		return coded
	default:
		if unusable := checkUsable(folder); unusable != nil {
			return &Error{Code: CodeBackupFolder, Path: folder, Err: err}
		}
		return coded
	}
}

// BackUp makes a backup in a folder, "" being the office's own, while the office may be
// open elsewhere. It asks for no proof, and is not logged: whoever is at this login of the
// OS can copy the file as well.
func BackUp(ctx context.Context, options Options, folder string) (made Backup, err error) {
	o, chosen, err := openReadOnly(ctx, options)
	if err != nil {
		return Backup{}, err
	}
	defer func() { err = errors.Join(err, o.release()) }()
	if folder != "" {
		if chosen, err = filepath.Abs(folder); err != nil {
			return Backup{}, coded(err)
		}
	}
	into, err := o.options.readyFolder(chosen)
	if err != nil {
		return Backup{}, err
	}
	return o.backUp(ctx, unusedPath(into, backupPrefix, o.options.Clock()), o.ring)
}

// openReadOnly looks at a database that may be open elsewhere, with the key of this PC: it
// gives the folder that was chosen for backups.
func openReadOnly(ctx context.Context, options Options) (_ *Office, chosen string, err error) {
	o := newOffice(options)
	if err := o.options.checkFolders(); err != nil {
		return nil, "", err
	}
	defer func() {
		if err != nil {
			err = errors.Join(o.withPath(coded(err)), o.release())
		}
	}()
	if err := o.openToRead(ctx); err != nil {
		return nil, "", err
	}
	err = o.db.Read(ctx, func(tx *store.Tx) error {
		meta, err := tx.Meta()
		if err != nil {
			return err
		}
		ring, err := o.machineRing(tx, meta)
		if err != nil {
			return err
		}
		if err := o.checkBasics(tx, meta, ring); err != nil {
			return err
		}
		if err := o.checkStillHere(tx, meta); err != nil {
			return err
		}
		first, err := tx.Account(o.first)
		if err == nil && first != nil {
			chosen = o.backupChoice(first)
		}
		return err
	})
	return o, chosen, err
}

// openToRead opens the database without the right to change it.
func (o *Office) openToRead(ctx context.Context) error {
	joined, err := o.connectJoined(ctx)
	if joined || err != nil {
		return err
	}
	if err := o.rollBack(ctx); err != nil {
		o.options.Warn(err)
	}
	if o.db, err = store.OpenReadOnly(ctx, o.options.Database()); err != nil {
		return o.openError(err)
	}
	return nil
}

// rollBack rolls back what a crash left, where nobody else will before the file is read.
func (o *Office) rollBack(ctx context.Context) error {
	return o.withWriteLock(ctx, func() error {
		if _, err := os.Lstat(o.options.Database() + "-journal"); err != nil {
			return nil
		}
		if err := store.RollBack(ctx, o.options.Database()); err != nil {
			return fmt.Errorf("roll back what was half-done: %w", err)
		}
		return nil
	})
}
