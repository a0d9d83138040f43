package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// big makes a database of some megabytes and gives its path.
func big(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "big.db")
	err := Create(t.Context(), path, func(tx *Tx) error {
		if err := tx.Insert(&Meta{KeyPlace: "file"}); err != nil {
			return err
		}
		for seq := range int64(3000) {
			if err := tx.Append(&Activity{Seq: seq + 1, Kind: "x", MAC: make([]byte, 2000)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// rows are how many rows of the log a sound copy has.
func rows(t *testing.T, path string) (count int64) {
	t.Helper()
	d, err := Inspect(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	err = d.Read(t.Context(), func(tx *Tx) error {
		return tx.run.(*sqliteTx).tx.QueryRowContext(tx.ctx, "SELECT count(*) FROM activity").Scan(&count)
	})
	if err != nil {
		t.Fatal(err)
	}
	return count
}

// A database that is written after every step is copied in quiet in the end, and the copy
// has all that was written before that.
func TestCopyThatIsAlwaysDisturbed(t *testing.T) {
	from, to := big(t), filepath.Join(t.TempDir(), "copy.db")
	d, err := Open(t.Context(), from)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	var disturbing sync.Mutex
	written := int64(3000)
	ctx := &looked{Context: t.Context(), each: func() {
		if written > 3100 || !disturbing.TryLock() {
			return
		}
		defer disturbing.Unlock()
		written++
		err := d.Write(t.Context(), func(tx *Tx) error {
			return tx.Append(&Activity{Seq: written, Kind: "y", MAC: make([]byte, 32)})
		})
		if err != nil {
			t.Error(err)
		}
	}}
	asked := 0
	err = Copy(ctx, from, to, func(rest func() error) error {
		asked++
		disturbing.Lock()
		defer disturbing.Unlock()
		return rest()
	})
	if err != nil || asked != 1 {
		t.Fatalf("asked for quiet %d times, %v", asked, err)
	}
	if written < 3000+maxRestarts {
		t.Errorf("it was disturbed %d times only", written-3000)
	}
	if got := rows(t, to); got != written {
		t.Errorf("%d rows, want %d", got, written)
	}
	if info, err := os.Stat(to); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}

// looked tells of every look at the context, which is before every step of a copy.
type looked struct {
	context.Context
	each func()
}

func (s *looked) Err() error {
	s.each()
	return s.Context.Err()
}

func TestCopyLeavesNothingWhenItFails(t *testing.T) {
	from, to := big(t), filepath.Join(t.TempDir(), "copy.db")
	quiet := func(rest func() error) error { return rest() }
	ctx, stop := context.WithCancel(t.Context())
	looks := 0
	err := Copy(&looked{ctx, func() {
		if looks++; looks == 4 {
			stop()
		}
	}}, from, to, quiet)
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := Copy(t.Context(), from+".none", to, quiet); err == nil {
		t.Error("nothing was copied")
	}
	if _, err := os.Stat(to); !os.IsNotExist(err) {
		t.Error("something is left")
	}
	if _, err := os.Stat(from + ".none"); !os.IsNotExist(err) {
		t.Error("the missing source was made")
	}
	if err := os.WriteFile(to, []byte("somebody's"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Copy(t.Context(), from, to, quiet); err == nil {
		t.Error("a file was overwritten")
	}
	if raw, err := os.ReadFile(to); err != nil || string(raw) != "somebody's" {
		t.Errorf("%q, %v", raw, err)
	}
}

// A lock that somebody holds for long is an error, not a copy that never ends.
func TestCopyOfALockedDatabase(t *testing.T) {
	from, to := big(t), filepath.Join(t.TempDir(), "copy.db")
	d, err := Open(t.Context(), from)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.engine.(*sqlite).writer.Exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE"); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	looks := 0
	err = Copy(&looked{ctx, func() {
		if looks++; looks == 6 {
			stop()
		}
	}}, from, to, func(rest func() error) error { return rest() })
	if err == nil {
		t.Error("it was copied")
	}
	if _, err := os.Stat(to); !os.IsNotExist(err) {
		t.Error("something is left")
	}
}
