package model

import (
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"
)

// attackTarget is what the attacks are tried on: takahashi.k has MFA on and has failed twice,
// tanaka.n has neither. The thief knows takahashi's password and signs in with it.
type attackTarget struct {
	*bench
	secret []byte
	early  snapshot // before takahashi switched MFA on
}

func newAttackTarget(t *testing.T) *attackTarget {
	t.Helper()
	p := &attackTarget{bench: newBench(t, KindMulti)}
	p.user("takahashi.k")
	p.user("tanaka.n")
	p.closeOffice()
	p.early = keep(t, p.options)
	p.want("", p.reopen())
	s := must2(p.SignIn(t.Context(), "takahashi.k", userPassword))(t)
	p.secret, _ = p.enrol(s)
	p.want(CodeWrongPIN, errOf(p.pending("takahashi.k", userPassword).Enter(t.Context(), "000000")))
	p.clock.add(time.Minute)
	p.want("", errOf(p.pending("takahashi.k", userPassword).Enter(t.Context(), p.pin(p.secret))))
	p.want(CodeWrongPIN, errOf(p.pending("takahashi.k", userPassword).Enter(t.Context(), "000000")))
	_, _, err := p.SignIn(t.Context(), "takahashi.k", "a wrong password, certainly")
	p.want(CodeWrongCredentials, err)
	p.closeOffice()
	return p
}

func must2(s *Session, p *Pending, err error) func(*testing.T) *Session {
	return func(t *testing.T) *Session {
		t.Helper()
		if err != nil || p != nil {
			t.Fatal(p, err)
		}
		return s
	}
}

func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

func openSQL(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", (&url.URL{Scheme: "file", Path: path}).String())
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	return db
}

// editFile runs plain SQL on the closed file, as anybody with a database browser could.
func editFile(t *testing.T, path string, statements ...string) {
	t.Helper()
	db := openSQL(t, path)
	for _, statement := range statements {
		result, err := db.Exec(statement)
		if err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
		if n, _ := result.RowsAffected(); n == 0 && statement[0] != 'C' && statement[0] != 'A' && statement[0] != 'P' {
			t.Fatalf("%s: nothing was changed", statement)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

const victim = " WHERE login = 'takahashi.k'"

// attacks are tried while the program is closed. at is where each is refused.
var attacks = []struct {
	name string
	at   string // "open", or "sign-in" of takahashi.k
	code Code
	sql  []string
	// server are the statements for a server, where they are others than on a file.
	server []string
	do     func(t *testing.T, p *attackTarget, o Options)
}{
	{name: "switch MFA off in the mirror", at: "sign-in", code: CodeTamperedPerson, sql: []string{"UPDATE user SET mfa = 0" + victim}},
	{name: "empty the sealed record", at: "sign-in", code: CodeTamperedPerson, sql: []string{"UPDATE user SET mfa = 0, mfa_record = x''" + victim}},
	{name: "make oneself administrator", at: "sign-in", code: CodeTamperedPerson, sql: []string{"UPDATE user SET role = 'administrator'" + victim}},
	{name: "copy an administrator's sealed key", at: "sign-in", code: CodeTamperedPerson, sql: []string{
		"UPDATE user SET role = 'administrator', key_admin = (SELECT key_admin FROM user WHERE login = 'sato.h')" + victim,
	}},
	{name: "copy another's password columns", at: "sign-in", code: CodeTamperedPerson, sql: []string{
		`UPDATE user SET (salt, hash_time, hash_memory, hash_threads, password_check, key_password) =
		(SELECT salt, hash_time, hash_memory, hash_threads, password_check, key_password FROM user WHERE login = 'tanaka.n')` + victim,
	}},
	{name: "copy another's whole second step", at: "sign-in", code: CodeTamperedPerson, sql: []string{
		"UPDATE user SET (mfa, mfa_record) = (SELECT mfa, mfa_record FROM user WHERE login = 'tanaka.n')" + victim,
	}},
	{name: "wipe another's row over with a copy of one's own", at: "sign-in", code: CodeTamperedPerson, sql: []string{
		`UPDATE user SET (mfa, mfa_record, generation, tag, epoch) = (SELECT mfa, mfa_record, generation, tag, epoch FROM user WHERE login = 'tanaka.n')` + victim,
	}},
	{name: "zero the last step", at: "sign-in", code: CodeTamperedPerson, sql: []string{"UPDATE user SET last_step = 0" + victim}},
	{name: "zero the counters", at: "sign-in", code: CodeTamperedPerson, sql: []string{"UPDATE throttle SET failures = 0, since = 0"}},
	{name: "delete the counters", at: "sign-in", code: CodeTamperedPerson, sql: []string{"DELETE FROM throttle"}},
	{name: "delete the counters and what the log says of them", at: "open", code: CodeTamperedLog, sql: []string{
		"DELETE FROM throttle", "DELETE FROM activity WHERE row_table = 'throttle'",
	}},
	{name: "weaken the hash", at: "sign-in", code: CodeTamperedPerson, sql: []string{"UPDATE user SET hash_memory = 1" + victim}},
	{name: "rename a login", at: "sign-in", code: CodeTamperedPerson, sql: []string{
		"UPDATE user SET login = 'x'" + victim, "UPDATE user SET login = 'takahashi.k' WHERE login = 'tanaka.n'",
	}},
	{name: "delete activity in the middle", at: "open", code: CodeTamperedLog, sql: []string{"DELETE FROM activity WHERE seq = 5"}},
	{name: "delete activity at the end", at: "open", code: CodeTamperedLog, sql: []string{"DELETE FROM activity WHERE seq = (SELECT max(seq) FROM activity)"}},
	{name: "delete activity at the beginning", at: "open", code: CodeTamperedLog, sql: []string{"DELETE FROM activity WHERE seq = 1"}},
	{name: "delete all activity", at: "open", code: CodeTamperedLog, sql: []string{"DELETE FROM activity"}},
	{name: "change activity", at: "open", code: CodeTamperedLog, sql: []string{"UPDATE activity SET kind = 'sign_in_pin' WHERE kind = 'pin_wrong'"}},
	{name: "add activity", at: "open", code: CodeTamperedLog, sql: []string{
		"INSERT INTO activity SELECT seq + 1, time, kind, account, actor, actor_login, target, target_login, host, row_table, row_id, row_generation, row_tag, mac FROM activity ORDER BY seq DESC LIMIT 1",
	}},
	{name: "turn the log's end back in the meta row", at: "open", code: CodeTamperedFile, sql: []string{
		"UPDATE meta SET seq = seq - 1", "DELETE FROM activity WHERE seq = (SELECT max(seq) FROM activity)",
	}},
	{name: "turn the time mark back", at: "open", code: CodeTamperedFile, sql: []string{"UPDATE meta SET time_mark = 0"}},
	{name: "add a trigger", at: "open", code: CodeTamperedFile, sql: []string{
		"CREATE TRIGGER t AFTER UPDATE ON throttle BEGIN DELETE FROM throttle; END",
	}, server: []string{
		"CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN DELETE FROM qlingo.throttle;RETURN NULL;END'",
		"CREATE TRIGGER t AFTER UPDATE ON throttle EXECUTE FUNCTION public.f()",
	}},
	{name: "add a column", at: "open", code: CodeTamperedFile, sql: []string{"ALTER TABLE user ADD COLUMN note TEXT"}},
	{name: "add an account", at: "open", code: CodeTamperedFile, sql: []string{
		"INSERT INTO account (id, kind, name, kit, support, created, generation, tag) VALUES (randomblob(16), 'multi', '悪', x'', x'', 0, 1, randomblob(32))",
	}},
	{name: "say the file comes from the future", at: "open", code: CodeNewerVersion, sql: []string{"PRAGMA user_version = 99"}, server: []string{"UPDATE qlingo.version SET version = 99"}},
	{name: "put back an old copy of the file", at: "open", code: CodeOldCopy, do: func(t *testing.T, p *attackTarget, o Options) {
		putBack(t, o, p.early)
	}},
	{name: "put back one old row with its valid tag", at: "sign-in", code: CodeTamperedPerson, do: func(t *testing.T, p *attackTarget, o Options) {
		editFrom(t, o, p.early,
			"DELETE FROM user"+victim, "INSERT INTO user SELECT * FROM early.user"+victim)
	}},
	{name: "put back one old row and cut what the log says since", at: "open", code: CodeTamperedLog, do: func(t *testing.T, p *attackTarget, o Options) {
		editFrom(t, o, p.early,
			"DELETE FROM user"+victim, "INSERT INTO user SELECT * FROM early.user"+victim,
			"DELETE FROM activity WHERE row_table = 'user' AND row_id = (SELECT id FROM user"+victim+") AND seq > (SELECT max(seq) FROM early.activity)")
	}},
	{name: "put back an old counter with its valid tag", at: "sign-in", code: CodeTamperedPerson, do: func(t *testing.T, p *attackTarget, o Options) {
		editFrom(t, o, p.early,
			"DELETE FROM throttle WHERE id IN (SELECT id FROM early.throttle)", "INSERT INTO throttle SELECT * FROM early.throttle")
	}},
	{name: "remove the anchor", at: "open", code: CodeFreshnessUnknown, do: func(t *testing.T, _ *attackTarget, o Options) {
		if err := os.RemoveAll(filepath.Join(o.Config, "anchors")); err != nil {
			t.Fatal(err)
		}
	}},
	{name: "spoil the anchor", at: "open", code: CodeFreshnessUnknown, do: func(t *testing.T, _ *attackTarget, o Options) {
		for _, path := range must(filepath.Glob(filepath.Join(o.Config, "anchors", "*")))(t) {
			if err := os.WriteFile(path, make([]byte, anchorSlots*slotSize), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}},
	{name: "turn the anchor back with an old copy", at: "open", code: CodeFreshnessUnknown, do: func(t *testing.T, p *attackTarget, o Options) {
		putBack(t, o, p.early)
		head := firstMAC(t, o)
		slot := append(append([]byte{0, 0, 0, 0, 0, 0, 0, 1}, head...), make([]byte, 32)...)
		for _, path := range must(filepath.Glob(filepath.Join(o.Config, "anchors", "*")))(t) {
			if err := os.WriteFile(path, append(slot, slot...), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}},
	{name: "remove the key", at: "open", code: CodeKeyMissing, do: func(t *testing.T, _ *attackTarget, o Options) {
		if err := os.RemoveAll(filepath.Join(o.Config, "keys")); err != nil {
			t.Fatal(err)
		}
	}},
	{name: "put another key in its place", at: "open", code: CodeKeyMissing, do: func(t *testing.T, _ *attackTarget, o Options) {
		putOtherKey(t, o)
	}},
	{name: "nothing", at: "sign-in", code: "", do: func(*testing.T, *attackTarget, Options) {}},
}

func TestFileAttacks(t *testing.T) {
	p := newAttackTarget(t)
	for _, attack := range attacks {
		t.Run(attack.name, func(t *testing.T) {
			options := copyOffice(t, p.options)
			if attack.do != nil {
				attack.do(t, p, options)
			} else {
				statements := attack.sql
				if onServer() && attack.server != nil {
					statements = attack.server
				}
				edit(t, options, statements...)
			}
			b := &bench{T: t, clock: p.clock, options: options}
			defer b.closeOffice()
			err := b.reopen()
			if attack.at == "open" {
				b.want(attack.code, err)
				return
			}
			b.want("", err)
			if _, err := b.WaitForVerification(t.Context()); err != nil && attack.code == "" {
				t.Error(err)
			}
			b.verification.err = nil // what the check in the background finds must not be needed here
			s, pending, err := b.SignIn(t.Context(), "takahashi.k", userPassword)
			if attack.code == "" {
				if err != nil || s != nil || pending == nil {
					t.Fatalf("an untouched file: session %v, %v", s, err)
				}
				return
			}
			if CodeOf(err) != attack.code {
				t.Errorf("%v, want code %q", err, attack.code)
			}
			if s != nil || pending != nil {
				t.Error("the thief got in")
			}
		})
	}
}

// A deleted row leaves nobody who could be refused: the check of the whole log finds it
// and stops new sign-ins.
func TestDeletedPersonStopsSignIns(t *testing.T) {
	for _, statement := range []string{
		"DELETE FROM user" + victim,
		"INSERT INTO throttle VALUES (randomblob(32), 0, 0, 1, randomblob(32))",
	} {
		p := newAttackTarget(t)
		edit(t, p.options, statement)
		p.want("", p.reopen())
		_, err := p.WaitForVerification(t.Context())
		p.want(CodeTamperedLog, err)
		_, _, err = p.SignIn(t.Context(), "sato.h", adminPassword)
		p.want(CodeTamperedLog, err)
	}
}
