package model

import (
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"testing"
)

// plantedLog makes a file of its own write-ahead log, as another program leaves it: a copy
// of the database with a change that stands in the log alone.
func (b *bench) plantedLog() string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "copy.db")
	b.want("", os.WriteFile(path, must(os.ReadFile(b.options.Database()))(b.T), 0o600))
	db := must(sql.Open("sqlite3", (&url.URL{Scheme: "file", Path: path}).String()))(b.T)
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, statement := range []string{"PRAGMA journal_mode = WAL", "PRAGMA wal_autocheckpoint = 0", "UPDATE user SET memo = 'x'"} {
		must(db.Exec(statement))(b.T)
	}
	log := filepath.Join(b.TempDir(), "log") // closing the database would take it away
	b.want("", os.WriteFile(log, must(os.ReadFile(path+"-wal"))(b.T), 0o600))
	return log
}

// Attack: a write-ahead log beside the closed file, which SQLite takes in at opening, and
// to which everything would be written from then on.
func TestPlantedLogAtOpening(t *testing.T) {
	onlyFile(t, "SQLite's logs beside it")
	b := newBench(t, KindMulti)
	b.closeOffice()
	before := must(os.ReadFile(b.options.Database()))(t)
	planted := b.options.Database() + "-wal"
	b.want("", os.WriteFile(planted, must(os.ReadFile(b.plantedLog()))(t), 0o600))
	b.want(CodeWAL, b.reopen())
	_, err := BackUp(t.Context(), b.options, "")
	b.want(CodeWAL, err)
	b.want(CodeWAL, errOf(Check(t.Context(), b.options, "")))
	if after := must(os.ReadFile(b.options.Database()))(t); string(after) != string(before) {
		t.Error("something was taken in")
	}
	b.want("", os.Rename(planted, planted+".moved")) // as the sentence says
	b.want("", b.reopen())
	b.admin()
}

// Attack: the same under the running program. Nothing is written until the file is gone.
func TestPlantedLogUnderARunningProgram(t *testing.T) {
	onlyFile(t, "SQLite's logs beside it")
	b := newBench(t, KindMulti)
	admin := b.admin()
	planted := b.options.Database() + "-wal"
	b.want("", os.WriteFile(planted, must(os.ReadFile(b.plantedLog()))(t), 0o600))
	before := must(os.ReadFile(planted))(t)
	b.want(CodeWAL, admin.Prove(t.Context(), adminPassword, ""))
	_, _, err := b.SignIn(t.Context(), "sato.h", adminPassword)
	b.want(CodeWAL, err)
	if after := must(os.ReadFile(planted))(t); string(after) != string(before) {
		t.Error("something was written to it")
	}
	b.want("", os.Remove(planted))
	b.want("", os.RemoveAll(b.options.Database()+"-shm"))
	b.want("", admin.Prove(t.Context(), adminPassword, ""))
}

// Attack: another program turns the file's journal mode while the program runs, and leaves
// no log behind that could be seen.
func TestTurnedJournalModeUnderARunningProgram(t *testing.T) {
	onlyFile(t, "SQLite's logs beside it")
	b := newBench(t, KindMulti)
	b.admin()
	before := must(b.logged())(t)
	edit(t, b.options, "PRAGMA journal_mode = WAL")
	if _, err := os.Lstat(b.options.Database() + "-wal"); !os.IsNotExist(err) {
		t.Fatalf("the log is there: %v", err)
	}
	_, _, err := b.SignIn(t.Context(), "sato.h", adminPassword) // begins with a write
	b.want(CodeWAL, err)
	b.want("", b.reopen()) // opening turns it back
	if after := must(b.logged())(t); after != before {
		t.Errorf("%d rows were written", after-before)
	}
	b.admin()
}

// A restore puts a backup in place whatever lies beside the file.
func TestRestoreClearsAPlantedLog(t *testing.T) {
	onlyFile(t, "SQLite's logs beside it")
	b := newBench(t, KindMulti)
	backup := must(b.admin().BackUp(t.Context()))(t)
	b.closeOffice()
	log := must(os.ReadFile(b.plantedLog()))(t)
	b.want("", os.WriteFile(b.options.Database()+"-wal", log, 0o600))
	b.want("", os.WriteFile(backup.Path+"-wal", log, 0o600))
	must(Restore(t.Context(), b.options, backup.Path, b.kitText()))(t)
	b.want("", b.reopen())
	b.admin()
}
