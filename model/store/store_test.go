package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func fill(tx *Tx) error {
	account := &Account{ID: ID{1}, Kind: "multi", Name: "山田商店"}
	user := &User{ID: ID{2}, Account: ID{1}, Login: "sato.h", Role: "administrator", Status: "active", MFA: true, MFARecord: []byte{0, 255}}
	return errors.Join(tx.Insert(&Meta{DB: ID{9}, KeyPlace: "file"}), tx.Insert(account), tx.Insert(user))
}

func newDB(t *testing.T, folder string) (*DB, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), folder, "qlingo.db")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Create(t.Context(), path, fill); err != nil {
		t.Fatal(err)
	}
	db, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db, path
}

// A folder's name may hold what means something in a URI.
func TestFolderNames(t *testing.T) {
	for _, folder := range []string{"data", "a b", "100%", "%41", "what?mode=ro", "a#b", "山田商店", "a&b=c", "'quoted'"} {
		db, path := newDB(t, folder)
		if err := db.Write(t.Context(), func(tx *Tx) error { return tx.Insert(&Account{ID: ID{3}, Kind: "single"}) }); err != nil {
			t.Errorf("%s: %v", folder, err)
		}
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s: the file is elsewhere: %v", folder, err)
		}
	}
}

// Every column of every table stands in the list that is written, read and tagged.
func TestEveryColumnIsListed(t *testing.T) {
	db, _ := newDB(t, "")
	for _, r := range []Row{&Meta{}, &Account{}, &User{}, &Throttle{}} {
		var count int
		if err := db.engine.(*sqlite).reader.QueryRow("SELECT count(*) FROM pragma_table_info(?)", r.Table()).Scan(&count); err != nil {
			t.Fatal(err)
		}
		listed := len(stored(r))
		if r.Table() == "meta" {
			listed++ // its id is always 1
		}
		if listed != count || len(Fields(r)) != len(slices.Concat(r.columns()...))+1 {
			t.Errorf("%s has %d columns, %d are listed", r.Table(), count, listed)
		}
	}
	var count int
	if err := db.engine.(*sqlite).reader.QueryRow("SELECT count(*) FROM pragma_table_info('activity')").Scan(&count); err != nil {
		t.Fatal(err)
	}
	if listed := len(new(Activity).columns()) + 1; listed != count {
		t.Errorf("activity has %d columns, %d are listed", count, listed)
	}
}

// A failing fill leaves no file, an existing file is not touched.
func TestCreateLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.db")
	stop := errors.New("stop")
	if err := Create(t.Context(), path, func(*Tx) error { return stop }); !errors.Is(err, stop) {
		t.Error(err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Errorf("left behind: %v", entries)
	}
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Create(t.Context(), path, fill); !errors.Is(err, os.ErrExist) {
		t.Errorf("over an existing file: %v", err)
	}
	if raw, _ := os.ReadFile(path); string(raw) != "mine" {
		t.Error("the existing file was changed")
	}
}

func TestOpenTellsWhatIsWrong(t *testing.T) {
	db, path := newDB(t, "")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	broken := append([]byte{}, whole...)
	copy(broken[4096:], strings.Repeat("broken", 600))
	foreign := filepath.Join(t.TempDir(), "foreign.db")
	other, err := sql.Open("sqlite3", foreign)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Exec("CREATE TABLE x (y)"); err != nil {
		t.Fatal(err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	another, err := os.ReadFile(foreign)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		content []byte
		want    error
	}{
		{"text", []byte("This is no database, but a letter that is long enough to be one."), ErrNotDatabase},
		{"empty", nil, ErrNotDatabase},
		{"another program's", another, ErrNotDatabase},
		{"cut", whole[:len(whole)-4096], ErrDamaged},
		{"broken page", broken, ErrDamaged},
	} {
		path := filepath.Join(t.TempDir(), "qlingo.db")
		if err := os.WriteFile(path, c.content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(t.Context(), path); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if after, _ := os.ReadFile(path); string(after) != string(c.content) {
			t.Errorf("%s: opening changed the file", c.name)
		}
	}
	if _, err := Open(t.Context(), filepath.Join(t.TempDir(), "none.db")); !errors.Is(err, ErrNone) {
		t.Errorf("no file: %v", err)
	}
	if _, err := Open(t.Context(), t.TempDir()); !errors.Is(err, ErrNotDatabase) {
		t.Errorf("a folder: %v", err)
	}
}

func TestFullDisk(t *testing.T) {
	db, _ := newDB(t, "")
	if _, err := db.engine.(*sqlite).writer.Exec("PRAGMA max_page_count = 30"); err != nil {
		t.Fatal(err)
	}
	err := db.Write(t.Context(), func(tx *Tx) error {
		return tx.Insert(&Account{ID: ID{3}, Kind: "single", Kit: make([]byte, 1<<20)})
	})
	if !errors.Is(err, ErrFull) {
		t.Errorf("%v, want ErrFull", err)
	}
	if err := db.Write(t.Context(), func(tx *Tx) error { return tx.Insert(&Account{ID: ID{3}, Kind: "single"}) }); err != nil {
		t.Errorf("after a full disk: %v", err)
	}
}

func TestAnotherWriterIsBusy(t *testing.T) {
	db, path := newDB(t, "")
	other, err := sql.Open("sqlite3", dsn(path, strings.Replace(writing, "5000", "1", 1)))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	err = db.Write(t.Context(), func(*Tx) error {
		return inTransaction(context.Background(), other, func(*sql.Tx) error { return nil })
	})
	if !errors.Is(err, ErrBusy) {
		t.Errorf("%v, want ErrBusy", err)
	}
}
