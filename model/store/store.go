// Package store holds all SQL: rows, transactions and migrations of the one database file. It knows nothing of keys or
// rules; sealed values and tags are bytes to it.
//
// A DB is an open file, with one connection that writes and some that read. A Tx is a transaction on it, in which Row
// values (Meta, Account, User, Throttle, SupportRequest) are read, inserted, updated and deleted, and Activity rows are
// appended. The columns of each row stand in one list (tables.go), which reading, writing and tagging share. Other
// functions look at files that are not the one in use: Copy, Inspect, Owner, CheckHeader.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// applicationID marks the file as ours ("Qlin"), see PRAGMA application_id.
const applicationID = 0x516c696e

// DB is an open database: one connection that writes and a few that only read.
type DB struct {
	write   *sql.DB // nil where only reading was asked for
	read    *sql.DB
	path    string // "" where SQLite looks at nothing beside the file
	version int
}

// dsn spells a path as an SQLite URI with everything a connection needs. A path in a
// URI has to be escaped: folders may hold %, ? and #.
func dsn(path, options string) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/… on Windows
	}
	return (&url.URL{Scheme: "file", Path: slashed, RawQuery: options}).String()
}

const (
	writing = "mode=rw&_journal_mode=DELETE&_synchronous=EXTRA&_foreign_keys=on&_busy_timeout=5000&_txlock=immediate&_secure_delete=on&_cache_size=-262144&_stmt_cache_size=64"
	reading = "mode=ro&_foreign_keys=on&_busy_timeout=5000&_txlock=deferred&_query_only=on&_stmt_cache_size=64"
)

// Create makes a new database at path and fills it in one transaction. The path must
// not exist. When anything fails nothing stays behind.
func Create(ctx context.Context, path string, fill func(*Tx) error) (err error) {
	if err := createEmpty(path); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(path)
			_ = os.Remove(path + "-journal")
		}
	}()
	db, err := openWriter(ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return inTransaction(ctx, db, 0, func(tx *Tx) error {
		if err := tx.Migrate(); err != nil {
			return err
		}
		return fill(tx)
	})
}

// Open opens an existing database and checks, before anything is read from its
// tables, that they are exactly the tables of its version (no trigger, no view) and
// that SQLite finds its pages sound. One of an older version is as it was; see Outdated.
func Open(ctx context.Context, path string) (*DB, error) {
	if err := checkWritable(path); err != nil {
		return nil, err
	}
	write, err := openWriter(ctx, path)
	if err != nil {
		return nil, err
	}
	// The writer comes first: only it can roll back what a crash left half-done.
	version, err := checkedVersion(ctx, write)
	if err != nil {
		return nil, err
	}
	read, err := sql.Open("sqlite3", dsn(path, reading))
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	return &DB{write: write, read: read, path: path, version: version}, nil
}

// checkedVersion checks a database that was opened and gives its version. One that is not
// sound is closed.
func checkedVersion(ctx context.Context, db *sql.DB) (version int, err error) {
	err = inTransaction(ctx, db, 0, func(tx *Tx) (err error) {
		version, err = checkSound(ctx, tx.tx)
		return err
	})
	if err != nil {
		err = errors.Join(err, db.Close())
	}
	return version, err
}

// createEmpty makes an empty file at a path where nothing may be. SQLite would let everybody
// read one that it makes itself.
func createEmpty(path string) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return explain(err)
	}
	return file.Close()
}

// checkRegular tells apart what SQLite reports with one and the same code.
func checkRegular(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ErrNone
	case err != nil:
		return explain(err)
	case !info.Mode().IsRegular() || info.Size() == 0:
		return fmt.Errorf("%w: %s", ErrNotDatabase, path)
	}
	return checkJournal(path)
}

// checkWritable also tells whether the file can be written. It opens the file before SQLite does:
// closing it later would drop SQLite's locks.
func checkWritable(path string) error {
	if err := checkRegular(path); err != nil {
		return err
	}
	// SQLite would silently open a protected file for reading only.
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	}
	return file.Close()
}

// checkNeighbours refuses what others may have put beside a database and SQLite would open.
func checkNeighbours(path string) error {
	if path == "" {
		return nil
	}
	return errors.Join(checkNoWAL(path), checkJournal(path))
}

// checkJournal refuses a journal that is no file: SQLite would wait for a pipe for ever.
func checkJournal(path string) error {
	info, err := os.Lstat(path + "-journal")
	switch {
	case err == nil && !info.Mode().IsRegular():
		return fmt.Errorf("%w: %s", ErrJournal, path+"-journal")
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return explain(err)
	}
	return nil
}

// checkNoWAL refuses a write-ahead log beside a database. This program makes none, and
// SQLite would take in what such a file holds and go on writing to it, without the durable
// journal that every commit counts on.
func checkNoWAL(path string) error {
	switch _, err := os.Lstat(path + "-wal"); {
	case err == nil:
		return fmt.Errorf("%w: %s", ErrWAL, path+"-wal")
	case !errors.Is(err, fs.ErrNotExist):
		return explain(err)
	}
	return nil
}

// checkJournalMode tells whether a transaction is undone by a journal. The mode that was set at
// opening does not last when another program changes that of the file.
func (t *Tx) checkJournalMode() error {
	var mode string
	if err := t.tx.QueryRowContext(t.ctx, "PRAGMA journal_mode").Scan(&mode); err != nil {
		return explain(err)
	}
	if mode != "delete" {
		return fmt.Errorf("%w: PRAGMA journal_mode is %s", ErrWAL, mode)
	}
	return nil
}

func openWriter(ctx context.Context, path string) (*sql.DB, error) {
	if err := checkNeighbours(path); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite3", dsn(path, writing))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	for pragma, want := range map[string]string{
		"journal_mode": "delete", "synchronous": "3", "foreign_keys": "1", "secure_delete": "1", "busy_timeout": "5000",
	} {
		var got string
		if err := db.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(&got); err != nil {
			return nil, errors.Join(explain(err), db.Close())
		}
		if got != want {
			return nil, errors.Join(fmt.Errorf("store: PRAGMA %s is %s, not %s", pragma, got, want), db.Close())
		}
	}
	return db, nil
}

// DataVersion changes when another connection than this program's writer has changed the file.
// It must not be called while something is written.
func (d *DB) DataVersion(ctx context.Context) (int64, error) {
	if err := checkNeighbours(d.path); err != nil {
		return 0, err
	}
	return number(d.write.QueryRowContext(ctx, dataVersion))
}

const dataVersion = "PRAGMA data_version"

func number(row *sql.Row) (n int64, err error) {
	err = row.Scan(&n)
	return n, explain(err)
}

// Close closes all connections.
func (d *DB) Close() error {
	if d.write == nil {
		return d.read.Close()
	}
	return errors.Join(d.read.Close(), d.write.Close())
}

// Write runs do in a transaction that holds the write lock from its start, and
// commits durably. Any error rolls back.
func (d *DB) Write(ctx context.Context, do func(*Tx) error) error {
	if err := checkNeighbours(d.path); err != nil {
		return err
	}
	version := d.version
	err := inTransaction(ctx, d.write, d.version, func(tx *Tx) error {
		if err := tx.checkJournalMode(); err != nil {
			return err
		}
		err := do(tx)
		version = tx.version
		return err
	})
	if err == nil && version != d.version { // at opening, when nobody else reads or writes
		d.version = version
	}
	return err
}

// Read runs do in a transaction that sees one state of the database.
func (d *DB) Read(ctx context.Context, do func(*Tx) error) error {
	if err := checkNeighbours(d.path); err != nil { // what it holds would be read as changes of the file
		return err
	}
	return inTransaction(ctx, d.read, d.version, do)
}

// Tx is a running transaction.
type Tx struct {
	ctx     context.Context
	tx      *sql.Tx
	version int // of the tables
}

func inTransaction(ctx context.Context, db *sql.DB, version int, do func(*Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return explain(err)
	}
	err = do(&Tx{ctx, tx, version})
	if err == nil {
		return interrupted(ctx, explain(tx.Commit()))
	}
	// A cancelled context has rolled back already.
	if failed := tx.Rollback(); failed != nil && !errors.Is(failed, sql.ErrTxDone) {
		return errors.Join(explain(err), failed)
	}
	return interrupted(ctx, explain(err))
}

// interrupted gives the reason for a transaction that ended under the caller's hands.
func interrupted(ctx context.Context, err error) error {
	if errors.Is(err, sql.ErrTxDone) && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}
