package store

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// What can be wrong with a database file, for errors.Is.
var (
	ErrNone        = errors.New("store: there is no database")
	ErrFolder      = errors.New("store: the folder cannot be read")
	ErrNotDatabase = errors.New("store: the file is not a Qlingo database")
	ErrNewer       = errors.New("store: the database was made by a newer version")
	ErrSchema      = errors.New("store: the tables are not the ones this program made")
	ErrDamaged     = errors.New("store: the database is damaged")
	ErrReadOnly    = errors.New("store: the database cannot be written")
	ErrFull        = errors.New("store: the disk is full")
	ErrDisk        = errors.New("store: the disk fails to read or write")
	ErrJournal     = errors.New("store: the journal is not a regular file")
	ErrWAL         = errors.New("store: another program has put a write-ahead log beside the database")
	ErrBusy        = errors.New("store: another program holds the database")
	ErrChanged     = errors.New("store: a row has changed since it was read")

	// Of a server only, each with something else to do about it.
	ErrUnreachable       = errors.New("store: the server cannot be reached") // nothing was changed
	ErrServerCertificate = errors.New("store: the server has no certificate that is good for its name")
	ErrServerLogin       = errors.New("store: the server does not know the role or its password")
	ErrServerDatabase    = errors.New("store: there is no such database on the server")
	ErrServerRights      = errors.New("store: the role has not the rights on the server that it should have")
	ErrServerVersion     = errors.New("store: the server is too old")
	ErrServerSettings    = errors.New("store: the server is not set up as it has to be") // the cause names the setting
	ErrServerRefused     = errors.New("store: the server does not let the role in, or not from here")
	ErrServerStandby     = errors.New("store: the server is a standby")
	ErrServerConnections = errors.New("store: the server has too many connections")
	ErrUnknown           = errors.New("store: the server went away before it confirmed the change") // which may stand
	ErrText              = errors.New("store: a text has what no server stores")
)

// explain puts the name of the condition around an error of the driver.
func explain(err error) error {
	if err == nil {
		return nil
	}
	var known sqlite3.Error
	if !errors.As(err, &known) {
		if errors.Is(err, fs.ErrPermission) {
			return fmt.Errorf("%w: %w", ErrFolder, err)
		}
		return err
	}
	conditions := map[sqlite3.ErrNo]error{
		sqlite3.ErrNotADB:   ErrNotDatabase,
		sqlite3.ErrCorrupt:  ErrDamaged,
		sqlite3.ErrReadonly: ErrReadOnly,
		sqlite3.ErrPerm:     ErrReadOnly,
		sqlite3.ErrFull:     ErrFull,
		sqlite3.ErrIoErr:    ErrDisk,
		sqlite3.ErrBusy:     ErrBusy,
		sqlite3.ErrLocked:   ErrBusy,
		sqlite3.ErrCantOpen: ErrReadOnly,
	}
	// SQLite has no code for a header that only a later SQLite could have written, nor for one with
	// a text encoding that does not exist.
	if known.Code == sqlite3.ErrError &&
		(strings.Contains(known.Error(), "unsupported file format") || strings.Contains(known.Error(), "same text encoding")) {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if condition, ok := conditions[known.Code&0xff]; ok { // a copy gives extended codes here
		return fmt.Errorf("%w: %w", condition, err)
	}
	return fmt.Errorf("store: %w", err)
}
