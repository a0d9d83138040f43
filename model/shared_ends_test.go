package model

import (
	"sync/atomic"
	"testing"
)

// What another PC did ends a session here, though another look has followed the log before.
func TestResetThatAnotherLookHasFollowed(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	id, user := other.user("takahashi.k")
	other.enrol(user)
	other.shared.polling.Lock()
	b.want("", errOf(b.admin().ResetMFA(t.Context(), id)))
	b.want("", other.read(t.Context(), func(*view) error { return nil }))
	other.shared.polling.Unlock()
	b.want("", other.Reconnect(t.Context()))
	if user.State() != SessionOver {
		t.Error("the session goes on")
	}
}

// Another PC suspends somebody directly behind the row of a session that begins here, and that is polled before the session
// is among those that hear of it.
func TestSuspendedBeforeTheSessionHears(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	id, _ := other.user("takahashi.k")
	other.closeOffice()
	admin := b.admin()
	var behind atomic.Pointer[func()]
	other.options.Changed = func() {
		if do := behind.Load(); do != nil {
			(*do)()
		}
	}
	other.want("", other.reopen())
	must(other.WaitForVerification(t.Context()))(t)
	locked := must2(other.SignIn(t.Context(), "takahashi.k", userPassword))(t).Lock()
	for _, begins := range []struct {
		how  ActivityKind
		call func() (*Session, error)
	}{
		{ActivitySessionUnlocked, func() (*Session, error) { return locked.Unlock(t.Context(), userPassword) }},
		{ActivitySignedInByPassword, func() (*Session, error) {
			s, _, err := other.SignIn(t.Context(), "takahashi.k", userPassword)
			return s, err
		}},
	} {
		other.shared.polling.Lock() // nobody else polls
		since, _ := other.ledger.end()
		do := func() { // whenever something was written
			if !other.wrote(since, begins.how) {
				other.loseContact()
				return
			}
			behind.Store(nil)
			must(admin.Suspend(t.Context(), id))(t)
			b.want("", other.poll(t.Context()))
		}
		behind.Store(&do)
		other.loseContact()
		s, err := begins.call()
		other.shared.polling.Unlock()
		b.want("", err)
		if behind.Load() != nil {
			t.Fatalf("%s: nobody was suspended meanwhile", begins.how)
		}
		b.want("", other.Reconnect(t.Context()))
		if s.State() != SessionOver {
			t.Errorf("%s: the session goes on", begins.how)
		}
		must(admin.Resume(t.Context(), id))(t)
	}
}

// A session that could not be told, because it was changing something, is told the next time.
func TestResetWhileTheSessionIsBusy(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	id, user := other.user("takahashi.k")
	other.enrol(user)
	user.changing.Lock()
	b.want("", errOf(b.admin().ResetMFA(t.Context(), id)))
	b.want("", other.Reconnect(t.Context()))
	user.changing.Unlock()
	b.want("", other.Reconnect(t.Context()))
	if user.State() != SessionOver {
		t.Error("the session goes on")
	}
}
