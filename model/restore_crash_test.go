package model

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// crashes takes a copy of both folders at every step of a restore, as a power cut would
// leave them, and lets try find what is there.
func crashes(t *testing.T, b *bench, backup string, try func(step string, left *bench)) {
	t.Helper()
	type state struct{ data, config string }
	states, steps := map[string]state{}, []string{}
	b.options.onStep = func(step string) {
		s := state{t.TempDir() + "/data", t.TempDir() + "/config"}
		copyFolder(t, b.options.Data, s.data)
		copyFolder(t, b.options.Config, s.config)
		states[step], steps = s, append(steps, step)
	}
	must(Restore(t.Context(), b.options, backup, b.kitText()))(t)
	if got := strings.Join(steps, " "); got != "copied ready kept cleared renamed anchored" {
		t.Fatalf("steps: %s", got)
	}
	for _, step := range steps {
		left := &bench{T: t, clock: b.clock, options: b.options, kit: b.kit}
		left.options.Data, left.options.Config, left.options.onStep = states[step].data, states[step].config, nil
		try(step, left)
		left.closeOffice()
		if got := left.files(left.options.Data); strings.Contains(got, ".restoring") {
			t.Errorf("%s: left %s", step, got)
		}
	}
}

// Whatever step it dies at, there is the old file or the new one.
func TestRestoreDiesAnywhere(t *testing.T) {
	onlyFile(t, "a backup is restored to a file")
	b := newBench(t, KindMulti)
	for _, login := range []string{"abe.m", "ito.s", "ueda.n", "endo.k"} { // a log that a restore makes longer than it is now
		_, _, err := b.admin().AddUser(t.Context(), NewUser{Login: login, Details: Details{Name: "x"}})
		b.want("", err)
	}
	backup := b.saved()
	_, _, err := b.admin().AddUser(t.Context(), NewUser{Login: "tanaka.n", Details: Details{Name: "x"}})
	b.want("", err)
	b.closeOffice()
	crashes(t, b, backup, func(step string, left *bench) {
		err := left.reopen()
		if step == "renamed" { // the new one, without its anchor
			left.want(CodeOldCopy, err)
			left.want("", Recover(t.Context(), left.options, left.kitText(), true))
			err = left.reopen()
		}
		if err != nil {
			t.Fatalf("%s: %v", step, err)
		}
		want := 6
		if step == "renamed" || step == "anchored" {
			want = 5
		}
		if got := len(must(left.admin().People(t.Context()))(t)); got != want {
			t.Errorf("%s: %d people, want %d", step, got, want)
		}
		left.wantSound("")
		left.closeOffice() // and it can be done again
		must(Restore(t.Context(), left.options, backup, left.kitText()))(t)
		left.want("", left.reopen())
		left.admin()
	})
}

// The same where a crash had left a change of the present file half-done.
func TestRestoreOverAHotJournal(t *testing.T) {
	onlyFile(t, "a backup is restored to a file")
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	backup := b.saved()
	b.closeOffice()
	hot(t, b.options.Database())
	halfDone := must(os.ReadFile(b.options.Database()))(t)
	var kept string
	crashes(t, b, backup, func(step string, left *bench) {
		if err := left.reopen(); err != nil { // nothing was done since the backup, so the anchor fits
			t.Fatalf("%s: %v", step, err)
		}
		left.admin()
		if step == "anchored" {
			kept = filepath.Join(left.folder(), "qlingo-before-restore-2026-11-22-130500.db")
			if !bytes.Equal(halfDone, must(os.ReadFile(kept))(t)) {
				t.Error("the kept file is not as it was")
			}
			left.wantSound("")
			left.closeOffice()
			// The file that was kept is whole with its journal.
			must(Restore(t.Context(), left.options, kept, left.kitText()))(t)
			left.want("", left.reopen())
			left.admin()
		}
	})
}

// hot leaves a database as a crash does in the middle of a change: pages overwritten, and
// the journal that brings them back.
func hot(t *testing.T, path string) {
	t.Helper()
	copied := filepath.Join(t.TempDir(), "qlingo.db")
	db := openSQL(t, path)
	for _, statement := range []string{"PRAGMA cache_size = 1", "PRAGMA cache_spill = 1", "BEGIN", "UPDATE user SET memo = hex(randomblob(20000))", "UPDATE account SET name = 'x'", "UPDATE activity SET host = hex(randomblob(3000))"} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	for _, suffix := range []string{"", "-journal"} {
		raw := must(os.ReadFile(path + suffix))(t)
		if err := os.WriteFile(copied+suffix, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.Exec("ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", "-journal"} {
		if err := os.Rename(copied+suffix, path+suffix); err != nil {
			t.Fatal(err)
		}
	}
}

// What a program that died has left in the data folder goes at the next start.
func TestLeftoversGoAtTheNextStart(t *testing.T) {
	b := newBench(t, KindMulti)
	b.closeOffice()
	before := b.files(b.options.Data)
	for _, dir := range []string{restoringFolder, inspectionFolder + "1"} {
		b.want("", os.MkdirAll(filepath.Join(b.options.Data, dir), 0o700))
		b.want("", os.WriteFile(filepath.Join(b.options.Data, dir, "qlingo.db"), nil, 0o600))
	}
	b.want("", os.WriteFile(filepath.Join(b.options.Data, probe+"1"), nil, 0o600))
	b.want("", b.reopen())
	if got := b.files(b.options.Data); got != before {
		t.Errorf("the folder holds %s, before %s", got, before)
	}
}
