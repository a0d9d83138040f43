package model

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"qlingo/model/store"
	"qlingo/model/store/pgtest"
)

// mover is an office on a file, and a prepared server.
func mover(t *testing.T) *bench {
	t.Helper()
	b := newBenchOn(t, KindMulti, false)
	b.server, b.password = newServer(t)
	return b
}

// stillOnFile expects that nothing came of a move: the file goes on, and the PC knows no server.
func (b *bench) stillOnFile() {
	b.Helper()
	for _, suffix := range []string{"", moving, ".left"} {
		if _, err := os.Lstat(b.options.serverPath() + suffix); err == nil {
			b.Errorf("server.json%s is there", suffix)
		}
	}
	b.admin()
	b.want("", b.reopen())
	if b.Shared() {
		b.Fatal("the PC uses the server")
	}
	b.admin()
	b.want("", b.db.Read(b.Context(), func(tx *store.Tx) error {
		pcs, err := tx.PCs()
		if len(pcs) > 0 {
			b.Errorf("a PC that never moved is in the list")
		}
		return err
	}))
}

// stateOf is what is on the server of a move.
func (b *bench) serverIs(want ServerState) {
	b.Helper()
	if state := must(ProbeServer(b.Context(), b.options, b.server, b.password))(b.T); state != want {
		b.Errorf("the server is %s", state)
	}
}

// holdUp keeps everybody from a table of a server until release is called; waiting waits until somebody wants it.
func holdUp(t *testing.T, database, table string) (waiting, release func()) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	conn := pgtest.Connect(t, database)
	if _, err := conn.PgConn().Exec(ctx, "BEGIN; LOCK TABLE qlingo."+table+" IN ACCESS EXCLUSIVE MODE").ReadAll(); err != nil {
		t.Fatal(err)
	}
	released := false
	release = func() {
		if !released {
			released = true
			_ = conn.Close(ctx)
		}
	}
	t.Cleanup(release)
	return func() {
		for n := 0; n == 0; time.Sleep(10 * time.Millisecond) {
			row := conn.QueryRow(ctx, "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = ('qlingo.'||$1)::regclass", table)
			if err := row.Scan(&n); err != nil {
				t.Error(err)
				return
			}
		}
	}, release
}

func TestMoveToServerIsInterrupted(t *testing.T) {
	for name, interrupt := range map[string]func(b *bench, cancel func()){
		"given up":             func(_ *bench, cancel func()) { cancel() },
		"the server goes away": func(b *bench, _ func()) { b.cutOff(b.server) },
	} {
		t.Run(name, func(t *testing.T) {
			b := mover(t)
			s := b.admin()
			waiting, release := holdUp(t, b.server.Database, "activity")
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			done := make(chan error)
			go func() { done <- s.MoveToServer(ctx, b.server, b.password) }()
			waiting()
			interrupt(b, cancel)
			if err := <-done; CodeOf(err) != CodeCanceled && CodeOf(err) != CodeServerUnreachable {
				t.Errorf("%v", err)
			}
			release()
			b.stillOnFile()
			b.serverIs(ServerEmpty)
			b.want("", b.admin().MoveToServer(t.Context(), b.server, b.password))
			b.want("", b.reopen())
			if !b.Shared() {
				t.Error("a second attempt does not move")
			}
		})
	}
}

// cutOff ends the connections to a database.
func (b *bench) cutOff(at Server) {
	b.Helper()
	pgtest.Exec(b.T, "postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"+at.Database+
		"' AND usename = '"+at.Role+"'")
}

// The rows are on the server, and the file does not get its last one: it goes on. What lies on the server is used by nobody,
// and it takes another database there to try again.
func TestMoveToServerFailsBehindTheLastRow(t *testing.T) {
	b := mover(t)
	ctx, cancel := context.WithCancel(t.Context())
	b.stepInMove(func(step string) { cancel() })
	b.want(CodeCanceled, b.admin().MoveToServer(ctx, b.server, b.password))
	if _, err := os.Lstat(b.options.serverPath() + moving); err == nil {
		t.Error("the way to the server is kept")
	}
	b.stepInMove(nil)
	b.stillOnFile()
	b.serverIs(ServerOffice)
	b.want(CodeServerNotEmpty, b.admin().MoveToServer(t.Context(), b.server, b.password))
	b.stillOnFile()
	b.server, b.password = newServer(t)
	b.want("", b.admin().MoveToServer(t.Context(), b.server, b.password))
	b.want("", b.reopen())
	if !b.Shared() {
		t.Error("not on the server")
	}
	b.admin()
}

// stepInMove opens the office so that something happens at the steps of a move.
func (b *bench) stepInMove(do func(step string)) {
	b.Helper()
	b.options.onStep = do
	b.want("", b.reopen())
}

// crashed is the PC as a crash leaves it at a step of a move, by step.
func (b *bench) crashed(move func(*Session) error) map[string]*bench {
	b.Helper()
	states := map[string]*bench{}
	b.stepInMove(func(step string) {
		left := &bench{T: b.T, clock: b.clock, options: b.options, kit: b.kit, server: b.server, password: b.password}
		left.options.Data, left.options.Config, left.options.onStep = b.TempDir(), b.TempDir(), nil
		copyFolder(b.T, b.options.Data, left.options.Data)
		copyFolder(b.T, b.options.Config, left.options.Config)
		b.Cleanup(left.closeOffice)
		states[step] = left
	})
	b.want("", move(b.admin()))
	b.closeOffice()
	return states
}

// Until the file has its last row it goes on, from then on the server does.
func TestCrashWhileMovingToServer(t *testing.T) {
	b := mover(t)
	states := b.crashed(func(s *Session) error { return s.MoveToServer(t.Context(), b.server, b.password) })
	before := states["carried"]
	before.want("", before.reopen())
	if _, err := os.Lstat(before.options.serverPath() + moving); before.Shared() || err == nil {
		t.Errorf("the file that had no last row goes on on the server: %v, %v", before.Shared(), err)
	}
	before.admin()
	before.want(CodeServerNotEmpty, before.admin().MoveToServer(t.Context(), b.server, b.password))
	before.closeOffice()

	after := states["left"]
	after.want("", after.reopen())
	if _, err := os.Lstat(after.options.Database()); !after.Shared() || err == nil {
		t.Errorf("the move was not finished: %v, %v", after.Shared(), err)
	}
	after.admin()
	after.want("", after.reopen())
	after.admin()
}

func TestCrashWhileMovingToFile(t *testing.T) {
	b := newShared(t, KindMulti)
	states := b.crashed(func(s *Session) error { return s.MoveToFile(t.Context()) })
	after := states["left"]
	after.want("", after.reopen())
	if after.Shared() {
		t.Error("the move was not finished")
	}
	after.admin()
	after.want("", after.reopen())
	after.admin()
}

// The server's database goes on where the last row could not be written there: no file is left, and it can be moved again.
func TestMoveToFileFailsBehindTheLastRow(t *testing.T) {
	b := newShared(t, KindMulti)
	ctx, cancel := context.WithCancel(t.Context())
	b.stepInMove(func(step string) { cancel() })
	s := b.admin()
	b.want(CodeCanceled, s.MoveToFile(ctx))
	for _, suffix := range append([]string{""}, sidecars...) {
		if _, err := os.Lstat(b.options.Database() + suffix); err == nil {
			t.Errorf("qlingo.db%s is there", suffix)
		}
	}
	b.admin()
	b.want("", b.reopen())
	if !b.Shared() {
		t.Fatal("not on the server any more")
	}
	b.want("", b.admin().MoveToFile(t.Context()))
	b.want("", b.reopen())
	if b.Shared() {
		t.Error("still on the server")
	}
	b.admin()
}

// A server ends a transaction that says nothing for 5 s. A long log takes longer to verify.
func TestMoveToFileTakesLong(t *testing.T) {
	b := newShared(t, KindMulti)
	b.stepInMove(func(step string) {
		if step == "carried" {
			time.Sleep(6 * time.Second)
		}
	})
	b.want("", b.admin().MoveToFile(t.Context()))
	b.want("", b.reopen())
	if b.Shared() {
		t.Error("still on the server")
	}
	b.admin()
}

// The other PCs of a database that has moved, and a file that was put back, say where things stand.
func TestPlaceThatWasLeft(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	s := other.admin()
	b.want("", b.admin().MoveToFile(t.Context()))
	b.want(CodeMoved, errOf(s.RecentSignIns(t.Context(), 1)))
	other.closeOffice()
	b.want(CodeMoved, errOf(BackUp(t.Context(), other.options, t.TempDir())))
	b.want(CodeMoved, other.reopen())
	third := b.newcomer("PC C")
	b.serverIs(ServerMoved)
	b.want(CodeMoved, errOf(BeginJoin(t.Context(), third.options, b.server, b.password)))
	b.want(CodeMoved, JoinWithKit(t.Context(), third.options, b.server, b.password, b.kitText(), true))
	third.hasNothing()

	b.want("", b.reopen())
	b.server, b.password = newServer(t)
	b.want("", b.admin().MoveToServer(t.Context(), b.server, b.password))
	b.want("", b.reopen())
	b.closeOffice()
	must(LeaveServer(b.options))(t)
	b.want("", os.Rename(b.options.Database()+".moved", b.options.Database()))
	b.want(CodeMoved, errOf(BackUp(t.Context(), b.options, t.TempDir())))
	b.want(CodeMoved, b.reopen())
}

// A PC that waits hears that the database has moved meanwhile.
func TestMovedWhileAPCWaits(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.newcomer("PC B")
	j, _ := other.asks()
	b.want("", b.admin().MoveToFile(t.Context()))
	b.want(CodeMoved, j.Wait(t.Context(), func(error) {}))
	j.Close()
	other.hasNothing()
}

// Files that lie in the data folder of a PC that uses a server.
func TestFilesBesideASharedDatabase(t *testing.T) {
	b, foreign := newShared(t, KindMulti), newBenchOn(t, KindMulti, false)
	foreign.closeOffice()
	file := must(os.ReadFile(foreign.options.Database()))(t)
	b.want("", os.WriteFile(b.options.Database(), file, 0o600))
	b.want("", b.reopen())
	if got := must(os.ReadFile(b.options.Database()))(t); !b.Shared() || string(got) != string(file) {
		t.Error("another office's file was touched")
	}
	b.want(CodeFileThere, b.admin().MoveToFile(t.Context()))
	b.want("", os.Remove(b.options.Database()))

	m := mover(t)
	older := m.options.Database() + ".moved"
	m.want("", os.WriteFile(older, []byte("older"), 0o600))
	m.want("", m.admin().MoveToServer(t.Context(), m.server, m.password))
	m.want("", m.reopen())
	if got := must(os.ReadFile(older))(t); string(got) != "older" {
		t.Error("a file that was put aside before was overwritten")
	}
	if kept := must(filepath.Glob(older + "-*"))(t); len(kept) != 1 {
		t.Errorf("put aside: %v", kept)
	}
	m.want("", m.admin().MoveToFile(t.Context())) // nothing of the former file is beside the new one
	m.want("", m.reopen())
	m.admin()
}

// LeaveServer makes a new PC of it: the first run.
func TestLeaveServer(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	b.want(CodeInUse, errOf(LeaveServer(other.options)))
	other.want("", other.BackUpDaily(t.Context()))
	other.closeOffice()
	if kept := must(LeaveServer(other.options))(t); kept == "" {
		t.Error("nothing was kept")
	}
	other.want(CodeNoDatabase, other.reopen())
	if kept := must(LeaveServer(other.options))(t); kept != "" {
		t.Errorf("left again: %s", kept)
	}
	if _, ok := JoinedServer(other.options); ok {
		t.Error("it still uses a server")
	}
	other.joinsByKit()
	other.admin()

	m := mover(t) // whose backups, and whose place, were a file's before
	m.want("", m.BackUpDaily(t.Context()))
	m.want("", m.admin().MoveToServer(t.Context(), m.server, m.password))
	m.want("", m.reopen())
	m.closeOffice()
	must(LeaveServer(m.options))(t)
	m.want(CodeNoDatabase, m.reopen())
}
