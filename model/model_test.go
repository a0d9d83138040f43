package model

import (
	"context"
	"sync"
	"testing"
	"time"

	"qlingo/model/keys"
	_ "qlingo/model/keys/cheap" // half of the time otherwise
	"qlingo/model/otp"
	"qlingo/model/store"
)

const (
	adminPassword = "correct horse battery"
	userPassword  = "tall cactus on the sill"
)

// clock is a clock that tests set.
type clock struct {
	mutex sync.Mutex
	now   time.Time
}

func (c *clock) Now() time.Time {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.now
}

func (c *clock) add(d time.Duration) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.now = c.now.Add(d)
}

// bench is an office on a real file or server, with a clock that stands still and cheap hashing.
type bench struct {
	*testing.T
	*Office
	clock   *clock
	options Options
	kit     *RecoveryKit

	server   Server // of an office that is shared
	password string
}

func newBench(t *testing.T, kind AccountKind) *bench {
	t.Helper()
	return newBenchOn(t, kind, onServer())
}

// newBenchOn is newBench on a file or on a server.
func newBenchOn(t *testing.T, kind AccountKind, server bool) *bench {
	t.Helper()
	b := &bench{T: t, clock: &clock{now: time.Date(2026, 11, 22, 13, 5, 0, 0, time.UTC)}}
	b.options = Options{
		Data: t.TempDir(), Config: t.TempDir(), ForceFileKeys: true,
		Clock: b.clock.Now, Hash: keys.Light, Host: "受付 PC",
	}
	b.kit = must(NewRecoveryKit())(t)
	setup := Setup{Kind: kind, Office: "山田商店", Login: "sato.h", Name: "佐藤 花子", Password: adminPassword, Kit: b.kit}
	if server {
		b.options.ownClock = true
		b.server, b.password = newServer(t)
		b.Office = must(CreateShared(t.Context(), b.options, b.server, b.password, setup))(t)
	} else {
		b.Office = must(Create(t.Context(), b.options, setup))(t)
	}
	t.Cleanup(func() { b.closeOffice() })
	return b
}

// must unwraps a result or ends the test.
func must[R any](r R, err error) func(*testing.T) R {
	return func(t *testing.T) R {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
}

func (b *bench) closeOffice() {
	if b.Office != nil {
		if err := b.Office.Close(); err != nil {
			b.Error(err)
		}
		b.Office = nil
	}
}

func (b *bench) reopen() error {
	b.Helper()
	b.closeOffice()
	o, err := Open(context.Background(), b.options)
	b.Office = o
	return err
}

// want fails unless an error has a code ("" for none).
func (b *bench) want(code Code, err error) {
	b.Helper()
	if CodeOf(err) != code {
		b.Fatalf("%v, want code %q", err, code)
	}
}

func (b *bench) admin() *Session {
	b.Helper()
	s, p, err := b.SignIn(b.Context(), "sato.h", adminPassword)
	if err != nil || p != nil {
		b.Fatal(p, err)
	}
	return s
}

// user adds a user who has set userPassword already.
func (b *bench) user(login string) (PersonID, *Session) {
	b.Helper()
	p, temporary, err := b.admin().AddUser(b.Context(), NewUser{Login: login, Details: Details{Name: "高橋 健一"}})
	b.want("", err)
	s, _, err := b.SignIn(b.Context(), login, temporary)
	b.want("", err)
	b.want("", s.ChangePassword(b.Context(), "", userPassword))
	return p.ID, s
}

func (b *bench) enrol(s *Session) (secret []byte, codes []string) {
	b.Helper()
	e := must(s.BeginMFA(b.Context()))(b.T)
	secret = append([]byte{}, e.secret...)
	codes = must(e.Confirm(b.Context(), b.pin(secret)))(b.T)
	return secret, codes
}

func (b *bench) pin(secret []byte) string {
	b.Helper()
	return must(otp.Code(secret, otp.Step(b.clock.Now())))(b.T)
}

// pending signs in as far as the PIN.
func (b *bench) pending(login, password string) *Pending {
	b.Helper()
	s, p, err := b.SignIn(b.Context(), login, password)
	if err != nil || s != nil {
		b.Fatalf("session %v, %v; want the PIN to be asked", s, err)
	}
	return p
}

// logged is how long the log is.
func (b *bench) logged() (seq int64, err error) {
	err = b.db.Read(b.Context(), func(tx *store.Tx) error {
		meta, err := tx.Meta()
		seq = meta.Seq
		return err
	})
	return seq, err
}

// elsewhere makes another account and signs its first person in.
func (b *bench) elsewhere(kind AccountKind, login string) *Session {
	b.Helper()
	b.allowAccounts()
	b.want("", b.CreateAccount(b.Context(), Setup{
		Kind: kind, Office: "森工務店", Login: login, Name: "森", Password: adminPassword + " too", Kit: must(NewRecoveryKit())(b.T),
	}))
	return must2(b.SignIn(b.Context(), login, adminPassword+" too"))(b.T)
}

func (b *bench) allowAccounts() {
	b.Helper()
	policy := DefaultPolicy()
	policy.MoreAccounts = true
	b.want("", b.admin().ChangeSettings(b.Context(), Settings{Name: "山田商店", Policy: policy}))
}

// require asks everybody of the account for the second step.
func (b *bench) require(s *Session, days int) {
	b.Helper()
	policy := DefaultPolicy()
	policy.RequireMFA, policy.GraceDays = true, days
	b.want("", s.ChangeSettings(b.Context(), Settings{Name: "山田商店", Policy: policy}))
}
