package model

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"qlingo/model/keys"
	"qlingo/model/otp"
	"qlingo/model/store"
)

// Closing waits for a write that is under way, and the file opens again.
func TestCloseDuringAWrite(t *testing.T) {
	b := newBench(t, KindMulti)
	o := b.Office
	inside, goOn, written := make(chan bool), make(chan bool), make(chan error)
	go func() {
		written <- o.write(context.Background(), func(w *writing) error {
			close(inside)
			<-goOn
			return w.log(event{kind: "x"}, nil)
		})
	}()
	<-inside
	closed := make(chan error)
	go func() { closed <- o.Close() }()
	select {
	case <-closed:
		t.Error("closed under a write")
	case <-time.After(50 * time.Millisecond):
	}
	close(goOn)
	b.want("", <-written)
	b.want("", <-closed)
	b.want(CodeEnded, o.write(t.Context(), func(*writing) error { return nil }))
	b.want(CodeEnded, o.read(t.Context(), func(*view) error { return nil }))
	b.Office = nil
	b.want("", b.reopen())
}

// Another program that holds the file for a while delays the check, and no more.
func TestBusyWhileChecking(t *testing.T) {
	b := newBench(t, KindMulti)
	db := must(sql.Open("sqlite3", (&url.URL{Scheme: "file", Path: b.options.Database()}).String()))(t)
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("BEGIN EXCLUSIVE"); err != nil {
		t.Fatal(err)
	}
	b.verification.stop()
	b.startVerification()
	time.Sleep(6 * time.Second) // longer than SQLite waits for a lock
	if _, err := db.Exec("ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	b.admin()
}

// A look beside a change of one's own epoch does not end the session.
func TestLookingBesideOwnChange(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	passwords := [2]string{userPassword, "another long password"}
	for i := range 6 {
		stop := make(chan bool)
		var looking sync.WaitGroup
		for range 2 {
			looking.Go(func() {
				for {
					select {
					case <-stop:
						return
					default:
						if _, err := s.Profile(context.Background()); err != nil {
							t.Error(err)
							return
						}
					}
				}
			})
		}
		b.want("", s.ChangePassword(t.Context(), passwords[i%2], passwords[(i+1)%2]))
		close(stop)
		looking.Wait()
	}
}

// The administrator's temporary password does not become the lasting one.
func TestTemporaryPasswordIsNotKept(t *testing.T) {
	b := newBench(t, KindMulti)
	_, temporary, err := b.admin().AddUser(t.Context(), NewUser{Login: "sasaki.r", Details: Details{Name: "佐々木 遼"}})
	b.want("", err)
	s := must2(b.SignIn(t.Context(), "sasaki.r", temporary))(t)
	for _, again := range []string{temporary, strings.ToLower(temporary), strings.ReplaceAll(temporary, "-", "")} {
		b.want(CodePasswordSame, s.ChangePassword(t.Context(), "", again))
		if again != temporary {
			b.want(CodePasswordSame, s.ChangePassword(t.Context(), temporary, again))
		}
	}
	other := must2(b.SignIn(t.Context(), "sasaki.r", temporary))(t)
	b.want("", s.ChangePassword(t.Context(), "", userPassword))
	b.want(CodeEnded, other.ChangePassword(t.Context(), "", "another long password"))
}

// Somebody who once signed in with the clock far ahead does not spoil what is issued
// after that.
func TestClockAheadOnce(t *testing.T) {
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	b.clock.add(20 * 365 * 24 * time.Hour)
	must2(b.SignIn(t.Context(), "takahashi.k", userPassword))(t)
	b.clock.add(-20 * 365 * 24 * time.Hour)
	_, temporary, err := b.admin().AddUser(t.Context(), NewUser{Login: "sasaki.r", Details: Details{Name: "佐々木 遼"}})
	b.want("", err)
	must2(b.SignIn(t.Context(), "sasaki.r", temporary))(t)
}

// Failures are counted in the order of the log, whatever the clock said.
func TestFailuresAreNotHiddenByTheClock(t *testing.T) {
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	b.clock.add(-time.Hour)
	for range 2 {
		_, _, err := b.SignIn(t.Context(), "takahashi.k", "wrong")
		b.want(CodeWrongCredentials, err)
	}
	b.clock.add(2 * time.Hour)
	if n := must2(b.SignIn(t.Context(), "takahashi.k", userPassword))(t).News().Failures; n != 2 {
		t.Errorf("%d failures are told, want 2", n)
	}
}

func TestLockedIsOneAndEndsWithItsSession(t *testing.T) {
	b := newBench(t, KindMulti)
	s := b.admin()
	l := s.Lock()
	if s.Lock() != l {
		t.Error("locked twice")
	}
	var watching sync.WaitGroup
	watching.Go(func() { // as the window does each second
		for !l.Over() {
			time.Sleep(time.Millisecond)
		}
	})
	b.want("", errOf(l.Unlock(t.Context(), adminPassword)))
	watching.Wait()
	s = b.admin()
	l = s.Lock()
	s.SignOut()
	b.want(CodeEnded, errOf(l.Unlock(t.Context(), adminPassword)))
}

// An action that was under way when the window locked raises the epoch: the password
// brings the session back all the same.
func TestLockDuringOwnChange(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	e := must(s.BeginMFA(t.Context()))(t)
	pin := b.pin(e.secret)
	b.writes <- struct{}{} // somebody else's write is under way
	confirmed := make(chan error)
	go func() { confirmed <- errOf(e.Confirm(context.Background(), pin)) }()
	time.Sleep(50 * time.Millisecond)
	l := s.Lock()
	<-b.writes
	b.want("", <-confirmed)
	s = must(l.Unlock(t.Context(), userPassword))(t)
	if !must(s.Profile(t.Context()))(t).MFA || !l.Person().MFA {
		t.Error("MFA is not on")
	}
}

// Leaving while the PIN is on its way gives nobody a session.
func TestLeaveWhileEntering(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	secret, _ := b.enrol(s)
	b.clock.add(otp.Period)
	p := b.pending("takahashi.k", userPassword)
	b.writes <- struct{}{} // somebody else's write is under way
	answer := make(chan error)
	go func() { answer <- errOf(p.Enter(context.Background(), b.pin(secret))) }()
	time.Sleep(50 * time.Millisecond)
	p.Leave()
	<-b.writes
	b.want(CodeEnded, <-answer)
	if p.userKey != (keys.Key{}) || !p.Over() {
		t.Error("an attempt that was left keeps its key")
	}
}

func TestNothingIsLeftAtTheHardStop(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	b.enrol(s)
	b.chargeToTheStop(b.pending("takahashi.k", userPassword))
	_, err := b.pending("takahashi.k", userPassword).Enter(t.Context(), "000000000000000000000000")
	b.want(CodeNotBackupCode, err)
	if n := err.(*Error).Left; n != 0 {
		t.Errorf("%d attempts left", n)
	}
}

// Whoever changed a password meanwhile, the old one does not unlock.
func TestOldPasswordDoesNotUnlock(t *testing.T) {
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	l := must2(b.SignIn(t.Context(), "takahashi.k", userPassword))(t).Lock()
	hash := b.hash
	b.hash = func(secret []byte, salt keys.Salt, p keys.Params) keys.Key {
		b.hash = hash // the row changes while the password is being hashed
		b.rewrite("takahashi.k", func(u, _ *store.User) { u.Epoch++ })
		return hash(secret, salt, p)
	}
	b.want(CodeEnded, errOf(l.Unlock(t.Context(), userPassword)))
}

// A key store that gives back another key is not used.
func TestForgetfulKeyStore(t *testing.T) {
	o := Options{Data: t.TempDir(), Config: t.TempDir(), Keys: placeStub{Store: keys.File(t.TempDir())}, Hash: keys.Light}
	_, err := Create(t.Context(), o, Setup{Kind: KindSingle, Login: "x.y", Name: "x", Password: adminPassword, Kit: must(NewRecoveryKit())(t)})
	if CodeOf(err) != CodeKeyStoreSilent {
		t.Error(err)
	}
	nothingLeft(t, o.Data)
}

// An anchor that cannot be moved is told, and at the next start the database counts as
// not writable.
func TestAnchorThatCannotMove(t *testing.T) {
	b := newBench(t, KindMulti)
	var warned error
	b.Office.options.Warn = func(err error) { warned = err }
	path := b.anchor.path
	b.anchor.path = filepath.Join(t.TempDir(), "none")
	b.admin()
	if warned == nil {
		t.Error("nobody was told")
	}
	b.anchor.path = path
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	b.want(CodeFreshnessUnknown, b.reopen())
}
