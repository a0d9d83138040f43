package model

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// folder is the usual one for backups.
func (b *bench) folder() string { return b.options.backupFolder("") }

// files are the names in a folder, in order.
func (b *bench) files(dir string) string {
	b.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		b.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return strings.Join(names, " ")
}

// wantSound fails unless a file verifies as a whole.
func (b *bench) wantSound(path string) CheckReport {
	b.Helper()
	return must(Check(b.Context(), b.options, path))(b.T)
}

func TestBackUp(t *testing.T) {
	b := newBench(t, KindMulti)
	_, user := b.user("takahashi.k")
	b.enrol(user)
	admin := b.admin()
	made := must(admin.BackUp(t.Context()))(t)
	if want := filepath.Join(b.folder(), "qlingo-2026-11-22-130500.db"); made.Path != want || made.Daily || made.Size == 0 {
		t.Errorf("%+v, want %s", made, want)
	}
	again := must(admin.BackUp(t.Context()))(t) // within the same second
	if got := b.files(b.folder()); got != "qlingo-2026-11-22-130500.db qlingo-2026-11-22-130501.db" {
		t.Errorf("the folder holds %s", got)
	}
	for path, mode := range map[string]os.FileMode{b.folder(): 0o700, made.Path: 0o600} {
		if info := must(os.Stat(path))(t); info.Mode().Perm() != mode {
			t.Errorf("%s: %v", path, info.Mode())
		}
	}
	if got := b.wantSound(made.Path); got.Accounts != 1 || got.People != 2 || got.MFAOn != 1 || got.Rows == 0 || !got.Newest.Equal(b.clock.Now()) {
		t.Errorf("%+v", got)
	}
	events, _, err := admin.Activity(t.Context(), ActivityQuery{Kinds: []ActivityKind{ActivityBackupMade}})
	if err != nil || len(events) != 2 || events[0].Actor != "sato.h" {
		t.Errorf("logged %+v, %v", events, err)
	}
	state := must(admin.Backups(t.Context()))(t)
	if len(state.Backups) != 2 || state.Backups[0].Path != again.Path || !state.Default || state.Folder != b.folder() || state.Failed != nil {
		t.Errorf("%+v", state)
	}
	if at := state.Backups[0].Time; !at.Equal(b.clock.Now().Add(time.Second)) {
		t.Errorf("the newest is of %v", at)
	}
}

// A copy is one state of the file whatever is written meanwhile, and holds nobody up.
func TestBackUpWhileOthersWrite(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	var padding []NewUser
	for i := range 12 { // some megabytes, so that a copy takes many steps
		padding = append(padding, NewUser{Login: fmt.Sprintf("user.%03d", i), Details: Details{Name: "x", Memo: strings.Repeat("山", MaxText)}})
	}
	for _, p := range padding {
		_, _, err := admin.AddUser(t.Context(), p)
		b.want("", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var writers sync.WaitGroup
	writers.Go(func() {
		for ctx.Err() == nil {
			began := time.Now()
			if _, err := admin.EditUser(ctx, admin.Person().ID, Details{}, Details{Name: "佐藤 花子"}); err != nil && ctx.Err() == nil {
				t.Error(err)
				return
			}
			// The others look for a turn every tenth of a second. On a slow disk, where a write takes longer than
			// that, they would never find one between two writes that follow at once.
			time.Sleep(time.Since(began))
		}
	})
	for range 5 {
		b.wantSound(must(BackUp(t.Context(), b.options, ""))(t).Path)
	}
	stop()
	writers.Wait()
}

func TestBackUpDaily(t *testing.T) {
	b := newBench(t, KindMulti)
	b.want("", b.BackUpDaily(t.Context()))
	if got := b.files(b.folder()); got != "qlingo-2026-11-22.db" {
		t.Fatalf("the folder holds %s", got)
	}
	today := filepath.Join(b.folder(), "qlingo-2026-11-22.db")
	before := must(os.Stat(today))(t)
	admin := b.admin()
	b.want("", b.BackUpDaily(t.Context())) // once a day
	if after := must(os.Stat(today))(t); !os.SameFile(before, after) {
		t.Error("it was made again")
	}
	byHand := must(admin.BackUp(t.Context()))(t)
	foreign := []string{"qlingo-2020-01-01.db.bak", "qlingo-2020-01-01.txt", "xqlingo-2020-01-01.db", "qlingo-2020-1-1.db", "note.txt"}
	for _, name := range foreign {
		b.want("", os.WriteFile(filepath.Join(b.folder(), name), nil, 0o600))
	}
	for range DailyKept + 3 {
		b.clock.add(24 * time.Hour)
		b.want("", b.BackUpDaily(t.Context()))
	}
	daily := 0
	for _, found := range must(b.options.withDefaults().backupsIn(b.folder()))(t) {
		if found.Daily {
			daily++
		}
	}
	if _, err := os.Stat(today); daily != DailyKept || !os.IsNotExist(err) {
		t.Errorf("%d daily ones are kept; the oldest: %v", daily, err)
	}
	b.wantSound(byHand.Path)
	for _, name := range foreign {
		must(os.Stat(filepath.Join(b.folder(), name)))(t)
	}
}

// A clock that jumps costs a few backups at most, and never the newest.
func TestDailyBackupsSurviveAClock(t *testing.T) {
	b := newBench(t, KindMulti)
	for range DailyKept {
		b.want("", b.BackUpDaily(t.Context()))
		b.clock.add(24 * time.Hour)
	}
	right := b.clock.Now()
	b.clock.now = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC) // an empty battery
	b.want("", b.BackUpDaily(t.Context()))
	must(os.Stat(filepath.Join(b.folder(), "qlingo-2000-01-01.db")))(t)
	b.clock.add(24 * time.Hour)
	b.want("", b.BackUpDaily(t.Context()))
	b.clock.now = right.AddDate(10, 0, 0)
	b.want("", b.BackUpDaily(t.Context()))
	b.clock.now = right
	b.want("", b.BackUpDaily(t.Context()))
	must(os.Stat(filepath.Join(b.folder(), "qlingo-"+right.Format(backupDay)+".db")))(t)
	kept := 0
	for i := range DailyKept {
		if _, err := os.Stat(copyPath(b.folder(), backupPrefix, right.AddDate(0, 0, -1-i), backupDay)); err == nil {
			kept++
		}
	}
	if kept < DailyKept-3 {
		t.Errorf("%d of %d are left", kept, DailyKept)
	}
}

// Where the chosen folder is gone, nothing goes elsewhere, and administrators hear of it.
func TestBackupFolderThatVanishes(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	stick := filepath.Join(t.TempDir(), "stick")
	for _, bad := range []string{stick, "relative", b.options.Database()} {
		err := admin.SetBackupFolder(t.Context(), bad)
		b.want(CodeBackupFolder, err)
		if e := new(Error); !errors.As(err, &e) || e.Field != "folder" {
			t.Errorf("%v names no field", err)
		}
	}
	b.want("", os.Mkdir(stick, 0o700))
	b.want("", admin.SetBackupFolder(t.Context(), stick+"/"))
	b.want("", b.BackUpDaily(t.Context()))
	if got := b.files(stick); got != "qlingo-2026-11-22.db" || b.files(b.folder()) != "" {
		t.Fatalf("it went elsewhere: %s", got)
	}
	b.want("", os.Rename(stick, stick+".unplugged"))
	b.clock.add(24 * time.Hour)
	admin = b.admin()
	for range 2 { // told once a day
		b.want(CodeBackupFolder, b.BackUpDaily(t.Context()))
	}
	b.want(CodeBackupFolder, errOf(admin.BackUp(t.Context())))
	state, err := admin.Backups(t.Context())
	b.want(CodeBackupFolder, err)
	if CodeOf(state.Failed) != CodeBackupFolder || !state.FailedAt.Equal(b.clock.Now()) || state.Folder != stick || state.Default {
		t.Errorf("%+v", state)
	}
	if got := b.files(b.folder()); got != "" {
		t.Errorf("it fell back silently: %s", got)
	}
	b.clock.add(24 * time.Hour)
	b.want(CodeBackupFolder, b.BackUpDaily(t.Context()))
	admin = b.admin()
	failed, _, err := admin.Activity(t.Context(), ActivityQuery{Kinds: []ActivityKind{ActivityBackupFailed}})
	if err != nil || len(failed) != 2 || failed[0].Actor != "" {
		t.Errorf("%d rows tell of two days: %+v, %v", len(failed), failed, err)
	}
	b.want("", os.Rename(stick+".unplugged", stick))
	b.want("", b.BackUpDaily(t.Context()))
	if state := must(admin.Backups(t.Context()))(t); state.Failed != nil || !state.FailedAt.IsZero() || len(state.Backups) != 2 {
		t.Errorf("%+v", state)
	}
	b.want("", admin.SetBackupFolder(t.Context(), b.folder()))
	if state := must(admin.Backups(t.Context()))(t); !state.Default {
		t.Errorf("%+v", state)
	}
}

// Two databases do not share a folder: they would take each other's names.
func TestBackupFolderOfAnother(t *testing.T) {
	one, other := newBench(t, KindMulti), newBench(t, KindMulti)
	shared := t.TempDir()
	one.want("", one.admin().SetBackupFolder(t.Context(), shared))
	other.want("", other.admin().SetBackupFolder(t.Context(), shared)) // nothing there yet
	one.want("", one.BackUpDaily(t.Context()))
	other.want(CodeBackupFolderOther, other.BackUpDaily(t.Context()))
	other.want(CodeBackupFolderOther, other.admin().SetBackupFolder(t.Context(), shared))
	one.wantSound(filepath.Join(shared, "qlingo-2026-11-22.db"))
	for range DailyKept + 2 { // nor does one remove what is the other's
		other.clock.add(24 * time.Hour)
		other.want("", other.BackUpDaily(t.Context()))
	}
	one.wantSound(filepath.Join(shared, "qlingo-2026-11-22.db"))
}

// What does not verify leaves nothing, and pushes nothing out.
func TestBadBackupIsNotKept(t *testing.T) {
	for name, change := range map[string]string{
		"a person":     "UPDATE user SET mfa = 1 WHERE login = 'takahashi.k'",
		"a deleted":    "DELETE FROM user WHERE login = 'takahashi.k'",
		"a log row":    "UPDATE activity SET time = 1 WHERE seq = 2",
		"a counter":    "INSERT INTO throttle VALUES (zeroblob(32), 1, 1, 1, x'00')",
		"a missing id": "UPDATE user SET login = 'takahashi.l' WHERE login = 'takahashi.k'",
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, KindMulti)
			b.user("takahashi.k")
			admin := b.admin()
			must(b.WaitForVerification(t.Context()))(t)
			edit(t, b.options, change)
			if err := b.BackUpDaily(t.Context()); err == nil {
				t.Error("it was backed up")
			}
			_, err := BackUp(t.Context(), b.options, "")
			if !IsDamaged(err) && CodeOf(err) != CodeBackupUnsound {
				t.Error(err)
			}
			if _, err := admin.BackUp(t.Context()); err == nil {
				t.Error("it was backed up by hand")
			}
			if got := b.files(b.folder()); got != "" {
				t.Errorf("left: %s", got)
			}
		})
	}
}

// What a run that was killed has left goes with the next backup, and a torn file under
// today's name is no backup.
func TestLeftoversOfABackup(t *testing.T) {
	onlyFile(t, "its own copies")
	b := newBench(t, KindMulti)
	b.want("", os.Mkdir(b.folder(), 0o700))
	today := filepath.Join(b.folder(), "qlingo-2026-11-22.db")
	whole := must(os.ReadFile(b.options.Database()))(t)
	b.want("", os.WriteFile(today, whole[:5000], 0o600))
	b.want("", os.WriteFile(today+".partial", whole[:9000], 0o600))
	b.want("", os.WriteFile(filepath.Join(b.folder(), "qlingo-2026-11-21-090000.db.partial"), nil, 0o600))
	b.want("", b.BackUpDaily(t.Context()))
	if got := b.files(b.folder()); got != "qlingo-2026-11-22.db" {
		t.Errorf("the folder holds %s", got)
	}
	b.wantSound(today)
}

// Interrupted anywhere, a backup leaves the former ones and nothing else.
func TestInterruptedBackupLeavesNothing(t *testing.T) {
	b := newBench(t, KindMulti)
	must(b.WaitForVerification(t.Context()))(t)
	for n := 1; ; n++ {
		made, err := BackUp(newCountdown(t.Context(), n), b.options, "")
		if err == nil {
			if n < 20 {
				t.Errorf("done after %d looks at the context: nothing was interrupted", n)
			}
			if got := b.files(b.folder()); got != filepath.Base(made.Path) {
				t.Errorf("left: %s", got)
			}
			break
		}
		b.want(CodeCanceled, err)
		if got := b.files(b.folder()); got != "" {
			t.Fatalf("after %d looks there is %s", n, got)
		}
	}
	if got := b.files(b.options.Data); strings.Contains(got, inspectionFolder) || strings.Contains(got, fetchedFolder) {
		t.Errorf("left: %s", got)
	}
}

// A backup waits for nobody who writes, and ends with the office, which does not wait for
// it.
func TestClosingEndsABackup(t *testing.T) {
	b := newBench(t, KindMulti)
	must(b.WaitForVerification(t.Context()))(t)
	b.writes <- struct{}{} // somebody writes for ever
	b.want("", errOf(b.backUpNow(t.Context(), "")))
	<-b.writes
	held := lockFile(b.options.Data, "backup") // another one hangs
	if ok, err := held.TryLock(); !ok || err != nil {
		t.Fatal(ok, err)
	}
	o, done := b.Office, make(chan error)
	go func() { done <- o.BackUpDaily(context.Background()) }()
	time.Sleep(2 * lockRetry) // it may have begun or not
	b.closeOffice()
	if err := <-done; CodeOf(err) != CodeCanceled && CodeOf(err) != CodeEnded {
		t.Error(err)
	}
	b.want("", held.Close())
	b.want(CodeEnded, errOf(o.backUpNow(t.Context(), "")))
	if err := o.BackUpDaily(t.Context()); err == nil {
		t.Error("a closed office was backed up")
	}
	if _, failed := o.lastDaily.get(); failed != nil {
		t.Errorf("closing is told as a failure: %v", failed)
	}
}
