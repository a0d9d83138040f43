package model

import (
	"context"

	"qlingo/model/store"
)

// NewUser is what an administrator enters about a new person.
type NewUser struct {
	Login string
	Details
}

// Check checks every field; the error names the first bad one.
func (n NewUser) Check() error {
	if err := CheckLogin(n.Login); err != nil {
		return err
	}
	return n.Details.Check()
}

// People are all persons of the administrator's account, by login. Whoever's row was
// changed from outside, or is hidden, is StateTampered; nothing can be done with that row.
func (s *Session) People(ctx context.Context) (people []Person, err error) {
	err = s.read(ctx, needAdmin, func(v *view, _ *store.User, h *handle) error {
		users, err := v.tx.Users(s.office)
		if err != nil {
			return err
		}
		locked, err := v.lockedOut()
		if err != nil {
			return err
		}
		missing := v.o.ledger.expectedPeople(s.office)
		people = make([]Person, len(users), len(missing))
		for i, u := range users {
			people[i] = v.listedPerson(u, h.account, locked)
			delete(missing, string(u.ID[:]))
		}
		for id := range missing {
			people = append(people, Person{ID: PersonID([]byte(id)), Login: "?", Role: RoleUser, State: StateTampered})
		}
		return nil
	})
	return people, err
}

// listedPerson is a person in a list, whose row was not checked before: one bad row must not
// hide the others.
func (v *view) listedPerson(u *store.User, a *store.Account, locked func(*store.User) bool) Person {
	p := person(u, a, locked(u))
	if v.checkRow(u, u.ID[:]) != nil {
		p.State = StateTampered
	}
	return p
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
		if v.checkRow(t, t.ID[:]) != nil { // whoever it belongs to cannot sign in
			t.Failures = passwordStop
		}
		failures[t.ID] = t
	}
	now := o.options.Clock()
	waiting := func(key [32]byte, stop int64) bool {
		t := failures[key]
		return t != nil && (t.Failures >= stop || now.Sub(timeOf(t.Since)) < waitAfter(t.Failures))
	}
	return func(u *store.User) bool {
		return len(failures) > 0 && (waiting(o.passwordKey(u.Login), passwordStop) || waiting(o.secondKey(u.ID), secondStop))
	}, nil
}
