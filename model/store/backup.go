package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"os"
	"time"

	"github.com/mattn/go-sqlite3"

	"qlingo/model/files"
)

const (
	// copySource waits shortly for a lock, so that a copy can be stopped in between.
	copySource = "mode=ro&_foreign_keys=on&_busy_timeout=500&_query_only=on"
	// copyTarget is a file that nobody else knows of yet: it needs neither journal nor locks,
	// which a share may not have.
	copyTarget = "mode=rw&nolock=1&_journal_mode=OFF&_synchronous=OFF"
	// immutable is a file that nobody writes to, and that may lie where nothing can be written.
	immutable = "mode=ro&immutable=1&_foreign_keys=on&_txlock=deferred&_query_only=on"
)

const (
	stepPages    = 256 // are copied under one lock
	maxRestarts  = 5   // steps that did not get on, before a copy keeps writers away
	maxLockWaits = 60  // the same without writers: half a second each, for somebody else's lock
	stepPause    = 10 * time.Millisecond
)

// Copy writes a copy of the database at from into a new file that only its owner can read,
// while others may write to the database: between the steps they have their turn, and what
// they write makes the copy begin anew. When that goes on, the rest is done by exclusively,
// which has to keep writers away while it runs. The copy is one state of the database;
// it is not yet durable. When anything fails nothing stays behind.
func Copy(ctx context.Context, from, to string, exclusively func(rest func() error) error) (err error) {
	if err := checkNeighbours(from); err != nil {
		return err
	}
	if err := createEmpty(to); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(to)
		}
	}()
	defer func() { err = errors.Join(err, clearEmptyLog(from)) }()
	return onConnection(ctx, dsn(from, copySource), func(reader *sqlite3.SQLiteConn) error {
		return onConnection(ctx, dsn(to, copyTarget), func(writer *sqlite3.SQLiteConn) error {
			return copyPages(ctx, writer, reader, exclusively)
		})
	})
}

// clearEmptyLog removes the write-ahead log that SQLite makes beside a file whose header
// asks for one, even to read it: there was none before, and the next opening would take it
// for another program's.
func clearEmptyLog(path string) error {
	info, err := os.Lstat(path + "-wal")
	if err != nil || info.Size() > 0 {
		return nil
	}
	return explain(errors.Join(files.RemoveIfExists(path+"-wal"), files.RemoveIfExists(path+"-shm")))
}

// onConnection calls do with the driver's own connection.
func onConnection(ctx context.Context, name string, do func(*sqlite3.SQLiteConn) error) (err error) {
	db, err := sql.Open("sqlite3", name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	connection, err := db.Conn(ctx)
	if err != nil {
		return explain(err)
	}
	defer func() { err = errors.Join(err, connection.Close()) }()
	return explain(connection.Raw(func(driver any) error {
		own, ok := driver.(*sqlite3.SQLiteConn)
		if !ok {
			return fmt.Errorf("store: the driver is a %T", driver)
		}
		return do(own)
	}))
}

func copyPages(ctx context.Context, to, from *sqlite3.SQLiteConn, exclusively func(func() error) error) (err error) {
	b, err := to.Backup("main", from, "main")
	if err != nil {
		return err
	}
	defer func() {
		if finished := b.Finish(); err == nil { // it repeats the error of the last step
			err = finished
		}
	}()
	done, err := advance(ctx, b, maxRestarts)
	if err != nil || done {
		return err
	}
	return exclusively(func() error {
		done, err := advance(ctx, b, maxLockWaits)
		if err == nil && !done {
			return ErrBusy
		}
		return err
	})
}

// advance copies until all is done, or until too many steps did not get on: a write made the
// copy begin anew, or somebody held the lock.
func advance(ctx context.Context, b *sqlite3.SQLiteBackup, most int) (done bool, err error) {
	for left, idle := math.MaxInt, 0; idle <= most; {
		if err := ctx.Err(); err != nil {
			return false, err
		}
		done, err := b.Step(stepPages)
		if err != nil || done {
			return done, err
		}
		before := left
		if left = b.Remaining(); left >= before {
			idle++
			time.Sleep(stepPause)
		}
	}
	return false, nil
}

// Inspect opens a file for reading that nobody writes to, such as a copy, and checks what
// Open checks, and the indexes too. Nothing is written, not even beside it.
func Inspect(ctx context.Context, path string) (*DB, error) {
	read, version, err := reader(ctx, path, immutable)
	if err != nil {
		return nil, err
	}
	err = inTransaction(ctx, read, func(tx *sql.Tx) error { return runCheck(ctx, tx, "integrity_check(1)") })
	if err != nil {
		return nil, errors.Join(err, read.Close())
	}
	return &DB{&sqlite{reader: read}, version}, nil
}

// OpenReadOnly opens a database for reading that others may write to, and checks what Open checks.
func OpenReadOnly(ctx context.Context, path string) (*DB, error) {
	read, version, err := reader(ctx, path, reading)
	if err != nil {
		return nil, err
	}
	return &DB{&sqlite{reader: read}, version}, nil
}

func reader(ctx context.Context, path, options string) (read *sql.DB, version int, err error) {
	if err := checkRegular(path); err != nil {
		return nil, 0, err
	}
	if read, err = sql.Open("sqlite3", dsn(path, options)); err != nil {
		return nil, 0, err
	}
	version, err = checkedVersion(ctx, read, path)
	return read, version, err
}

// Owner says which database a file is of that nobody writes to, without a look at the rest
// of it.
func Owner(ctx context.Context, path string) (ID, error) { return owner(ctx, path, immutable) }

// ReadUnchecked reads a file that nobody writes to without checking it first, neither its pages nor
// its tables.
func ReadUnchecked(ctx context.Context, path string, do func(*Tx) error) (err error) {
	if err := checkRegular(path); err != nil {
		return err
	}
	db, err := sql.Open("sqlite3", dsn(path, immutable))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return inTransaction(ctx, db, func(tx *sql.Tx) error {
		var version int
		if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
			return explain(err)
		}
		return do(&Tx{ctx: ctx, run: &sqliteTx{tx}, version: version})
	})
}

// OwnerInUse is Owner for a file that others may write to.
func OwnerInUse(ctx context.Context, path string) (ID, error) { return owner(ctx, path, reading) }

func owner(ctx context.Context, path, options string) (id ID, err error) {
	if err := checkRegular(path); err != nil {
		return id, err
	}
	db, err := sql.Open("sqlite3", dsn(path, options))
	if err != nil {
		return id, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return id, inTransaction(ctx, db, func(tx *sql.Tx) error {
		return explain(tx.QueryRowContext(ctx, "SELECT db FROM meta WHERE id = 1").Scan(column{"db", &id}))
	})
}

// RollBack rolls back what a crash left half-done in a database.
func RollBack(ctx context.Context, path string) error {
	db, err := openWriter(ctx, path)
	if err != nil {
		return err
	}
	err = inTransaction(ctx, db, func(tx *sql.Tx) error {
		var tables int
		return explain(tx.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables))
	})
	return errors.Join(err, db.Close())
}
