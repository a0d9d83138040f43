package model

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// CheckReport is what a sound file holds.
type CheckReport struct {
	Path     string
	Accounts int
	People   int
	MFAOn    int
	Rows     int64     // of the activity log, each of them verified
	Newest   time.Time // of the newest of them
}

// Check verifies a whole database file, "" being the office's own, which may be in use:
// what is verified is a copy of one state of it. IsDamaged tells whether its error is
// something that was found.
func Check(ctx context.Context, options Options, path string) (report CheckReport, err error) {
	o := newOffice(options)
	if err := o.options.checkFolders(); err != nil {
		return report, err
	}
	own := path == "" || o.options.isDatabase(path)
	if own {
		path = o.options.Database()
		if _, err := o.connectJoined(ctx); err != nil {
			return report, o.withPath(coded(err))
		}
	}
	defer func() { err = errors.Join(err, o.release()) }()
	if report.Path, err = filepath.Abs(path); err != nil {
		return report, coded(err)
	}
	if own && o.shared != nil {
		report.Path = o.Database()
	}
	switch err := o.checkFile(ctx, own, &report); {
	case err != nil && own:
		return CheckReport{}, o.withPath(coded(err))
	case err != nil:
		return CheckReport{}, asBackupError(report.Path, err)
	}
	return report, nil
}

func (o *Office) checkFile(ctx context.Context, own bool, report *CheckReport) error {
	copied, remove, err := o.options.newInspectionFolder()
	if err != nil {
		return err
	}
	defer remove()
	if err := o.copyToCheck(ctx, own, report.Path, copied); err != nil {
		return err
	}
	return o.options.inspect(ctx, copied, func(inside *Office, tx *store.Tx, meta *store.Meta) error {
		inside.shared = o.shared // it says where the key is
		c, err := contentsOf(tx, meta)
		if err != nil {
			return err
		}
		ring, err := inside.machineRing(tx, meta)
		if err != nil {
			return err
		}
		defer ring.Wipe()
		if err := inside.verifyFile(tx, meta, ring); err != nil {
			return err
		}
		if err := inside.wholeLog(tx, meta, ring); err != nil {
			return err
		}
		if own && o.shared == nil {
			if err := inside.checkFresh(tx); err != nil {
				return inside.withAge(tx, meta, true, err)
			}
		}
		report.Accounts, report.People, report.MFAOn = c.accounts, c.people, c.mfaOn
		report.Rows, report.Newest = c.rows, c.newest
		return nil
	})
}

// copyToCheck copies a file that may be in use. A file of others is not changed by it, not
// even where a crash has left something half-done.
func (o *Office) copyToCheck(ctx context.Context, own bool, path, to string) error {
	if own && o.shared != nil {
		if err := o.checkFreshNow(ctx); err != nil {
			return err
		}
		return o.copyTo(ctx, to)
	}
	switch _, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist) && own:
		return o.openError(store.ErrNone)
	case err != nil:
		return &Error{Code: CodeBackupMissing, Path: path, Err: err}
	}
	exclusively := func(rest func() error) error { return rest() }
	if own {
		if err := o.rollBack(ctx); err != nil {
			o.options.Warn(err)
		}
		exclusively = func(rest func() error) error { return o.withWriteLock(ctx, rest) }
	} else if err := checkPlausible(path); err != nil {
		return err
	}
	err := coded(store.Copy(ctx, path, to, exclusively))
	if CodeOf(err) == CodeReadOnly { // what SQLite calls a file that it may not open
		return &Error{Code: CodeBackupMissing, Path: path, Err: err}
	}
	return err
}

// wholeLog follows the log from its first row also where only a later part counts: what
// is wrong before it was accepted, and is there all the same.
func (o *Office) wholeLog(tx *store.Tx, meta *store.Meta, ring *keys.Ring) error {
	if meta.Base == 0 {
		return nil
	}
	return (&view{o, tx, meta}).follow(&chain{ring: ring})
}

// IsDamaged tells whether an error says that a file is damaged or was changed, and not that it
// could not be checked.
func IsDamaged(err error) bool {
	switch CodeOf(err) {
	case CodeDamaged, CodeNotDatabase, CodeTamperedFile, CodeTamperedPerson, CodeTamperedLog, CodeOldCopy, CodeFreshnessUnknown, CodeNotBackup, CodeBackupDamaged:
		return true
	}
	return false
}
