package model

import (
	"context"
	"strings"
	"time"

	"qlingo/model/keys"
	"qlingo/model/otp"
	"qlingo/model/store"
)

// The lives of temporary passwords: of a new person's, and of one that replaces a
// forgotten password.
const (
	firstTemporary = 14 * 24 * time.Hour
	resetTemporary = 24 * time.Hour
)

// NewUser is what an administrator enters about a new person.
type NewUser struct {
	Login      string
	Name       string
	Email      string
	Department string
	Phone      string
	Memo       string
}

// Check checks every field; the error names the first bad one.
func (n NewUser) Check() error {
	for _, err := range []error{
		CheckLogin(n.Login), CheckName(n.Name), CheckEmail(strings.TrimSpace(n.Email)), CheckDepartment(n.Department), CheckPhone(n.Phone), CheckMemo(n.Memo),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

// People are all persons of the administrator's account, by login. Whoever's row was
// changed from outside is StateTampered; nothing can be done with that row.
func (s *Session) People(ctx context.Context) (people []Person, err error) {
	err = s.see(ctx, needAdmin, func(v *view, _ *store.User, _ *hand) error {
		users, err := v.tx.Users(s.office)
		if err != nil {
			return err
		}
		locked, err := v.lockedOut()
		if err != nil {
			return err
		}
		people = make([]Person, len(users))
		for i, u := range users {
			people[i] = person(u, locked(u))
			if v.check(u, u.ID[:]) != nil { // one bad row must not take the others away
				people[i].State = StateTampered
			}
		}
		return nil
	})
	return people, err
}

// lockedOut tells who has to wait or has failed too often.
func (v *view) lockedOut() (func(*store.User) bool, error) {
	o := v.o
	counters, err := v.tx.Throttles()
	if err != nil {
		return nil, err
	}
	failures := make(map[[32]byte]*store.Throttle, len(counters))
	for _, t := range counters {
		failures[t.ID] = t
	}
	now := o.with.Clock()
	waiting := func(key [32]byte, stop int64) bool {
		t := failures[key]
		return t != nil && (t.Failures >= stop || now.Sub(moment(t.Since)) < waitAfter(t.Failures))
	}
	return func(u *store.User) bool {
		return len(failures) > 0 && (waiting(o.passwordKey(u.Login), passwordStop) || waiting(o.secondKey(u.ID), secondStop))
	}, nil
}

// AddUser adds a user. The temporary password comes back this once, in groups of five;
// it lasts 14 days and must be changed at the first sign-in.
func (s *Session) AddUser(ctx context.Context, n NewUser) (p Person, temporary string, err error) {
	if err := n.Check(); err != nil {
		return Person{}, "", err
	}
	id, err := keys.NewID(s.o.with.Rand)
	if err != nil {
		return Person{}, "", &Error{Code: CodeNoRandomness, Err: err}
	}
	temporary, err = keys.NewTemporary(s.o.with.Rand)
	if err != nil {
		return Person{}, "", &Error{Code: CodeNoRandomness, Err: err}
	}
	err = s.act(ctx, needAdmin|needProof, func(w *writing, me *store.User, h *hand) error {
		u := &store.User{
			ID: id, Account: s.office, Login: foldLogin(n.Login), Name: strings.TrimSpace(n.Name),
			Email: strings.TrimSpace(n.Email), Department: strings.TrimSpace(n.Department),
			Phone: strings.TrimSpace(n.Phone), Memo: n.Memo,
			Role: string(RoleUser), Status: active, Epoch: 1, Created: millis(w.now),
		}
		taken, err := w.userByLogin(u.Login)
		if err != nil {
			return err
		}
		if taken != nil {
			return &Error{Code: CodeLoginTaken, Field: "login"}
		}
		if err := s.o.newUser(u, &h.ak, temporary, true); err != nil {
			return err
		}
		u.TemporaryUntil = w.today() + firstTemporary.Milliseconds()
		p = person(u, false)
		return w.insert(u, event{kind: kindUserCreated, actor: me, target: u})
	})
	if err != nil {
		return Person{}, "", err
	}
	return p, otp.Group(temporary, 5, "-"), nil
}

// ResetPassword gives a user a new temporary password, in groups of five, for 24 hours.
// It lifts the stop of too many wrong passwords and ends that person's sessions; the
// second step stays as it is.
func (s *Session) ResetPassword(ctx context.Context, id PersonID) (p Person, temporary string, err error) {
	temporary, err = keys.NewTemporary(s.o.with.Rand)
	if err != nil {
		return Person{}, "", &Error{Code: CodeNoRandomness, Err: err}
	}
	err = s.act(ctx, needAdmin|needProof, func(w *writing, me *store.User, h *hand) error {
		u, uk, err := s.other(w, me, h, id)
		if err != nil {
			return err
		}
		defer uk.Wipe()
		if err := s.o.setPassword(u, uk, temporary, true); err != nil {
			return err
		}
		u.TemporaryUntil = w.today() + resetTemporary.Milliseconds()
		u.Epoch++
		p = person(u, false)
		if err := w.update(u, event{kind: kindPasswordReset, actor: me, target: u}); err != nil {
			return err
		}
		return w.clear(s.o.passwordKey(u.Login))
	})
	if err != nil {
		return Person{}, "", err
	}
	return p, otp.Group(temporary, 5, "-"), nil
}

// ResetMFA switches another person's second step off: secret, codes, counters and locks
// are gone, that person's sessions end. It is for users; administrators have their own
// page, a backup code, or support. Nobody can switch it on for another.
func (s *Session) ResetMFA(ctx context.Context, id PersonID) (p Person, err error) {
	err = s.act(ctx, needAdmin|needProof, func(w *writing, me *store.User, h *hand) error {
		u, uk, err := s.other(w, me, h, id)
		if err != nil {
			return err
		}
		defer uk.Wipe()
		second, err := s.o.openRecord(u, uk)
		if err != nil {
			return err
		}
		defer second.wipe()
		if !second.On {
			return &Error{Code: CodeMFAOff}
		}
		if err := s.o.switchOff(u, uk); err != nil {
			return err
		}
		p = person(u, false)
		if err := w.update(u, event{kind: kindMFAReset, actor: me, target: u}); err != nil {
			return err
		}
		return w.clear(s.o.secondKey(u.ID), s.o.passwordKey(u.Login))
	})
	return p, err
}

// other reads a user of the same account, who is not an administrator, and opens that
// person's key with the administrators' one.
func (s *Session) other(w *writing, me *store.User, h *hand, id PersonID) (*store.User, *keys.Key, error) {
	u, err := w.user(store.ID(id))
	if CodeOf(err) == CodeEnded { // that person, not this session
		return nil, nil, &Error{Code: CodeDenied}
	}
	if err != nil {
		return nil, nil, err
	}
	if u.Account != me.Account || u.ID == me.ID || u.Role != string(RoleUser) {
		return nil, nil, &Error{Code: CodeDenied}
	}
	uk, err := h.ak.Unwrap(s.o.context("escrow", u.ID), u.KeyEscrow)
	if err != nil {
		return nil, nil, because(CodeTamperedPerson, "the person's key: %w", err)
	}
	return u, &uk, nil
}

// Suspend keeps a user from signing in and ends that person's sessions.
func (s *Session) Suspend(ctx context.Context, id PersonID) error {
	return s.setStatus(ctx, id, suspended, kindUserSuspended)
}

// Resume lets a suspended user sign in again.
func (s *Session) Resume(ctx context.Context, id PersonID) error {
	return s.setStatus(ctx, id, active, kindUserResumed)
}

func (s *Session) setStatus(ctx context.Context, id PersonID, status, kind string) error {
	return s.act(ctx, needAdmin|needProof, func(w *writing, me *store.User, h *hand) error {
		u, uk, err := s.other(w, me, h, id)
		if err != nil {
			return err
		}
		uk.Wipe()
		if u.Status == status {
			return nil
		}
		u.Status = status
		u.Epoch++
		return w.update(u, event{kind: kind, actor: me, target: u})
	})
}
