package model

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"qlingo/model/store"
	"qlingo/model/store/pgtest"
)

// Who does not accept an old copy leaves the anchor where it is: it goes on saying that the copy is old.
func TestRecoverWithoutAcceptingKeepsTheAnchor(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	other.closeOffice()
	b.closeOffice()
	b.keepState()
	b.want("", other.reopen())
	other.admin()
	other.closeOffice()
	b.putBack()
	b.want("", b.reopen()) // whose anchor is older
	for range 12 {
		b.admin()
	}
	anchor := must(os.ReadFile(other.anchorPath()))(t)
	for range 2 {
		b.want(CodeOldCopy, other.reopen())
		b.want(CodeOldCopy, Recover(t.Context(), other.options, b.kitText(), false))
	}
	if string(must(os.ReadFile(other.anchorPath()))(t)) != string(anchor) {
		t.Error("the anchor was moved")
	}
	b.want("", Recover(t.Context(), other.options, b.kitText(), true))
	b.want("", other.reopen())
	other.admin()
	b.admin()
}

// anchorPath is the anchor of a PC that has one.
func (b *bench) anchorPath() string {
	b.Helper()
	found := must(filepath.Glob(filepath.Join(b.options.Config, "anchors", "*")))(b.T)
	if len(found) != 1 {
		b.Fatalf("anchors: %v", found)
	}
	return found[0]
}

// The way to the server that was edited by hand leads nowhere, least of all the password there.
func TestEditedServerFile(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	sound := must(other.options.readServerFile())(t)
	for name, edit := range map[string]struct {
		code Code
		do   func(f *serverFile)
	}{
		"hosts":          {CodeConfigUnreadable, func(f *serverFile) { f.Hosts = []string{t.TempDir()} }},
		"one host more":  {CodeConfigUnreadable, func(f *serverFile) { f.Hosts = []string{t.TempDir(), f.Hosts[0]} }},
		"port":           {CodeConfigUnreadable, func(f *serverFile) { f.Port++ }},
		"database":       {CodeConfigUnreadable, func(f *serverFile) { f.Database = "postgres" }},
		"certificates":   {CodeConfigUnreadable, func(f *serverFile) { f.CA = "" }},
		"role":           {CodeConfigUnreadable, func(f *serverFile) { f.Role = "postgres" }},
		"PC":             {CodeConfigUnreadable, func(f *serverFile) { f.PC = b.shared.file.PC }},
		"former PC":      {CodeConfigUnreadable, func(f *serverFile) { f.Former = b.shared.file.PC }},
		"ID":             {CodeKeyMissing, func(f *serverFile) { f.DB[0]++ }},
		"password":       {CodeConfigUnreadable, func(f *serverFile) { f.Password[0]++ }},
		"no password":    {CodeConfigUnreadable, func(f *serverFile) { f.Password = nil }},
		"another's":      {CodeConfigUnreadable, func(f *serverFile) { f.Password = b.shared.file.Password }},
		"no host at all": {CodeConfigUnreadable, func(f *serverFile) { f.Hosts = nil }},
	} {
		t.Run(name, func(t *testing.T) {
			f := *sound
			f.Password = append(hexBytes{}, sound.Password...)
			edit.do(&f)
			b.want("", other.options.writeServerFile(&f))
			b.want(edit.code, other.reopen())
			b.want(edit.code, errOf(BackUp(t.Context(), other.options, t.TempDir())))
			b.want(edit.code, errOf(Check(t.Context(), other.options, "")))
			b.want(edit.code, SetServerPassword(t.Context(), other.options, other.password))
		})
	}
	for _, raw := range []string{"", "{", `{"hosts": 1}`, `{"pc": "00"}`} {
		b.want("", os.WriteFile(other.options.serverPath(), []byte(raw), 0o600))
		b.want(CodeConfigUnreadable, other.reopen())
	}
	b.want("", other.options.writeServerFile(sound))
	b.want("", other.reopen())
}

// A PC that was shut out does not go on in the name of another one.
func TestPCThatWasShutOutTakesAnotherID(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	b.want("", b.admin().RemovePC(t.Context(), [16]byte(other.shared.file.PC)))
	b.want(CodePCRemoved, other.reopen())
	f := must(other.options.readServerFile())(t)
	f.PC = b.shared.file.PC
	b.want("", other.options.writeServerFile(f))
	b.want(CodeConfigUnreadable, other.reopen())
}

// A stray row stops every PC, and nothing takes it away but the kit of the first account.
func TestStrayRows(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	_, user := b.user("takahashi.k")
	b.enrol(user)
	kept := b.newcomer("PC C")
	kept.joinsByKit()
	third := kept.shared.file.PC
	kept.closeOffice()
	pgtest.Exec(t, b.server.Database,
		"CREATE SCHEMA kept; CREATE TABLE kept.pc AS SELECT * FROM qlingo.pc WHERE name = 'PC C'")
	b.want("", b.admin().RemovePC(t.Context(), [16]byte(third)))
	pgtest.Exec(t, b.server.Database, "INSERT INTO qlingo.pc SELECT * FROM kept.pc; DROP SCHEMA kept CASCADE;"+
		"INSERT INTO qlingo.pc VALUES (decode(repeat('01', 16), 'hex'), 'x', 0, '', '', 1, '');"+
		"INSERT INTO qlingo.throttle SELECT decode(repeat('01', 32), 'hex'), t.* FROM (SELECT "+
		columnsBehindID(t, b.server.Database, "throttle")+" FROM qlingo.throttle LIMIT 1) t")
	for _, pc := range []*bench{b.bench, other} {
		b.want("", pc.reopen())
		_, _, err := pc.SignIn(t.Context(), "sato.h", adminPassword)
		b.want(CodeTamperedLog, err)
		pc.closeOffice()
	}
	kit := must(NewRecoveryKit())(t)
	b.want(CodeKitWrong, Recover(t.Context(), b.options, (&bench{kit: kit}).kitText(), true))
	b.want("", Recover(t.Context(), b.options, b.kitText(), false)) // what is deeper in the log is not looked at
	b.want(CodeTamperedLog, JoinWithKit(t.Context(), newPC(t, "PC D"), b.server, b.password, b.kitText(), true))
	b.want("", Recover(t.Context(), b.options, b.kitText(), true))
	for _, pc := range []*bench{b.bench, other} {
		b.want("", pc.reopen())
		must(pc.WaitForVerification(t.Context()))(t)
		if pcs := must(pc.admin().PCs(t.Context()))(t); len(pcs) != 2 {
			t.Errorf("%+v", pcs)
		}
	}
	b.pending("takahashi.k", userPassword)
	b.want(CodePCRemoved, kept.reopen())
}

// columnsBehindID are the names of a table's columns without the first.
func columnsBehindID(t *testing.T, database, table string) (names string) {
	t.Helper()
	conn := pgtest.Connect(t, database)
	defer conn.Close(t.Context())
	row := conn.QueryRow(t.Context(), `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
		WHERE attrelid = ('qlingo.'||$1)::regclass AND attnum > 1`, table)
	if err := row.Scan(&names); err != nil {
		t.Fatal(err)
	}
	return names
}

// Nobody gets more than stray rows taken away: where the log is bad, or a row is missing, it stays so.
func TestRecoverKeepsABadLogOfAServer(t *testing.T) {
	for name, spoil := range map[string]string{
		"a row of the log is changed": "UPDATE qlingo.activity SET host = 'x' WHERE seq = 3",
		"a row of the log is missing": "DELETE FROM qlingo.activity WHERE seq = 3",
		"a row behind the end":        "INSERT INTO qlingo.activity SELECT * FROM kept.activity",
		"a person is missing":         `DELETE FROM qlingo."user" WHERE login = 'takahashi.k'`,
	} {
		t.Run(name, func(t *testing.T) {
			b := newShared(t, KindMulti)
			b.user("takahashi.k")
			b.closeOffice()
			pgtest.Exec(t, b.server.Database, "CREATE SCHEMA kept; "+
				"CREATE TABLE kept.activity AS SELECT * FROM qlingo.activity WHERE seq = 1;"+
				"UPDATE kept.activity SET seq = (SELECT max(seq) + 1 FROM qlingo.activity)")
			pgtest.Exec(t, b.server.Database, spoil)
			before := b.rows()
			b.want(CodeTamperedLog, Recover(t.Context(), b.options, b.kitText(), true))
			if after := b.rows(); after != before {
				t.Errorf("%d rows after it, %d before", after, before)
			}
			pgtest.Exec(t, b.server.Database, "DROP SCHEMA kept CASCADE")
		})
	}
}

// rows is how many there are in all on a server.
func (b *sharedBench) rows() (n int) {
	b.Helper()
	conn := pgtest.Connect(b.T, b.server.Database)
	defer conn.Close(b.Context())
	for _, table := range storedTables {
		var some int
		if err := conn.QueryRow(b.Context(), `SELECT count(*) FROM qlingo."`+table+`"`).Scan(&some); err != nil {
			b.Fatal(err)
		}
		n += some
	}
	return n
}

// PCs whose backups go into one folder do not take each other's unfinished ones away, but those that nobody will finish.
func TestBackupsOfPCsInOneFolder(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	folder := t.TempDir()
	b.want("", b.admin().SetBackupFolder(t.Context(), folder))
	b.want("", other.admin().SetBackupFolder(t.Context(), folder))
	path := filepath.Join(folder, "qlingo-2026-01-02.db")
	if b.unfinished(path) == other.unfinished(path) {
		t.Error("two PCs write into one file")
	}
	file := path + partial // of a PC with a database of its own
	for _, unfinished := range []string{b.unfinished(path), other.unfinished(path), file} {
		b.want("", os.WriteFile(unfinished, nil, 0o600))
	}
	there := func(path string) bool {
		_, err := os.Lstat(path)
		return err == nil
	}
	made := must(b.admin().BackUp(t.Context()))(t)
	must(Check(t.Context(), b.options, made.Path))(t)
	if there(b.unfinished(path)) || !there(other.unfinished(path)) || !there(file) {
		t.Error("an unfinished backup of this PC stays, or one of another PC goes")
	}
	long := time.Now().Add(-partialLife - time.Hour)
	b.want("", errors.Join(os.Chtimes(other.unfinished(path), long, long), os.Chtimes(file, long, long)))
	must(b.admin().BackUp(t.Context()))(t)
	if there(other.unfinished(path)) || there(file) {
		t.Error("an unfinished backup that is old stays")
	}
	if found := must(b.admin().Backups(t.Context()))(t); len(found.Backups) != 2 {
		t.Errorf("%+v", found.Backups)
	}
}

// The first account hears once a day of each PC whose backup failed.
func TestFailedBackupsOfPCs(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	gone := t.TempDir()
	for _, pc := range []*bench{b.bench, other} {
		b.want("", pc.admin().SetBackupFolder(t.Context(), gone))
	}
	b.want("", os.Remove(gone))
	for range 2 {
		for _, pc := range []*bench{b.bench, other} {
			b.want(CodeBackupFolder, pc.BackUpDaily(t.Context()))
		}
	}
	var hosts []string
	b.want("", b.read(t.Context(), func(v *view) error {
		filter := store.ActivityFilter{Account: b.first, Kinds: stringsOf([]ActivityKind{ActivityBackupFailed})}
		rows, err := v.tx.ActivityMatching(filter, 10)
		for _, row := range rows {
			hosts = append(hosts, row.Host)
		}
		return err
	}))
	if len(hosts) != 2 || hosts[0] == hosts[1] {
		t.Errorf("told of %q", hosts)
	}
}

// A PC whose clock is wrong by more than a day knows its backup of today all the same: the rows have the server's time.
func TestDailyBackupWhereTheClockIsWrong(t *testing.T) {
	for name, off := range map[string]time.Duration{"ahead": 50 * time.Hour, "behind": -50 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			b := newShared(t, KindMulti)
			other := b.newcomer("PC B")
			other.clock = &clock{now: time.Now().Add(off)}
			other.options.Clock = other.clock.Now
			other.joinsByKit()
			b.want("", other.BackUpDaily(t.Context()))
			found := must(other.admin().Backups(t.Context()))(t).Backups
			if len(found) != 1 {
				t.Fatalf("%+v", found)
			}
			before := must(os.ReadFile(found[0].Path))(t)
			b.user("takahashi.k")
			b.want("", other.BackUpDaily(t.Context()))
			if string(must(os.ReadFile(found[0].Path))(t)) != string(before) {
				t.Error("a second backup was made today")
			}
		})
	}
}

// A PC reaches its database in another way, and no other database.
func TestChangedServer(t *testing.T) {
	b := newShared(t, KindMulti)
	admin := b.admin()
	other, password := newServer(t)
	b.want(CodeNoDatabase, admin.ChangeServer(t.Context(), other, password))
	second := newShared(t, KindMulti)
	b.want(CodeUsesServer, admin.ChangeServer(t.Context(), second.server, second.password))
	b.want(CodeServerLogin, admin.ChangeServer(t.Context(), b.server, "wrong"))
	b.want("", b.reopen())
	longer := b.server
	longer.Hosts = []string{"/no/such/folder", b.server.Hosts[0]}
	b.want("", b.admin().ChangeServer(t.Context(), longer, b.password))
	b.want("", b.reopen())
	if got := b.shared.file.Hosts; len(got) != 2 {
		t.Errorf("hosts %q", got)
	}
}

// A PC that joins anew stands once in the list.
func TestRejoinedPCStandsOnce(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	other.closeOffice()
	b.want("", JoinWithKit(t.Context(), other.options, b.server, b.password, b.kitText(), true))
	b.want("", other.reopen())
	must(other.WaitForVerification(t.Context()))(t)
	for {
		pcs := must(b.admin().PCs(t.Context()))(t)
		if len(pcs) == 2 && pcs[1].Name == "PC B" {
			return
		}
		if t.Context().Err() != nil {
			t.Fatal("it stands there twice")
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// A PC that joins anew takes no other PC's row away, whatever somebody has written into its server.json.
func TestRejoinedPCTakesNoOtherPCAway(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	other.closeOffice()
	f := must(other.options.readServerFile())(t)
	f.PC = b.shared.file.PC
	b.want("", other.options.writeServerFile(f))
	b.want("", JoinWithKit(t.Context(), other.options, b.server, b.password, b.kitText(), true))
	b.want("", other.reopen())
	must(other.WaitForVerification(t.Context()))(t)
	if pcs := must(other.admin().PCs(t.Context()))(t); len(pcs) != 3 {
		t.Errorf("%+v", pcs)
	}
	b.want("", b.reopen())
}

// Tables that were made anew under a PC are no damaged database.
func TestEmptiedServer(t *testing.T) {
	b := newShared(t, KindMulti)
	b.closeOffice()
	empty, _ := newServer(t)
	must(b.options.readServerFile())(t).lead(t, b.options, func(s *Server) { s.Database = empty.Database })
	b.want(CodeServerEmpty, b.reopen())
}
