package model

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"qlingo/model/keys"
	"qlingo/model/store"
	"qlingo/model/store/pgtest"
)

// newcomer is a PC that has not joined yet.
func (b *sharedBench) newcomer(name string) *bench {
	b.Helper()
	other := &bench{T: b.T, clock: b.clock, options: newPC(b.T, name), kit: b.kit, server: b.server, password: b.password}
	b.Cleanup(other.closeOffice)
	return other
}

// asks lets a PC ask to join, and gives its code as somebody types it.
func (b *bench) asks() (j *Joining, code string) {
	b.Helper()
	j = must(BeginJoin(b.Context(), b.options, b.server, b.password))(b.T)
	b.Cleanup(j.Close)
	groups := j.Code()
	return j, strings.Join(groups[:], " ")
}

// joinsByKit lets a PC join with the kit, and opens the office there.
func (b *bench) joinsByKit() {
	b.Helper()
	b.want("", JoinWithKit(b.Context(), b.options, b.server, b.password, b.kitText(), true))
	b.want("", b.reopen())
}

// hasNothing expects that a PC does not use any database, nor keeps a key.
func (b *bench) hasNothing() {
	b.Helper()
	b.want(CodeNoDatabase, b.reopen())
	for _, name := range []string{"server.json", "server.json" + moving, "keys/*", "anchors/*"} {
		if left := must(filepath.Glob(filepath.Join(b.options.Config, name)))(b.T); len(left) > 0 {
			b.Errorf("the PC keeps %v", left)
		}
	}
}

// joining is the row of a PC that asks.
func (b *sharedBench) joining(j *Joining) (row *store.Joining) {
	b.Helper()
	b.want("", b.db.Read(b.Context(), func(tx *store.Tx) error {
		rows, err := tx.Joinings()
		for _, r := range rows {
			if r.ID == j.row.ID {
				row = r
			}
		}
		return err
	}))
	return row
}

func (b *sharedBench) putAnswer(j *Joining, answer []byte) {
	b.Helper()
	b.want("", b.db.Write(b.Context(), func(tx *store.Tx) error { return tx.AnswerJoining(j.row.ID, answer) }))
}

// trueAnswer is all that an answer of this office says.
func (b *sharedBench) trueAnswer() []byte {
	b.Helper()
	seq, head := b.ledger.end()
	return append(binary.BigEndian.AppendUint64(b.machineKey(), uint64(seq)), head...)
}

// Whoever can write to the tables, or has a database of their own in the place of the office's, does not know the code.
func TestAnswerOfSomebodyWithoutTheCode(t *testing.T) {
	b := newShared(t, KindMulti)
	secretOf := func(code JoinCode) *keys.Key { secret := code.secret(b.ring.DB); return &secret }
	for name, forge := range map[string]func(j *Joining) []byte{
		"sealed to the public key alone": func(j *Joining) []byte {
			return must(keys.Public(j.row.Key).Seal(joinContext(b.ring.DB, j.row.ID), b.trueAnswer()))(t)
		},
		"sealed under another code": func(j *Joining) []byte {
			secret := secretOf(must(newJoinCode(b.Office.options.Rand))(t))
			return must(sealAnswer(secret, b.ring.DB, &j.row, b.trueAnswer()))(t)
		},
		"of another joining": func(*Joining) []byte {
			another, code := b.newcomer("PC C").asks()
			must(b.admin().AddPC(t.Context(), code))(t)
			return b.joining(another).Answer
		},
		"for another joining, under this code": func(j *Joining) []byte {
			row := j.row
			row.ID[0]++
			return must(sealAnswer(secretOf(j.code), b.ring.DB, &row, b.trueAnswer()))(t)
		},
		"too short": func(j *Joining) []byte {
			return must(sealAnswer(secretOf(j.code), b.ring.DB, &j.row, b.trueAnswer()[:keys.Size]))(t)
		},
		"nonsense": func(*Joining) []byte { return []byte("nonsense") },
	} {
		t.Run(name, func(t *testing.T) {
			other := b.newcomer("PC B")
			j, _ := other.asks()
			b.putAnswer(j, forge(j))
			b.want(CodeTamperedFile, j.Wait(t.Context(), func(error) {}))
			j.Close()
			other.hasNothing()
		})
	}
}

// What a PC was answered once is nothing to it when it asks again.
func TestAnswerReplayed(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.newcomer("PC B")
	first, code := other.asks()
	must(b.admin().AddPC(t.Context(), code))(t)
	answer := b.joining(first).Answer
	first.Close()
	again, code := other.asks()
	b.putAnswer(again, answer)
	b.want(CodeTamperedFile, again.Wait(t.Context(), func(error) {}))
	b.want(CodeJoinUnknown, errOf(b.admin().AddPC(t.Context(), code))) // it has an answer
	again.Close()
	other.hasNothing()
}

// An administrator adds only what the PC with the code has asked for.
func TestChangedRowOfAPCThatAsks(t *testing.T) {
	b := newShared(t, KindMulti)
	for name, change := range map[string]string{
		"name": "name = 'PC X'",
		"role": "role = 'postgres'",
		"key":  "key = decode(repeat('01', 32), 'hex')",
		"ID":   "id = decode(repeat('02', 16), 'hex')",
		"of another": "key = (SELECT key FROM qlingo.joining WHERE name = 'PC C'), name = 'PC C', " +
			"role = (SELECT role FROM qlingo.joining WHERE name = 'PC C')",
	} {
		t.Run(name, func(t *testing.T) {
			other := b.newcomer("PC B")
			third, _ := b.newcomer("PC C").asks()
			defer third.Close()
			j, code := other.asks()
			pgtest.Exec(t, b.server.Database, "UPDATE qlingo.joining SET "+change+" WHERE name = 'PC B'")
			b.want(CodeJoinUnknown, errOf(b.admin().AddPC(t.Context(), code)))
			j.Close()
			other.hasNothing()
			if pcs := must(b.admin().PCs(t.Context()))(t); len(pcs) != 1 {
				t.Errorf("joined: %+v", pcs)
			}
			pgtest.Exec(t, b.server.Database, "DELETE FROM qlingo.joining")
		})
	}
}

// A key store that has another key does not give that to a PC that joins.
func TestWrongKeyIsNotGivenAway(t *testing.T) {
	b := newShared(t, KindMulti)
	s, keyStore := b.admin(), b.Office.options.keyStore(b.keyPlace)
	wrong := must(keys.NewKey(b.Office.options.Rand))(t)
	b.want("", errors.Join(keyStore.Delete(b.ring.DB), keyStore.Put(b.ring.DB, &wrong)))
	j, code := b.newcomer("PC B").asks()
	b.want(CodeKeyMissing, errOf(s.AddPC(t.Context(), code)))
	if row := b.joining(j); len(row.Answer) > 0 {
		t.Error("the PC was answered")
	}
}

// A PC that has lost its key joins over what it has, by kit or by code.
func TestJoinAnew(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	lose := func() {
		other.closeOffice()
		b.want("", os.RemoveAll(filepath.Join(other.options.Config, "keys")))
		b.want(CodeKeyMissing, other.reopen())
		if at, ok := JoinedServer(other.options); !ok || at.Database != b.server.Database {
			t.Errorf("the server that it used: %v, %v", at, ok)
		}
	}
	lose()
	other.joinsByKit()
	other.admin()
	lose()
	j, code := other.asks()
	must(b.admin().AddPC(t.Context(), code))(t)
	b.want("", j.Wait(t.Context(), func(error) {}))
	j.Close()
	b.want("", other.reopen())
	other.admin()
}

// keepState keeps all rows of the office; putBack brings them back.
func (b *sharedBench) keepState() {
	b.Helper()
	for _, table := range storedTables {
		pgtest.Exec(b.T, b.server.Database,
			`CREATE SCHEMA IF NOT EXISTS kept; CREATE TABLE kept."`+table+`" AS SELECT * FROM qlingo."`+table+`"`)
	}
}

func (b *sharedBench) putBack() {
	b.Helper()
	var text string
	for _, table := range storedTables { // people need their account
		text = `DELETE FROM qlingo."` + table + `"; ` + text + ` INSERT INTO qlingo."` + table + `" SELECT * FROM kept."` + table + `";`
	}
	pgtest.Exec(b.T, b.server.Database, "BEGIN; "+text+" DROP SCHEMA kept CASCADE; COMMIT")
}

var storedTables = []string{"meta", "account", "user", "throttle", "support_request", "checkpoint", "pc", "activity"}

// What a PC has already stays in use.
func TestJoinBesideWhatIsThere(t *testing.T) {
	b, elsewhere := newShared(t, KindMulti), newShared(t, KindMulti)
	setup := Setup{Kind: KindMulti, Office: "森工務店", Login: "mori.t", Name: "森", Password: adminPassword + " too", Kit: b.kit}
	empty, password := newServer(t)
	join := func(o Options, at *sharedBench) map[string]error {
		begin := func() error {
			j, err := BeginJoin(t.Context(), o, at.server, at.password)
			if err == nil {
				j.Close()
			}
			return err
		}
		return map[string]error{
			"by a code":      begin(),
			"by kit":         JoinWithKit(t.Context(), o, at.server, at.password, at.kitText(), true),
			"a new database": errOf(CreateShared(t.Context(), o, empty, password, setup)),
		}
	}
	other := b.newcomer("PC B")
	for _, suffix := range []string{"-journal", "-wal", ""} { // the first two alone
		path := other.options.Database() + suffix
		b.want("", os.WriteFile(path, []byte("somebody's"), 0o600))
		for how, err := range join(other.options, b) {
			if CodeOf(err) != CodeFileThere {
				t.Errorf("%s beside a file %q: %v", how, suffix, err)
			}
		}
		b.want("", os.Remove(path))
	}
	other.joinsByKit()
	other.closeOffice()
	for how, err := range join(other.options, elsewhere) {
		if CodeOf(err) != CodeUsesServer {
			t.Errorf("%s while a server is used: %v", how, err)
		}
	}
	b.want(CodeUsesServer, errOf(Create(t.Context(), other.options, setup)))
	b.want("", other.reopen())
	if state := must(ProbeServer(t.Context(), b.newcomer("PC C").options, empty, password))(t); state != ServerEmpty {
		t.Errorf("the empty server is %s", state)
	}
}

func TestJoinAnEmptyServer(t *testing.T) {
	empty, password := newServer(t)
	b := &bench{T: t, options: newPC(t, "PC B")}
	b.want(CodeNoDatabase, errOf(BeginJoin(t.Context(), b.options, empty, password)))
	kit := must(NewRecoveryKit())(t)
	b.want(CodeNoDatabase, JoinWithKit(t.Context(), b.options, empty, password, (&bench{kit: kit}).kitText(), true))
	b.hasNothing()
}

func TestNamesOfPCs(t *testing.T) {
	b := newShared(t, KindMulti)
	for name, want := range map[string]string{
		"PC \xff": "PC ?", "PC\x00B": "PC?B", strings.Repeat("山", 300): strings.Repeat("山", maxHost),
	} {
		b.joins(name).closeOffice()
		pcs := must(b.admin().PCs(t.Context()))(t)
		if got := pcs[len(pcs)-1].Name; got != want {
			t.Errorf("%q is called %q", name, got)
		}
	}
}

// What Windows takes for the name of a socket would be reached without TLS.
func TestHostsThatAreNone(t *testing.T) {
	ok := Server{Hosts: []string{"/run/postgresql", "/run/a:1"}, Port: 5432, Database: "qlingo", Role: "qlingo_app"}
	if err := ok.Check(); err != nil {
		t.Fatal(err)
	}
	for _, host := range []string{`\\.\pipe\x`, `C:\socket`, `a\b`, "@abstract", "", " ", "a\x00", "db1:5433", "[::1]:5433"} {
		s := ok
		s.Hosts = []string{ok.Hosts[0], host}
		var field *Error
		if err := s.Check(); !errors.As(err, &field) || field.Code != CodeServerField || field.Field != "hosts" {
			t.Errorf("%q: %v", host, err)
		}
		if _, err := ParseJoinFile(s.JoinFile()); CodeOf(err) != CodeJoinFile {
			t.Errorf("%q in a join file: %v", host, err)
		}
	}
}

// The first run of a new database on a server fails at its very end: nothing is left, anywhere.
func TestCreateSharedFailsAtItsEnd(t *testing.T) {
	b := &bench{T: t, options: newPC(t, "PC A"), kit: must(NewRecoveryKit())(t)}
	b.server, b.password = newServer(t)
	create := func(o Options) error {
		office, err := CreateShared(t.Context(), o, b.server, b.password, Setup{
			Kind: KindMulti, Office: "山田商店", Login: "sato.h", Name: "佐藤 花子", Password: adminPassword, Kit: b.kit,
		})
		b.Office = office
		return err
	}
	path := filepath.Join(b.options.Config, "server.json")
	hindered := b.options
	hindered.Keys = putHook{keys.File(filepath.Join(b.options.Config, "keys")), func() {
		b.want("", os.MkdirAll(filepath.Join(path, "in the way"), 0o700))
	}}
	if err := create(hindered); err == nil {
		t.Fatal("it did not fail")
	}
	b.want("", os.RemoveAll(path))
	b.hasNothing()
	if state := must(ProbeServer(t.Context(), b.options, b.server, b.password))(t); state != ServerEmpty {
		t.Errorf("the server is %s", state)
	}
	b.want("", create(b.options))
	t.Cleanup(b.closeOffice)
	b.admin()
}

// putHook is a key store at which something happens when a key is put there.
type putHook struct {
	keys.Store
	before func()
}

func (h putHook) Put(db keys.ID, key *keys.Key) error {
	h.before()
	return h.Store.Put(db, key)
}

// While a PC that waits is refused it says why, tries less and less often, and goes on once it can.
func TestWaitForAServerThatRefuses(t *testing.T) {
	b := newShared(t, KindMulti)
	role, password, s := b.withRole()
	other := b.newcomer("PC B")
	j, code := other.asks()
	must(s.AddPC(t.Context(), code))(t)
	pgtest.Exec(t, "postgres", "ALTER ROLE "+role+" PASSWORD 'a new one'")
	b.cutOff(b.server)
	var heard []Code
	b.want("", j.Wait(t.Context(), func(err error) {
		if heard = append(heard, CodeOf(err)); CodeOf(err) == CodeServerLogin {
			pgtest.Exec(t, "postgres", "ALTER ROLE "+role+" PASSWORD '"+password+"'")
		}
	}))
	if !slices.Contains(heard, CodeServerLogin) {
		t.Errorf("heard %v", heard)
	}
	pause := joinPoll
	for range 10 {
		pause = pauseAfter(&Error{Code: CodeServerLogin}, pause)
	}
	if pause != mostJoinPause || pauseAfter(nil, pause) != joinPoll {
		t.Errorf("the last pause is %v", pause)
	}
}
