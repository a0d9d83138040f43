package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"qlingo/model/store/pgtest"
)

// fillAll puts rows into every table, so many people and rows of the log, with every kind of value.
func fillAll(n int64) func(*Tx) error {
	return func(tx *Tx) error {
		if err := fill(tx); err != nil {
			return err
		}
		everyByte := make([]byte, 256)
		for i := range everyByte {
			everyByte[i] = byte(i)
		}
		for i := range n {
			id := ID{0, byte(i >> 8), byte(i), 7}
			u := &User{
				ID: id, Account: ID{1}, Login: fmt.Sprintf("person.%d", i), Role: "user", Status: "suspended", Memo: "é 𠮷\u200b \\ ' \" \r\n\t",
				Temporary: i%2 == 0, PasswordCheck: everyByte[:i%257], Created: -i << 40, Epoch: 1<<62 + i,
			}
			*u.Stamp() = Stamp{Generation: i, Tag: everyByte[i%256:]}
			a := &Activity{Seq: 5 + i, Time: -i, Kind: "x", Account: everyByte[:16], Host: "受付 PC", RowTag: everyByte, MAC: everyByte[:i%32]}
			if err := errors.Join(tx.Insert(u), tx.Append(a)); err != nil {
				return err
			}
		}
		second := &Account{ID: ID{1, 1}, Kind: "single", RememberID: true, FormerKeys: everyByte}
		return errors.Join(tx.Insert(second),
			tx.Insert(&Throttle{ID: [32]byte{0}, Failures: 3, Since: 9}), tx.Insert(&Throttle{ID: [32]byte{255}}),
			tx.Insert(&SupportRequest{ID: ID{2}, Claim: everyByte}), tx.Insert(&PC{ID: ID{6}, Name: "受付", PublicKey: make([]byte, 32), Role: "r"}),
			tx.PutCheckpoint(&Checkpoint{ID: ID{9}, Seq: 1, State: bytes.Repeat(everyByte, 5000)}))
	}
}

// filledFile is a file with fillAll's rows, and what stands in it.
func filledFile(t *testing.T, n int64) (path string, rows []string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "from.db")
	if err := Create(t.Context(), path, fillAll(n)); err != nil {
		t.Fatal(err)
	}
	return path, fileRows(t, path)
}

// fileRows are all rows of a file, as SQL spells their values.
func fileRows(t *testing.T, path string) (all []string) {
	t.Helper()
	db, err := sql.Open("sqlite3", dsn(path, reading))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ask := func(text string) []string {
		return sqlLines(t, func() (sqlRows, error) { return db.Query(text) })
	}
	for _, table := range ask("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name") {
		columns := ask("SELECT 'quote(' || name || ')' FROM pragma_table_info('" + table + "')")
		line := "'" + table + "'"
		for _, column := range columns {
			line += " || ' ' || " + column
		}
		rows := ask("SELECT " + line + ` FROM "` + table + `" ORDER BY 1`)
		if len(rows) == 0 {
			t.Errorf("%s is empty: nothing is tried", table)
		}
		all = append(all, rows...)
	}
	return all
}

// What was copied to a server and back is what it was, to the last byte, whatever the batches.
func TestThereAndBack(t *testing.T) {
	for _, n := range []int64{1, copyBatch - 2, 2*copyBatch + 7} {
		from, want := filledFile(t, n)
		server := preparedServer(t)
		if err := Load(t.Context(), from, server); err != nil {
			t.Fatal(err)
		}
		db := openedServer(t, server, usual())
		asking := func(tx *Tx) error { return tx.AddJoining(&Joining{Key: make([]byte, 32)}) }
		if err := db.Write(t.Context(), asking); err != nil { // it is left out
			t.Fatal(err)
		}
		back := filepath.Join(t.TempDir(), "back.db")
		if err := db.CopyTo(t.Context(), back); err != nil {
			t.Fatal(err)
		}
		if got := fileRows(t, back); !slices.Equal(got, want) {
			t.Errorf("of %d rows there are %d more and %d are missing", len(want), len(without(got, want)), len(without(want, got)))
		}
		if info, err := os.Stat(back); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v, %v", info.Mode(), err)
		}
		sound, err := Inspect(t.Context(), back)
		if err != nil {
			t.Fatal(err)
		}
		if err := sound.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	from, want := filledFile(t, 3)
	if err := Load(t.Context(), from, emptyServer(t)); !errors.Is(err, ErrNone) {
		t.Errorf("without tables: %v, want ErrNone", err)
	}
	if err := Load(t.Context(), from, newServer(t)); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over another office: %v, want fs.ErrExist", err)
	}
	server := preparedServer(t)
	if err := Load(t.Context(), from+"x", server); !errors.Is(err, ErrNone) {
		t.Errorf("no file: %v, want ErrNone", err)
	}
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"of an older version":         {"DROP TABLE pc; PRAGMA user_version = 5", ErrSchema},
		"without its meta row":        {"DELETE FROM meta", ErrDamaged},
		"with a text no server takes": {"UPDATE user SET memo = 'a' || char(0) WHERE login = 'person.2'", ErrText},
		"with people of no account":   {"PRAGMA foreign_keys = off; DELETE FROM account WHERE name <> ''", errRefused},
	} {
		changed := filepath.Join(t.TempDir(), "changed.db")
		raw, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(changed, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		editFile(t, changed, c.text)
		if err := Load(t.Context(), changed, server); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if !isEmpty(t, server) {
			t.Fatalf("%s: something was left behind", name)
		}
	}
	if err := Load(t.Context(), from, server); err != nil {
		t.Error(err)
	}
	if got := fileRows(t, from); !slices.Equal(got, want) {
		t.Error("the file was changed")
	}
}

func editFile(t *testing.T, path, text string) {
	t.Helper()
	db, err := sql.Open("sqlite3", dsn(path, writing))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(text); err != nil {
		t.Fatal(err)
	}
}

// A copy that fails leaves no file, and one that is there is not touched.
func TestCopyToLeavesNothing(t *testing.T) {
	server := newServer(t)
	db := openedServer(t, server, hasty(nil))
	folder := t.TempDir()
	path := filepath.Join(folder, "x.db")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := db.CopyTo(ctx, path); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want that it was cancelled", err)
	}
	pgtest.Exec(t, server.Database, "DELETE FROM qlingo.meta")
	if err := db.CopyTo(t.Context(), path); !errors.Is(err, ErrDamaged) {
		t.Errorf("%v, want ErrDamaged", err)
	}
	if entries, _ := os.ReadDir(folder); len(entries) != 0 {
		t.Errorf("left behind: %v", entries)
	}
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := db.CopyTo(t.Context(), path); !errors.Is(err, fs.ErrExist) {
		t.Errorf("%v, want fs.ErrExist", err)
	}
	if raw, _ := os.ReadFile(path); string(raw) != "mine" {
		t.Error("the existing file was changed")
	}
}

// A copy is one state of the database, while another PC writes: each write adds one account, one counter and one row of
// the log.
func TestCopyToIsOneState(t *testing.T) {
	server := newServer(t)
	db, other := openedServer(t, server, usual()), openedServer(t, server, usual())
	ctx, stop := context.WithCancel(t.Context())
	written := make(chan error)
	go func() {
		var err error
		for seq := int64(1); ctx.Err() == nil && err == nil; seq++ {
			err = other.Write(t.Context(), func(tx *Tx) error {
				return errors.Join(
					tx.Insert(&Account{ID: ID{3, byte(seq >> 8), byte(seq)}, Kind: "single"}),
					tx.Insert(&Throttle{ID: [32]byte{3, byte(seq >> 8), byte(seq)}}),
					tx.Append(&Activity{Seq: seq, MAC: []byte{1}}))
			})
		}
		written <- err
	}()
	for i := range 5 {
		path := filepath.Join(t.TempDir(), "x.db")
		if err := db.CopyTo(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		copied, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		accounts := countAccounts(t, copied) - 1
		err = copied.Read(t.Context(), func(tx *Tx) error {
			counters, err := tx.Rows("throttle")
			end, failed := tx.ActivityAfter(0, 100_000)
			if len(counters) != accounts || len(end) != accounts {
				t.Errorf("copy %d has %d accounts, %d counters and %d rows of the log", i, accounts, len(counters), len(end))
			}
			return errors.Join(err, failed)
		})
		if err := errors.Join(err, copied.Close()); err != nil {
			t.Error(err)
		}
	}
	stop()
	if err := <-written; err != nil {
		t.Error(err)
	}
}

// Rows travel together: a server at the end of a slow line is asked 216 times for 100,000 rows of the log.
func TestTransferTakesFewRoundTrips(t *testing.T) {
	const rows = 1500 // of the people, and of the log
	from, _ := filledFile(t, rows)
	server := preparedServer(t)
	p := newProxy(t, server)
	if err := Load(t.Context(), from, server); err != nil {
		t.Fatal(err)
	}
	loaded := p.asked.Load()
	db := openedServer(t, server, usual())
	opened := p.asked.Load()
	if err := db.CopyTo(t.Context(), filepath.Join(t.TempDir(), "x.db")); err != nil {
		t.Fatal(err)
	}
	if copied := p.asked.Load() - opened; loaded > 40 || copied > 40 { // each kind of statement is prepared, too
		t.Errorf("%d ways to load and %d to copy", loaded, copied)
	}
}
