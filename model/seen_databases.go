package model

import (
	"context"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// places is the folder with a file for every database that was open on this PC: its name
// is the database's ID, its text the data folder. Anchors and keys do not tell this, and
// several data folders may share one config folder.
func (o Options) places() string { return filepath.Join(o.Config, "places") }

// remember notes where this database lies.
func (o *Office) remember() error {
	data, err := filepath.Abs(o.with.Data)
	if err != nil {
		return err
	}
	path := o.with.note(o.ring.DB)
	if text, err := keys.ReadFile(path, noteSize); err == nil && string(text) == data {
		return nil
	}
	if err := os.MkdirAll(o.with.places(), 0o700); err != nil {
		return err
	}
	return keys.WriteFile(path, []byte(data))
}

// noteSize is more than the path of a folder takes.
const noteSize = 64 << 10

func (o Options) note(db keys.ID) string { return filepath.Join(o.places(), hex.EncodeToString(db[:])) }

// noted tells that a database was open on this PC, wherever it lay.
func (o Options) noted(db keys.ID) bool {
	_, err := os.Lstat(o.note(db))
	return err == nil
}

// remembered are the databases that this PC has seen in the data folder.
func (o Options) remembered() (ids []keys.ID) {
	data, err := filepath.Abs(o.Data)
	if err != nil {
		return nil
	}
	entries, _ := os.ReadDir(o.places()) // where nothing was remembered there is no folder
	for _, entry := range entries {
		raw, err := hex.DecodeString(entry.Name())
		text, failed := keys.ReadFile(filepath.Join(o.places(), entry.Name()), noteSize)
		if err == nil && failed == nil && len(raw) == len(keys.ID{}) && string(text) == data {
			ids = append(ids, keys.ID(raw))
		}
	}
	return ids
}

// databases is the database of the data folder or, where that is gone, those that were
// there.
func (o Options) databases(ctx context.Context) []keys.ID {
	if present, err := store.LiveOwner(ctx, o.Database()); err == nil {
		return []keys.ID{present}
	}
	return o.remembered()
}

// hadDatabase tells that the data folder is one that had a database: this PC remembers it,
// or there are backups. Then its file was lost, and this is no first run.
func (o Options) hadDatabase() bool {
	backups, err := o.backupsIn(o.backupFolder(""))
	return len(o.remembered()) > 0 || err == nil && len(backups) > 0
}

// missing gives an error of opening its code: a database that was there once is told apart
// from none.
func (o *Office) missing(err error) error {
	if errors.Is(err, store.ErrNone) && o.with.hadDatabase() {
		return &Error{Code: CodeFileGone, Err: err}
	}
	return coded(err)
}
