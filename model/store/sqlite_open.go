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
	writing = "mode=rw&_journal_mode=DELETE&_synchronous=EXTRA&_foreign_keys=on&_busy_timeout=5000&_txlock=immediate&_secure_delete=on&_stmt_cache_size=64"
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
	return inTransaction(ctx, db, func(tx *sql.Tx) error {
		first := &Tx{ctx: ctx, run: &sqliteTx{tx}}
		if err := first.Migrate(); err != nil {
			return err
		}
		return fill(first)
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
	version, err := checkedVersion(ctx, write, path)
	if err != nil {
		return nil, err
	}
	// Not before: the checks would fill it with the whole file.
	if _, err := write.ExecContext(ctx, "PRAGMA cache_size = -262144"); err != nil {
		return nil, errors.Join(explain(err), write.Close())
	}
	read, err := sql.Open("sqlite3", dsn(path, reading))
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	return &DB{&sqlite{writer: write, reader: read, path: path}, version}, nil
}

// checkedVersion checks a database that was opened and gives its version. One that is not
// sound is closed.
func checkedVersion(ctx context.Context, db *sql.DB, path string) (version int, err error) {
	err = inTransaction(ctx, db, func(tx *sql.Tx) (err error) {
		version, err = checkSound(ctx, tx, path)
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
func checkJournalMode(ctx context.Context, tx *sql.Tx) error {
	var mode string
	if err := tx.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&mode); err != nil {
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
