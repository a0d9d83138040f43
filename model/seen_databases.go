package model

import (
	"context"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"

	"qlingo/model/files"
	"qlingo/model/keys"
	"qlingo/model/store"
)

// seenFolder is the folder with a file for every database that was open on this PC: its name
// is the database's ID, its text the data folder. Anchors and keys do not tell this, and
// several data folders may share one config folder.
func (o Options) seenFolder() string { return filepath.Join(o.Config, "places") }

// noteSeen notes where this database lies. One on a server has left the place that it had here.
func (o *Office) noteSeen() error {
	if o.shared != nil {
		return files.RemoveIfExists(o.options.seenPath(o.ring.DB))
	}
	data, err := filepath.Abs(o.options.Data)
	if err != nil {
		return err
	}
	path := o.options.seenPath(o.ring.DB)
	if text, err := files.Read(path, seenFileLimit); err == nil && string(text) == data {
		return nil
	}
	if err := os.MkdirAll(o.options.seenFolder(), 0o700); err != nil {
		return err
	}
	return files.Write(path, []byte(data))
}

// seenFileLimit is more than the path of a folder takes.
const seenFileLimit = 64 << 10

func (o Options) seenPath(db keys.ID) string {
	return filepath.Join(o.seenFolder(), hex.EncodeToString(db[:]))
}

// hasSeen tells that a database was open on this PC, wherever it lay.
func (o Options) hasSeen(db keys.ID) bool {
	_, err := os.Lstat(o.seenPath(db))
	return err == nil
}

// seenInFolder are the databases that this PC has seen in the data folder.
func (o Options) seenInFolder() (ids []keys.ID) {
	data, err := filepath.Abs(o.Data)
	if err != nil {
		return nil
	}
	entries, _ := os.ReadDir(o.seenFolder()) // where nothing was remembered there is no folder
	for _, entry := range entries {
		raw, err := hex.DecodeString(entry.Name())
		text, failed := files.Read(filepath.Join(o.seenFolder(), entry.Name()), seenFileLimit)
		if err == nil && failed == nil && len(raw) == len(keys.ID{}) && string(text) == data {
			ids = append(ids, keys.ID(raw))
		}
	}
	return ids
}

// knownDatabases is the database of the data folder or, if it is missing, those that were
// there before.
func (o Options) knownDatabases(ctx context.Context) []keys.ID {
	if present, err := store.OwnerInUse(ctx, o.Database()); err == nil {
		return []keys.ID{present}
	}
	return o.seenInFolder()
}

// hadDatabase tells that the data folder is one that had a database: this PC remembers it,
// or there are backups, which are not those of a server that it has left. Then its file was lost, and this is no first run.
func (o Options) hadDatabase() bool {
	if len(o.seenInFolder()) > 0 {
		return true
	}
	_, never := os.Lstat(o.leftPath())
	backups, err := o.backupsIn(o.backupFolder(""))
	return never != nil && err == nil && len(backups) > 0
}

// openError gives an error of opening its code. A database that was here once has another one
// than a folder in which there never was any.
func (o *Office) openError(err error) error {
	if errors.Is(err, store.ErrNone) && o.options.hadDatabase() {
		return &Error{Code: CodeFileGone, Err: err}
	}
	return coded(err)
}
