package model

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func init() { children["back up"] = backUpStepByStep }

// fetched is the folder for a backup's copy of what the server has.
func (b *bench) fetched() string { return filepath.Join(b.options.Data, fetchedFolder) }

// wantGone fails where something is.
func (b *bench) wantGone(path string) {
	b.Helper()
	if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
		b.Errorf("%s is there: %v", path, err)
	}
}

// Until a server has given everything, nothing is written into the folder for backups; from then on it is not waited for.
func TestBackupKeepsNoServerWaitingForItsFolder(t *testing.T) {
	b := newShared(t, KindMulti)
	folder, options := t.TempDir(), b.options
	empty := func() {
		if got := b.files(folder); got != "" {
			t.Errorf("while the server is read the folder holds %s", got)
		}
	}
	waiting, release := func() {}, func() {}
	begun, steps := make(chan bool), 0
	options.onStep = func(step string) {
		switch steps++; step {
		case "fetching":
			waiting, release = holdUp(t, b.server.Database, "activity") // which is read last
			close(begun)
		case "fetched":
			empty()
			inUse := func() int { return b.connections("application_name = 'qlingo' AND state <> 'idle'") }
			for limit := time.Now().Add(2 * time.Second); inUse() > 0; time.Sleep(10 * time.Millisecond) {
				if time.Now().After(limit) {
					t.Error("a transaction goes on while the folder is written to")
					return
				}
			}
		}
	}
	done := make(chan error, 1)
	var made Backup
	go func() {
		var err error
		made, err = BackUp(context.WithoutCancel(t.Context()), options, folder)
		done <- err
	}()
	ended(t, begun)
	waiting()
	empty()
	for path, mode := range map[string]os.FileMode{b.fetched(): 0o700, filepath.Join(b.fetched(), "qlingo.db"): 0o600} {
		if info := must(os.Stat(path))(t); info.Mode().Perm() != mode {
			t.Errorf("%s: %v", path, info.Mode())
		}
	}
	release()
	b.want("", ended(t, done))
	if got := b.files(folder); got != filepath.Base(made.Path) || steps != 3 {
		t.Errorf("after %d steps the folder holds %q", steps, got)
	}
	b.wantGone(b.fetched())
	b.wantSound(made.Path)
}

// backUpStepByStep makes a backup, says how far it is, and goes on with each line of its input.
func backUpStepByStep(dir string, round int) error {
	o := childOptions(dir, round)
	o.onStep = func(step string) {
		fmt.Println(step)
		_, _ = io.ReadFull(os.Stdin, make([]byte, 1))
	}
	_, err := BackUp(context.Background(), o, filepath.Join(dir, "share"))
	return err
}

// kill −9 at any time of a backup leaves nothing in its folder that the next one does not remove, and on this PC nothing
// that outlives the next start.
func TestKilledWhileBackingUpAServer(t *testing.T) {
	b := newShared(t, KindMulti)
	b.closeOffice()
	dir := t.TempDir()
	copyFolder(t, b.options.Data, filepath.Join(dir, "data"))
	copyFolder(t, b.options.Config, filepath.Join(dir, "config"))
	b.options.Data, b.options.Config = filepath.Join(dir, "data"), filepath.Join(dir, "config")
	share := filepath.Join(dir, "share")
	must(0, os.Mkdir(share, 0o700))(t)
	b.want("", b.reopen())
	partialOf := func(day int) string {
		return filepath.Base(b.unfinished(fmt.Sprintf("qlingo-2027-01-%02d-000000.db", day)))
	}
	for round, c := range []struct{ at, left string }{{"fetching", ""}, {"fetched", ""}, {"written", partialOf(3)}} {
		child := startChild(t, "back up", dir, round)
		goOn := func() { must(child.stdin.Write([]byte("\n")))(t) }
		for at := child.line(); at != c.at; at = child.line() {
			if at == "" {
				t.Fatalf("the child does not come as far as %q", c.at)
			}
			goOn()
		}
		if c.at == "fetching" { // in the middle of it
			waiting, release := holdUp(t, b.server.Database, "activity")
			goOn()
			waiting()
			child.kill()
			release()
		}
		child.kill()
		_ = child.Wait() // it was killed
		if got := b.files(share); got != c.left {
			t.Errorf("killed at %q it leaves %q in the folder", c.at, got)
		}
		switch c.at {
		case "fetching":
			must(os.Stat(b.fetched()))(t)
			b.want("", b.reopen())
			b.wantGone(b.fetched())
		case "fetched":
			must(os.Stat(b.fetched()))(t)
		}
	}
	made := must(BackUp(t.Context(), b.options, share))(t)
	if got := b.files(share); got != filepath.Base(made.Path) {
		t.Errorf("the next backup leaves %q", got)
	}
	b.wantGone(b.fetched())
	b.wantSound(made.Path)
}

// A start does not take away what a backup on the command line is copying.
func TestStartBesideABackup(t *testing.T) {
	b := newShared(t, KindMulti)
	folder, options, started := t.TempDir(), b.options, false
	options.onStep = func(step string) {
		if step == "fetched" {
			b.want("", b.reopen())
			started = true
		}
	}
	b.wantSound(must(BackUp(t.Context(), options, folder))(t).Path)
	b.wantGone(b.fetched())
	if !started {
		t.Error("nothing was tried")
	}
}

// A full disk is told as that, with the folder that is on it, and leaves nothing.
func TestBackupOfAServerOnAFullDisk(t *testing.T) {
	b := newShared(t, KindMulti)
	here, there := smallDisk(t, "1m"), smallDisk(t, "1m")
	b.closeOffice()
	copyFolder(t, b.options.Data, here)
	b.options.Data = here
	for _, full := range []string{here, there} {
		filler := filepath.Join(full, "filler")
		b.want("", os.WriteFile(filler, make([]byte, 1<<20-64<<10), 0o600))
		_, err := BackUp(t.Context(), b.options, there)
		b.want(CodeDiskFull, err)
		if e := new(Error); !errors.As(err, &e) || e.Path != full {
			t.Errorf("full is %s, told as %v", full, err)
		}
		b.want("", os.Remove(filler))
		if got := b.files(there); got != "" {
			t.Errorf("left: %s", got)
		}
		b.wantGone(b.fetched())
	}
	b.wantSound(must(BackUp(t.Context(), b.options, there))(t).Path)
}
