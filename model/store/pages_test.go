package store

import (
	"encoding/binary"
	"errors"
	"os"
	"slices"
	"testing"
)

// pagesOf is a database of some hundred pages of log, which come last, with free pages or without.
func pagesOf(t *testing.T, free bool) (path string) {
	t.Helper()
	db, path := newDB(t, "")
	err := db.Write(t.Context(), func(tx *Tx) error {
		for n := range byte(100) {
			if err := tx.Insert(&Account{ID: ID{9, n}, Kind: "single", Kit: make([]byte, 1000)}); err != nil {
				return err
			}
		}
		for seq := range int64(3000) {
			if err := tx.Append(&Activity{Seq: seq + 1, Kind: "sign_in_password", MAC: make([]byte, 32)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && free {
		err = db.Write(t.Context(), func(tx *Tx) error {
			for n := range byte(100) {
				if err := tx.Delete(&Account{ID: ID{9, n}}, 0); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// rootOf is the first page of a table.
func rootOf(t *testing.T, path, table string) (page int64) {
	t.Helper()
	db, err := OpenReadOnly(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Read(t.Context(), func(tx *Tx) error {
		return tx.run.(*sqliteTx).tx.QueryRowContext(tx.ctx, "SELECT rootpage FROM sqlite_schema WHERE name = ?", table).Scan(&page)
	})
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// Damage of pages: what a write could make worse is found at opening, however long the log is.
func TestDamagedPages(t *testing.T) {
	const page, atPageCount, atFirstFree = 4096, 28, 32
	number := binary.BigEndian
	for name, c := range map[string]struct {
		free   bool
		damage func(file []byte, user, log int64)
		want   error
	}{
		"none":                     {false, func([]byte, int64, int64) {}, nil},
		"none, with free pages":    {true, func([]byte, int64, int64) {}, nil},
		"a table":                  {false, func(file []byte, user, _ int64) { clear(file[(user-1)*page:][:page]) }, ErrDamaged},
		"a page of the log":        {false, func(file []byte, _, log int64) { clear(file[(log-1)*page:][:page]) }, nil}, // the chain misses it
		"the same with free pages": {true, func(file []byte, _, log int64) { clear(file[(log-1)*page:][:page]) }, ErrDamaged},
		"a page of a table that counts as free": {true, func(file []byte, user, _ int64) {
			trunk := int64(number.Uint32(file[atFirstFree:]))
			number.PutUint32(file[(trunk-1)*page+8:], uint32(user)) // behind the next trunk and the number of pages
		}, ErrDamaged},
		"fewer pages than there are": {false, func(file []byte, _, _ int64) {
			number.PutUint32(file[atPageCount:], number.Uint32(file[atPageCount:])-1)
		}, ErrDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			path := pagesOf(t, c.free)
			user, log := rootOf(t, path, "user"), rootOf(t, path, "activity")
			file, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			before := slices.Clone(file)
			c.damage(file, user, log)
			if c.want != nil && slices.Equal(before, file) {
				t.Fatal("nothing was damaged")
			}
			if err := os.WriteFile(path, file, 0o600); err != nil {
				t.Fatal(err)
			}
			db, err := Open(t.Context(), path)
			if err == nil {
				err = db.Close()
			}
			if !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
}
