package model

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"qlingo/model/files"
	"qlingo/model/store"
)

// Folders in the data folder, mode 0700, in which files are inspected and prepared. What a program
// that died left of them is removed at the next start.
const (
	restoringFolder  = ".restoring"
	inspectionFolder = ".looking-"
	fetchedFolder    = ".fetched" // of whoever has the lock of backups
)

// journal is what SQLite may need beside a file to bring it back to one state.
const journal = "-journal"

// sidecars are what may lie beside a file: its journal, and what another program has put
// there.
var sidecars = []string{journal, "-wal"}

// removeLeftovers removes these folders, and the probes of a program that died. The caller holds the
// instance lock.
func (o Options) removeLeftovers() error {
	left := []string{filepath.Join(o.Data, restoringFolder)}
	var err error
	for _, name := range []string{inspectionFolder, probe} {
		found, failed := o.globData(name + "*")
		left, err = append(left, found...), errors.Join(err, failed)
	}
	for _, path := range left {
		err = errors.Join(err, os.RemoveAll(path))
	}
	return errors.Join(err, o.removeFetched())
}

// newInspectionFolder makes a folder for a copy that is to be inspected, and gives the copy's path.
func (o Options) newInspectionFolder() (path string, remove func(), err error) {
	dir, err := os.MkdirTemp(o.Data, inspectionFolder) // 0700
	if err != nil {
		return "", nil, coded(err)
	}
	return filepath.Join(dir, filepath.Base(o.Database())), func() {
		if err := os.RemoveAll(dir); err != nil {
			o.Warn(err)
		}
	}, nil
}

// isDatabase tells that a path leads to the database that is in use here, which must not
// be opened beside SQLite: closing it would drop SQLite's locks.
func (o Options) isDatabase(path string) bool {
	one, err := os.Stat(path)
	other, failed := os.Stat(o.Database())
	return err == nil && failed == nil && os.SameFile(one, other)
}

// copyBackup copies a backup, and the journal beside it when it is a copy of a file in use.
// The copy is then in one state, and the backup as it was.
func (o Options) copyBackup(ctx context.Context, path, to string) error {
	if o.isDatabase(path) {
		return &Error{Code: CodeNotBackup, Path: path, Err: errors.New("this is the database itself")}
	}
	if err := checkPlausible(path); err != nil {
		return err
	}
	if err := copyFile(ctx, path, to); err != nil {
		return err
	}
	err := copyFile(ctx, path+journal, to+journal)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return store.RollBack(ctx, to)
}

// checkPlausible tells whether a file is worth copying.
func checkPlausible(path string) error {
	err := files.CheckRegular(path)
	if err == nil {
		err = store.CheckHeader(path)
	}
	if err != nil && !errors.Is(err, store.ErrNotDatabase) && !errors.Is(err, store.ErrDamaged) {
		return &Error{Code: CodeBackupMissing, Path: path, Err: err}
	}
	return err
}

// copyFile copies a file byte by byte into a new one that only its owner can read, and
// makes it durable. A file that cannot be read is CodeBackupMissing.
func copyFile(ctx context.Context, from, to string) (err error) {
	if err := files.CheckRegular(from); err != nil {
		return &Error{Code: CodeBackupMissing, Path: from, Err: err}
	}
	source, err := os.Open(from)
	if err != nil {
		return &Error{Code: CodeBackupMissing, Path: from, Err: err}
	}
	defer source.Close() // which was only read
	target, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err = errors.Join(err, target.Close()); err != nil {
			err = errors.Join(err, files.RemoveIfExists(to))
		}
	}()
	if _, err := io.Copy(target, &contextReader{ctx, source}); err != nil {
		return err
	}
	return files.Sync(to)
}

// contextReader marks errors of reading, so that they differ from those of writing, and can be stopped.
type contextReader struct {
	ctx  context.Context
	file *os.File
}

func (r *contextReader) Read(into []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.file.Read(into)
	if err != nil && !errors.Is(err, io.EOF) {
		err = &Error{Code: CodeBackupMissing, Path: r.file.Name(), Err: err}
	}
	return n, err
}

// asBackupError turns an error about a database into the same about a backup.
func asBackupError(path string, err error) error {
	if err == nil {
		return nil
	}
	answer := &Error{Path: path, Err: err}
	switch code := CodeOf(coded(err)); code {
	case CodeNoDatabase, CodeFileGone:
		answer.Code = CodeBackupMissing
	case CodeNotDatabase:
		answer.Code = CodeNotBackup
	case CodeDamaged, CodeTamperedFile, CodeTamperedPerson, CodeTamperedLog, CodeOldCopy, CodeFreshnessUnknown:
		answer.Code = CodeBackupDamaged
	case CodeNewerVersion:
		answer.Code = code
	default:
		return coded(err)
	}
	return answer
}

// copyToFolder writes the database into a folder that may be a slow share, or one without locks. A server ends
// transactions that make it wait, so what it has is first copied to this PC.
func (o *Office) copyToFolder(ctx context.Context, path string) error {
	if o.shared == nil {
		return o.copyTo(ctx, path)
	}
	fetched, remove, err := o.options.newFetched()
	if err != nil {
		return o.fetchError(err)
	}
	defer remove()
	if err := o.copyFromServer(ctx, fetched); err != nil {
		return o.fetchError(err)
	}
	o.options.reached("fetched")
	return store.Copy(ctx, fetched, path, func(rest func() error) error { return rest() })
}

// copyFromServer copies over a connection of its own: a folder that hangs must not hold those up with which people work.
func (o *Office) copyFromServer(ctx context.Context, path string) error {
	db, err := openServer(ctx, &o.shared.file, o.shared.file.passwords(o.options))
	if err != nil {
		return err
	}
	o.options.reached("fetching")
	return errors.Join(db.CopyTo(ctx, path), db.Close())
}

// fetchError is what went wrong on the way from a server to this PC: the folder for backups has nothing to do with it.
func (o *Office) fetchError(err error) error {
	err = coded(err)
	switch CodeOf(err) {
	case CodeDiskFull, CodeDiskFailed, CodeReadOnly, CodeFolderUnreadable:
		return atPath(err, o.options.Data)
	}
	return o.withPath(err)
}

// newFetched makes the folder for a copy of what a server has, and gives the copy's path. The caller holds the lock of
// backups.
func (o Options) newFetched() (path string, remove func(), err error) {
	folder := filepath.Join(o.Data, fetchedFolder)
	if err := os.RemoveAll(folder); err != nil { // of a program that died
		return "", nil, err
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		return "", nil, err
	}
	return filepath.Join(folder, filepath.Base(o.Database())), func() {
		if err := os.RemoveAll(folder); err != nil {
			o.Warn(err)
		}
	}, nil
}

// removeFetched removes the folder of newFetched, unless a backup is under way: of the command line, or of an office that was
// closed while its folder for backups hung.
func (o Options) removeFetched() error {
	folder := filepath.Join(o.Data, fetchedFolder)
	if _, err := os.Lstat(folder); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	lock := backupLock(o.Data)
	free, err := lock.TryLock()
	if free {
		err = os.RemoveAll(folder)
	}
	return errors.Join(err, lock.Close())
}

func backupLock(data string) *flock.Flock { return lockFile(data, "backup") }
