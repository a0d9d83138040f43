package model

import (
	"database/sql"
	"path/filepath"
	"testing"

	_ "github.com/mattn/go-sqlite3"
)

// bareFile is an SQLite file with the settings of ours and rows as large as ours, and nothing else.
type bareFile struct {
	*testing.B
	db *sql.DB
}

// bareCommit is how many rows of the person, of counters and of the log one transaction writes. Each writes the meta row, too.
type bareCommit struct{ people, counters, logged int }

func newBareFile(b *testing.B) bareFile {
	b.Helper()
	db, err := sql.Open("sqlite3", "file://"+filepath.Join(b.TempDir(), "bare.db")+
		"?_journal_mode=DELETE&_synchronous=EXTRA&_foreign_keys=on&_txlock=immediate&_secure_delete=on&_cache_size=-262144")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	f := bareFile{b, db}
	for _, statement := range []string{
		"CREATE TABLE person (id INTEGER PRIMARY KEY, body BLOB)", "INSERT INTO person VALUES (1, zeroblob(900))",
		"CREATE TABLE counter (id INTEGER PRIMARY KEY, body BLOB)", "INSERT INTO counter VALUES (1, zeroblob(90)), (2, zeroblob(90))",
		"CREATE TABLE log (seq INTEGER PRIMARY KEY, body BLOB)",
		"CREATE TABLE meta (id INTEGER PRIMARY KEY, body BLOB)", "INSERT INTO meta VALUES (1, zeroblob(150))",
	} {
		f.exec(db, statement)
	}
	return f
}

// commit makes each of the transactions in a durable commit of its own.
func (f bareFile) commit(transactions ...bareCommit) {
	for _, t := range transactions {
		tx, err := f.db.Begin()
		if err != nil {
			f.Fatal(err)
		}
		for i := range t.people {
			f.exec(tx, "UPDATE person SET body = randomblob(900) WHERE id = ?", i+1)
		}
		for i := range t.counters {
			f.exec(tx, "UPDATE counter SET body = randomblob(90) WHERE id = ?", i+1)
		}
		for range t.logged {
			f.exec(tx, "INSERT INTO log (body) VALUES (randomblob(300))")
		}
		f.exec(tx, "UPDATE meta SET body = randomblob(150) WHERE id = 1")
		if err := tx.Commit(); err != nil {
			f.Fatal(err)
		}
	}
}

func (f bareFile) exec(on interface {
	Exec(query string, args ...any) (sql.Result, error)
}, statement string, args ...any,
) {
	if _, err := on.Exec(statement, args...); err != nil {
		f.Fatal(err)
	}
}
