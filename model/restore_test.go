package model

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"qlingo/model/otp"
)

// saved makes a backup outside the data folder and gives its path.
func (b *bench) saved() string {
	b.Helper()
	return must(BackUp(b.Context(), b.options, b.TempDir()))(b.T).Path
}

func (b *bench) restore(path string) (kept string) {
	b.Helper()
	b.closeOffice()
	kept = must(Restore(b.Context(), b.options, path, b.kitText()))(b.T)
	b.want("", b.reopen())
	return kept
}

func TestRestore(t *testing.T) {
	onlyFile(t, "a backup is restored to a file")
	b := newBench(t, KindMulti)
	id, user := b.user("takahashi.k")
	secret, codes := b.enrol(user)
	b.clock.add(time.Hour)
	backup := b.saved()
	before := must(os.ReadFile(backup))(t)

	// Since then a PIN and a backup code were used, and somebody came.
	pin := b.pin(secret)
	must(b.pending("takahashi.k", userPassword).Enter(t.Context(), pin))(t)
	must(b.pending("takahashi.k", userPassword).Enter(t.Context(), codes[0]))(t)
	b.user("tanaka.n")

	p := must(PreviewRestore(t.Context(), b.options, backup))(t) // while the office is open
	if !p.Same || p.Other || !p.KeyHere || p.Accounts != 1 || p.People != 2 || p.MFAOn != 1 || !p.Newest.Equal(b.clock.Now().Add(-time.Hour)) || p.Size != int64(len(before)) {
		t.Errorf("%+v", p)
	}
	kept := b.restore(backup)
	if want := filepath.Join(b.folder(), "qlingo-before-restore-2026-11-22-140500.db"); kept != want {
		t.Errorf("kept as %s, want %s", kept, want)
	}
	if got := b.wantSound(kept); got.People != 3 {
		t.Errorf("the former file has %+v", got)
	}
	if !bytes.Equal(before, must(os.ReadFile(backup))(t)) {
		t.Error("the backup was changed")
	}
	b.want(CodePINUsed, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), pin)))
	b.want(CodeNotBackupCode, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), codes[0])))
	b.want(CodeNotBackupCode, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), codes[1])))
	b.clock.add(otp.Period)
	must(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(secret)))(t)
	_, _, err := b.SignIn(t.Context(), "tanaka.n", userPassword)
	b.want(CodeWrongCredentials, err)
	events, _, err := b.admin().Activity(t.Context(), ActivityQuery{Kinds: []ActivityKind{ActivityRestored}})
	if err != nil || len(events) != 1 {
		t.Errorf("logged %+v, %v", events, err)
	}
	b.want("", b.reopen())
	b.want("", errOf(b.admin().ResetMFA(t.Context(), id)))
	if got := b.files(b.options.Data); strings.Contains(got, ".restoring") {
		t.Errorf("left: %s", got)
	}
	b.wantSound("")
}

// On a new PC the kit brings the key, and the restored file makes the anchor.
func TestRestoreOnAnotherPC(t *testing.T) {
	onlyFile(t, "a backup is restored to a file")
	b := newBench(t, KindMulti)
	backup := b.saved()
	b.closeOffice()
	b.options.Data, b.options.Config = t.TempDir(), t.TempDir()
	p := must(PreviewRestore(t.Context(), b.options, backup))(t)
	if p.KeyHere || p.Same || p.Other || p.People != 1 {
		t.Errorf("%+v", p)
	}
	if kept := b.restore(backup); kept != "" {
		t.Errorf("kept %s, there was nothing", kept)
	}
	b.admin()
	early := must(os.ReadFile(b.options.Database()))(t)
	b.admin()
	b.closeOffice()
	b.want("", os.WriteFile(b.options.Database(), early, 0o600))
	b.want(CodeOldCopy, b.reopen()) // the anchor is there
}

// A restore that is refused takes back the key that it brought.
func TestRefusedRestoreLeavesNoKey(t *testing.T) {
	onlyFile(t, "a backup is restored to a file")
	b := newBench(t, KindMulti)
	backup := b.saved()
	b.closeOffice()
	b.options.Data, b.options.Config = t.TempDir(), t.TempDir()
	ctx, stop := context.WithCancel(t.Context())
	b.options.onStep = func(step string) {
		if step == "ready" {
			stop()
		}
	}
	_, err := Restore(ctx, b.options, backup, b.kitText())
	b.want(CodeCanceled, err)
	if got := b.files(filepath.Join(b.options.Config, "keys")); got != "" {
		t.Errorf("left: %s", got)
	}
	b.options.onStep = nil
	b.restore(backup)
}

func TestRestoreWhileOpen(t *testing.T) {
	onlyFile(t, "a backup is restored to a file")
	b := newBench(t, KindMulti)
	backup := b.saved()
	_, err := Restore(t.Context(), b.options, backup, b.kitText())
	b.want(CodeInUse, err)
	b.closeOffice()
	held := lockFile(b.options.Data, "write")
	if ok, err := held.TryLock(); !ok || err != nil {
		t.Fatal(ok, err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer stop()
	if _, err := Restore(ctx, b.options, backup, b.kitText()); err == nil {
		t.Error("restored while somebody writes")
	}
	b.want("", held.Close())
	b.restore(backup)
}

// What is damaged, changed, or something else is refused, and the present file stays.
func TestRestoreRefuses(t *testing.T) {
	onlyFile(t, "a backup is restored to a file")
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	backup := b.saved()
	whole := must(os.ReadFile(backup))(t)
	b.closeOffice()
	before := must(os.ReadFile(b.options.Database()))(t)
	try := func(name string, code Code, path string) {
		t.Helper()
		_, err := PreviewRestore(t.Context(), b.options, path)
		if CodeOf(err) != code {
			t.Errorf("%s: preview %v, want %q", name, err, code)
		}
		if _, err = Restore(t.Context(), b.options, path, b.kitText()); CodeOf(err) != code {
			t.Errorf("%s: %v, want %q", name, err, code)
		}
		if e := new(Error); !errors.As(err, &e) || e.Path != path {
			t.Errorf("%s: %v does not name the file", name, err)
		}
		if !bytes.Equal(before, must(os.ReadFile(b.options.Database()))(t)) || b.files(b.folder()) != "" {
			t.Errorf("%s: the present file was touched", name)
		}
	}
	file := filepath.Join(t.TempDir(), "file.db")
	try("nothing", CodeBackupMissing, file)
	try("a folder", CodeBackupMissing, t.TempDir())
	try("the database itself", CodeNotBackup, b.options.Database())
	for name, content := range map[string][]byte{"empty": nil, "a text": []byte(strings.Repeat("just a letter. ", 100))} {
		b.want("", os.WriteFile(file, content, 0o600))
		try(name, CodeNotBackup, file)
	}
	for at := 512; at < len(whole); at += 4096 {
		b.want("", os.WriteFile(file, whole[:at], 0o600))
		if _, err := Restore(t.Context(), b.options, file, b.kitText()); CodeOf(err) != CodeBackupDamaged && CodeOf(err) != CodeNotBackup {
			t.Errorf("cut off at %d: %v", at, err)
		}
	}
	for name, change := range map[string]string{
		"a person":      "UPDATE user SET role = 'administrator' WHERE login = 'takahashi.k'",
		"no person":     "DELETE FROM user WHERE login = 'takahashi.k'",
		"the office":    "UPDATE account SET name = 'x'",
		"the log":       "UPDATE activity SET time = 1 WHERE seq = 3",
		"the log's end": "DELETE FROM activity WHERE seq = (SELECT max(seq) FROM activity)",
		"the mark":      "UPDATE meta SET time_mark = 1",
		"a trigger":     "CREATE TRIGGER x AFTER INSERT ON activity BEGIN SELECT 1; END",
		"swapped indexes": `PRAGMA writable_schema = ON;
			UPDATE sqlite_schema SET rootpage = (SELECT sum(rootpage) FROM sqlite_schema WHERE name LIKE 'sqlite_autoindex_user__') - rootpage
			WHERE name LIKE 'sqlite_autoindex_user__'`,
		"another's file": "PRAGMA application_id = 1",
	} {
		b.want("", os.WriteFile(file, whole, 0o600))
		editFile(t, file, change)
		code := CodeBackupDamaged
		if name == "another's file" {
			code = CodeNotBackup
		}
		try(name, code, file)
	}
	b.want("", os.WriteFile(file, whole, 0o600))
	editFile(t, file, "PRAGMA user_version = 99")
	try("a newer one", CodeNewerVersion, file)
	b.want("", b.reopen())
	b.admin()
}

// A backup of an older version is brought up to date on its way.
func TestRestoreAnOlderVersion(t *testing.T) {
	onlyFile(t, "a backup is restored to a file")
	for _, f := range fixtures[1:] {
		t.Run(f.version, f.restores)
	}
}

// backup is a backup that the version made; before there were any, a copy of the file.
func (f fixture) backup(b *bench) string {
	if made := must(filepath.Glob(filepath.Join("testdata", f.version, "backup", "*.db")))(b.T); len(made) > 0 {
		return made[0]
	}
	return filepath.Join("testdata", f.version, "data", "qlingo.db")
}

func (f fixture) restores(t *testing.T) {
	b := newBench(t, KindMulti)
	backup := filepath.Join(t.TempDir(), "old.db")
	b.want("", os.WriteFile(backup, must(os.ReadFile(f.backup(b)))(t), 0o400))
	b.closeOffice()
	b.clock.now = f.bench(t).clock.now
	p := must(PreviewRestore(t.Context(), b.options, backup))(t)
	if p.Same || !p.Other || p.KeyHere || p.People < 3 {
		t.Errorf("%+v", p)
	}
	kept := must(Restore(t.Context(), b.options, backup, f.kit))(t)
	b.want("", b.reopen())
	secret := must(hex.DecodeString(f.secret))(t)
	b.want(CodePINUsed, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(secret))))
	b.clock.add(otp.Period)
	must(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(secret)))(t)
	b.wantSound("")
	// And the way back to the file that was there, which is another database.
	b.closeOffice()
	must(Restore(t.Context(), b.options, kept, b.kitText()))(t)
	b.want("", b.reopen())
	b.admin()
}

// A present file that is damaged in any way is kept as it is and does not stand in the way.
func TestRestoreOverADamagedFile(t *testing.T) {
	onlyFile(t, "a backup is restored to a file")
	for name, harm := range map[string]func(path string) error{
		"cut off":        func(path string) error { return os.Truncate(path, 5000) },
		"empty":          func(path string) error { return os.Truncate(path, 0) },
		"another's file": func(path string) error { return os.WriteFile(path, []byte("just a letter"), 0o600) },
		"a bad journal":  func(path string) error { return os.WriteFile(path+"-journal", []byte("x"), 0o600) },
		"unreadable":     func(path string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o700)) },
		"gone":           os.Remove,
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, KindMulti)
			backup := b.saved()
			b.closeOffice()
			b.want("", harm(b.options.Database()))
			info, _ := os.Stat(b.options.Database())
			kept := must(Restore(t.Context(), b.options, backup, b.kitText()))(t)
			b.want("", b.reopen())
			b.admin()
			if name == "gone" {
				return
			}
			if got := must(os.Stat(kept))(t); got.Size() != info.Size() {
				t.Errorf("kept %d bytes of %d", got.Size(), info.Size())
			}
		})
	}
}

// Time does not go back by a restore: what expired stays expired.
func TestRestoreKeepsTheTime(t *testing.T) {
	onlyFile(t, "a backup is restored to a file")
	b := newBench(t, KindMulti)
	_, temporary, err := b.admin().AddUser(t.Context(), NewUser{Login: "tanaka.n", Details: Details{Name: "田中"}})
	b.want("", err)
	backup := b.saved()
	b.clock.add(15 * 24 * time.Hour)
	b.admin() // moves the mark
	b.clock.add(-15 * 24 * time.Hour)
	b.restore(backup)
	_, _, err = b.SignIn(t.Context(), "tanaka.n", temporary)
	b.want(CodeTemporaryExpired, err)
}

// An office that has accepted a bad log is backed up and restored like any other; what was
// bad stays bad, and a check goes on naming it.
func TestBackUpAnAcceptedLog(t *testing.T) {
	onlyFile(t, "a bad log of a server is accepted by nobody")
	for _, name := range []string{"a person, too", "a changed first row", "a missing row"} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, KindMulti)
			b.user("tanaka.n")
			_, user := b.user("takahashi.k")
			b.enrol(user)
			b.closeOffice()
			edit(t, b.options, logDamage[name]...)
			_, err := BackUp(t.Context(), b.options, "")
			if err == nil {
				t.Error("a bad log was backed up before it was accepted")
			}
			b.want("", Recover(t.Context(), b.options, b.kitText(), true))
			b.want("", b.reopen())
			b.want("", b.BackUpDaily(t.Context()))
			backup := must(b.admin().BackUp(t.Context()))(t).Path
			b.restore(backup)
			b.admin()
			if name == "a person, too" {
				_, _, err := b.SignIn(t.Context(), "tanaka.n", userPassword)
				b.want(CodeTamperedPerson, err)
			}
			if _, err := Check(t.Context(), b.options, ""); CodeOf(err) != CodeTamperedLog {
				t.Errorf("the check says %v", err)
			}
			b.closeOffice()
			editFile(t, backup, "UPDATE user SET role = 'administrator' WHERE login = 'takahashi.k'")
			_, err = Restore(t.Context(), b.options, backup, b.kitText())
			b.want(CodeBackupDamaged, err)
		})
	}
}

// Checking is possible while somebody writes, and changes nothing, not even beside a file
// of others that a crash has left half-done.
func TestCheckChangesNothing(t *testing.T) {
	onlyFile(t, "the journal beside it")
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	backup := b.saved()
	folder := filepath.Dir(backup)
	b.wantSound(backup)
	b.wantSound("")
	hot(t, backup)
	before := must(os.ReadFile(backup))(t)
	_, err := Check(t.Context(), b.options, backup)
	if IsDamaged(err) || err == nil {
		t.Errorf("a file that is half-done: %v", err)
	}
	if !bytes.Equal(before, must(os.ReadFile(backup))(t)) || b.files(folder) != filepath.Base(backup)+" "+filepath.Base(backup)+"-journal" {
		t.Errorf("it was changed: %s", b.files(folder))
	}
	if p := must(PreviewRestore(t.Context(), b.options, backup))(t); p.People != 2 { // whose copy is brought to its end
		t.Errorf("%+v", p)
	}
	if !bytes.Equal(before, must(os.ReadFile(backup))(t)) {
		t.Error("a look changed it")
	}
	b.closeOffice()
	hot(t, b.options.Database())
	b.wantSound("") // the own file is brought to its end, as at opening
	if got := b.files(b.options.Data); strings.Contains(got, inspectionFolder) {
		t.Errorf("left: %s", got)
	}
	hot(t, b.options.Database())
	b.wantSound(must(BackUp(t.Context(), b.options, ""))(t).Path)
	early := must(os.ReadFile(b.options.Database()))(t)
	b.want("", b.reopen())
	b.admin()
	b.closeOffice()
	b.want("", os.WriteFile(b.options.Database(), early, 0o600))
	_, err = Check(t.Context(), b.options, "")
	b.want(CodeOldCopy, err)
	b.wantSound(b.saved()) // a backup has nothing to do with the anchor
}
