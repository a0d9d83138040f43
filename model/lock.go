package model

import (
	"context"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"qlingo/model/store"
)

// Locked is a session that rests: its keys are dropped, the password brings it back.
type Locked struct {
	o       *Office
	started time.Time
	left    atomic.Bool

	mutex sync.Mutex // guards what follows
	me    Person
	epoch int64
	news  News
}

// Format keeps the type's shape stable in logs.
func (l *Locked) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "Locked") }

// Lock drops the session's keys. The session itself does nothing any more; locking it
// again gives the same Locked.
func (s *Session) Lock() *Locked {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.locked == nil {
		s.locked = &Locked{o: s.o, me: s.me, epoch: s.epoch, news: s.news, started: s.started}
		s.locked.left.Store(s.over)
		s.dropKeys()
	}
	return s.locked
}

// Person is who locked it.
func (l *Locked) Person() Person {
	me, _, _ := l.who()
	return me
}

func (l *Locked) who() (Person, int64, News) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.me, l.epoch, l.news
}

// update follows a change that the session itself has made.
func (l *Locked) update(me Person, epoch int64, news News) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.me, l.epoch, l.news = me, epoch, news
}

// Over tells that it cannot be unlocked any more.
func (l *Locked) Over() bool {
	return l.left.Load() || elapsed(l.started, l.o.options.Clock()) >= SessionLimit
}

// Leave ends it, so that another person can sign in.
func (l *Locked) Leave() { l.left.Store(true) }

// Unlock takes the password, throttled like sign-in and without a PIN: what it brings back
// has proven the password only. It is refused when anything about the person's sign-in has
// changed meanwhile.
func (l *Locked) Unlock(ctx context.Context, password string) (*Session, error) {
	l.o.attempts.Lock()
	defer l.o.attempts.Unlock()
	if l.Over() {
		return nil, &Error{Code: CodeEnded}
	}
	me, epoch, news := l.who()
	p, err := l.o.prove(ctx, me.Login, password)
	if err != nil {
		return nil, asOwnPassword(err)
	}
	defer p.wipe()
	if err := l.o.rehash(p, password); err != nil {
		return nil, coded(err)
	}
	var s *Session
	err = l.o.write(ctx, func(w *writing) error {
		u, err := w.user(store.ID(me.ID))
		if err != nil {
			return err
		}
		if l.Over() || u.Epoch != epoch || u.Status != active || p.user.ID != u.ID || p.user.Epoch != u.Epoch {
			l.Leave()
			return &Error{Code: CodeEnded}
		}
		if err := w.resetCounters(l.o.passwordKey(u.Login)); err != nil {
			return err
		}
		if err := w.unlocked(u, p); err != nil {
			return err
		}
		w.moveTimeMark()
		a, err := w.account(u.Account)
		if err != nil {
			return err
		}
		s, err = w.session(u, a, p)
		return err
	})
	if err != nil {
		return nil, err
	}
	s.started, s.news = l.started, news
	l.o.attend(s)
	l.Leave()
	return s, nil
}

// unlocked logs it, and writes the person's row if the hash was raised.
func (w *writing) unlocked(u *store.User, p *proven) error {
	e := event{kind: ActivitySessionUnlocked, actor: u, target: u}
	stronger, err := w.applyRehash(u, p)
	if err != nil {
		return err
	}
	if stronger {
		return w.update(u, e)
	}
	return w.log(e, nil)
}

// asOwnPassword turns a refused sign-in into a refused password of somebody known.
func asOwnPassword(err error) error {
	switch CodeOf(err) {
	case CodeWrongCredentials:
		return &Error{Code: CodeCurrentWrong, Field: "current", Err: err}
	case CodeThrottled, CodePasswordStopped:
		return inField("current", err)
	}
	return err
}
