package model

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"qlingo/model/store"
	"qlingo/model/store/pgtest"
)

// withRole gives a shared office a role of its own, so that what happens to that does not touch other tests, and a clock
// that is set.
func (b *sharedBench) withRole() (role, password string, s *Session) {
	b.Helper()
	role, password = "qlingo_own", "of this role"
	pgtest.CreateRole(b.T, role, password)
	pgtest.Exec(b.T, b.server.Database, store.ServerGrants(role)+"GRANT CONNECT ON DATABASE "+b.server.Database+" TO "+role)
	b.Cleanup(func() { pgtest.Exec(b.T, "postgres", "ALTER ROLE "+role+" LOGIN PASSWORD '"+password+"'") })
	b.closeOffice()
	b.server.Role, b.password = role, password
	b.options = newPC(b.T, "PC D")
	b.options.Clock = b.clock.Now
	b.joinsByKit()
	return role, password, b.admin()
}

// A PC whose role was shut out, and whose connections were ended, knows it; its session rests when that lasts, and goes on
// when it is over.
func TestRoleIsShutOut(t *testing.T) {
	b := newShared(t, KindMulti)
	role, _, s := b.withRole()
	pgtest.Exec(t, "postgres", "ALTER ROLE "+role+" NOLOGIN")
	b.cutOff(b.server)
	b.want(CodeServerRefused, b.lost())
	if b.Connection().Lost.IsZero() || CodeOf(b.Connection().Err) != CodeServerRefused || s.State() != SessionActive {
		t.Errorf("%+v, state %v", b.Connection(), s.State())
	}
	b.clock.add(LostLimit)
	if s.State() != SessionIdle {
		t.Errorf("state %v", s.State())
	}
	b.want(CodeLocked, errOf(s.RecentSignIns(t.Context(), 1)))
	pgtest.Exec(t, "postgres", "ALTER ROLE "+role+" LOGIN")
	b.want("", b.Reconnect(t.Context()))
	if !b.Connection().Lost.IsZero() || s.State() != SessionActive {
		t.Errorf("%+v, state %v", b.Connection(), s.State())
	}
}

// lost asks until every connection that was ended has been used, and says why there is no other.
func (b *bench) lost() (err error) {
	b.Helper()
	for err == nil || CodeOf(err) == CodeServerUnreachable {
		err = b.Reconnect(b.Context())
	}
	return err
}

// A new password of the role is kept beside an open window, whose new connections use it, and which does not put the old one
// back when it keeps something else.
func TestNewServerPasswordBesideAnOpenWindow(t *testing.T) {
	b := newShared(t, KindMulti)
	role, _, s := b.withRole()
	pgtest.Exec(t, "postgres", "ALTER ROLE "+role+" PASSWORD 'a new one'")
	b.want(CodeServerLogin, SetServerPassword(t.Context(), b.options, "not that"))
	b.want("", SetServerPassword(t.Context(), b.options, "a new one"))
	folder := t.TempDir()
	b.want("", s.SetBackupFolder(t.Context(), folder))
	b.cutOff(b.server)
	for err := b.Reconnect(t.Context()); err != nil; err = b.Reconnect(t.Context()) {
		b.want(CodeServerUnreachable, err) // a connection that was ended
	}
	b.want("", b.reopen())
	if state := must(b.admin().Backups(t.Context()))(t); state.Folder != folder {
		t.Errorf("backups go to %s", state.Folder)
	}
	b.want("", SetServerPassword(t.Context(), b.options, "a new one"))
	b.want("", b.reopen())
	if state := must(b.admin().Backups(t.Context()))(t); state.Folder != folder {
		t.Errorf("with a new password backups go to %s", state.Folder)
	}
}

// wrote tells whether the log has a row of a kind behind another.
func (b *bench) wrote(since int64, kind ActivityKind) (found bool) {
	b.Helper()
	b.want("", b.db.Read(b.Context(), func(tx *store.Tx) error {
		rows, err := tx.ActivityAfter(since, batchRows)
		found = slices.ContainsFunc(rows, func(a *store.Activity) bool {
			got, _ := kindOf(a.Kind)
			return got == kind
		})
		return err
	}))
	return found
}

// loseContact lets what is asked or written next find that contact is back, and tell so.
func (b *bench) loseContact() {
	b.shared.mutex.Lock()
	defer b.shared.mutex.Unlock()
	b.shared.contact.Lost = time.Now()
}

// Somebody asks anew for the server while the window closes.
func TestReconnectBesideClosing(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	other.admin()
	b.admin()
	o := other.Office
	other.Office = nil
	o.attempts.Lock() // Close waits for this
	o.writes <- struct{}{}
	reconnected, closed := make(chan error, 1), make(chan error, 1)
	go func() { closed <- o.Close() }()
	<-o.verification.ended
	go func() { reconnected <- o.Reconnect(context.WithoutCancel(t.Context())) }()
	for o.using.TryLock() { // until Reconnect is under way
		o.using.Unlock()
		time.Sleep(time.Millisecond)
	}
	o.attempts.Unlock()
	for over := false; !over && o.using.TryRLock(); { // until Close waits for it, or has not had to
		over = o.closed
		o.using.RUnlock()
	}
	<-o.writes
	ended(t, closed)
	ended(t, reconnected)
}

// ended waits for what may hang where there is a bug.
func ended[R any](t *testing.T, done <-chan R) (r R) {
	t.Helper()
	select {
	case r = <-done:
	case <-time.After(2 * time.Minute):
		t.Fatal("it hangs")
	}
	return r
}

// Who is told that something changed looks at once, in another goroutine, and comes back only when that is over.
func TestWhoIsToldLooks(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	other.closeOffice()
	var office atomic.Pointer[Office]
	var told atomic.Int64
	other.options.Changed = func() {
		told.Add(1)
		done := make(chan bool)
		go func() {
			defer close(done)
			if o := office.Load(); o != nil {
				o.Connection()
				_ = o.read(context.WithoutCancel(t.Context()), func(*view) error { return nil })
			}
		}()
		ended(t, done)
	}
	b.want("", other.reopen())
	office.Store(other.Office)
	s := other.admin()
	must(other.WaitForVerification(t.Context()))(t)
	other.loseContact()
	written := make(chan error, 1)
	go func() { written <- other.write(t.Context(), func(*writing) error { return nil }) }()
	b.want("", ended(t, written))
	b.cutOff(b.server)
	for told.Load() < 3 {
		_, _, _ = b.SignIn(t.Context(), "sato.h", adminPassword)
		_ = other.Reconnect(t.Context())
		_, _ = s.RecentSignIns(t.Context(), 1)
	}
	other.closeOffice()
}

// A window closes though a backup does not come to its end, because the folder hangs.
func TestCloseBesideABackupThatHangs(t *testing.T) {
	b := newShared(t, KindMulti)
	for range 5 { // a server that is slow gives the copy up before the window is closed
		b.want("", b.reopen())
		must(b.WaitForVerification(t.Context()))(t)
		waiting, release := holdUp(t, b.server.Database, "checkpoint")
		o := b.Office
		b.Office = nil
		copied, closed := make(chan error, 1), make(chan error, 1)
		go func() { copied <- o.copyTo(context.WithoutCancel(t.Context()), t.TempDir()+"/copy.db") }()
		waiting()
		go func() { closed <- o.Close() }()
		b.want("", ended(t, closed))
		hung := b.connections("wait_event_type = 'Lock'") > 0
		release()
		ended(t, copied)
		if hung {
			return
		}
	}
	t.Error("the copy was waited for")
}

// While the log is followed at opening, somebody else looks: what that has followed already is no row never written.
func TestLooksWhileTheLogIsFollowed(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	must(other.WaitForVerification(t.Context()))(t)
	for range 10 {
		other.ledger.mutex.Lock() // who follows the log has begun a transaction, and waits
		completed, looked := make(chan error, 1), make(chan error, 1)
		go func() { completed <- other.completeLedger(t.Context()) }()
		for b.connections("state = 'idle in transaction'") == 0 {
			time.Sleep(time.Millisecond)
		}
		go func() { looked <- other.read(t.Context(), func(*view) error { return nil }) }()
		b.admin()
		other.ledger.mutex.Unlock()
		b.want("", ended(t, looked))
		b.want("", ended(t, completed))
	}
}

// connections is how many there are to the database of which something is true.
func (b *sharedBench) connections(which string) (n int) {
	b.Helper()
	conn := pgtest.Connect(b.T, b.server.Database)
	defer conn.Close(b.Context())
	row := conn.QueryRow(b.Context(), "SELECT count(*) FROM pg_stat_activity WHERE datname = $1 AND "+which, b.server.Database)
	if err := row.Scan(&n); err != nil {
		b.Fatal(err)
	}
	return n
}

// A check beside PCs at work finds nothing.
func TestCheckBesideBusyPCs(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	ctx, stop := context.WithCancel(t.Context())
	busy := make(chan bool)
	go func() {
		defer close(busy)
		for ctx.Err() == nil {
			if s, _, err := b.SignIn(ctx, "sato.h", adminPassword); err == nil {
				s.SignOut()
			}
			_ = other.read(ctx, func(*view) error { return nil }) // which moves the anchor on
		}
	}()
	for range 10 {
		must(Check(t.Context(), other.options, ""))(t)
	}
	stop()
	<-busy
}

// All at once: what one PC does at the same time, for the race detector.
func TestEverythingAtOnceOnAPC(t *testing.T) {
	b := newShared(t, KindMulti)
	s, folder := b.admin(), t.TempDir()
	for range 3 {
		done := make(chan error)
		doing := []func() error{
			func() error { return s.SetBackupFolder(t.Context(), folder) },
			func() error { return b.setBackupChoice(folder) },
			func() error { _ = b.Database() + b.KeyPlace(); return b.Reconnect(t.Context()) },
			func() error { return errOf(s.PCs(t.Context())) },
			func() error { return errOf(s.Server()) },
			func() error { return errOf(s.Backups(t.Context())) },
			func() error { return b.audit(t.Context()) },
			func() error { b.Connection(); b.admin(); return nil },
		}
		for _, do := range doing {
			go func() { done <- do() }()
		}
		for range doing {
			b.want("", <-done)
		}
	}
}

// A row of the list of PCs that was taken away shows, and its PC is not refused as if it had been in order.
func TestRowOfAPCIsTakenAway(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	pgtest.Exec(t, b.server.Database, "DELETE FROM qlingo.pc WHERE name = 'PC B'")
	b.want(CodeTamperedFile, errOf(b.admin().PCs(t.Context())))
	b.want(CodeTamperedFile, b.admin().RemovePC(t.Context(), [16]byte(other.shared.file.PC)))
	b.want("", b.reopen())
	_, err := b.WaitForVerification(t.Context())
	b.want(CodeTamperedLog, err)
	b.closeOffice()
}

// Contact is lost while a PC that was accepted checks the database: it goes on once contact is back, with the same code.
func TestAcceptedPCLosesContact(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.newcomer("PC B")
	j, code := other.asks()
	must(b.admin().AddPC(t.Context(), code))(t)
	b.closeOffice() // nobody else reads the accounts, which only a PC with an answer does
	waiting, release := holdUp(t, b.server.Database, "account")
	var heard []Code
	joined := make(chan error, 1)
	go func() { joined <- j.Wait(t.Context(), func(err error) { heard = append(heard, CodeOf(err)) }) }()
	waiting()
	b.cutOff(b.server)
	release()
	b.want("", ended(t, joined))
	if !slices.Contains(heard, CodeServerUnreachable) {
		t.Errorf("heard %v", heard)
	}
	j.Close()
	b.want("", other.reopen())
	other.admin()
	b.want("", b.reopen())
	if pcs := must(b.admin().PCs(t.Context()))(t); len(pcs) != 2 || b.joining(j) != nil {
		t.Errorf("joined: %+v", pcs)
	}
}
