package model

import (
	"context"
	"slices"
	"time"

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
	err = s.ReadPeople(ctx, func(page []Person, of int) {
		people = append(slices.Grow(people, of-len(people)), page...)
	})
	if err != nil {
		return nil, err
	}
	return people, nil
}

// pagePeople is how many people are read in one transaction: nobody can write meanwhile.
const pagePeople = 5000

// ReadPeople gives what People returns page by page, each once it is checked, and how many people there should be in all.
// Whoever changes meanwhile comes as they were or as they are then.
func (s *Session) ReadPeople(ctx context.Context, show func(page []Person, of int)) error {
	var c census
	err := s.read(ctx, needAdmin, func(v *view, _ *store.User, h *handle) (err error) {
		c, err = v.census(s.office)
		return err
	})
	if err != nil {
		return err
	}
	err = inOrder(ctx, len(c.ends), func(ctx context.Context, i int) (page []Person, err error) {
		err = s.read(ctx, needAdmin, func(v *view, _ *store.User, h *handle) error {
			page, err = c.page(v, h.account, i)
			return err
		})
		return page, err
	}, func(page []Person) {
		c.met(page)
		show(page, c.all)
	})
	if err != nil || len(c.missing) == 0 {
		return coded(err)
	}
	var hidden []Person
	err = s.read(ctx, needAdmin, func(v *view, _ *store.User, _ *handle) error {
		hidden = c.hidden(v)
		return nil
	})
	if err == nil && len(hidden) > 0 {
		show(hidden, c.all)
	}
	return err
}

// Member is somebody of the account as People lists them, with CodeDenied for nobody.
func (s *Session) Member(ctx context.Context, id PersonID) (Person, error) {
	people, err := s.Members(ctx, []PersonID{id})
	switch {
	case err != nil:
		return Person{}, err
	case len(people) == 0:
		return Person{}, &Error{Code: CodeDenied}
	}
	return people[0], nil
}

// MostAtOnce is how many people one action may be about.
const MostAtOnce = 1000

// Members are some people of the account as People lists them, in the order of their IDs. Nobody stands for an ID that
// nobody has. More than MostAtOnce are CodeTooManyPeople.
func (s *Session) Members(ctx context.Context, ids []PersonID) (people []Person, err error) {
	err = s.read(ctx, needAdmin, func(v *view, _ *store.User, h *handle) error {
		if len(ids) > MostAtOnce {
			return &Error{Code: CodeTooManyPeople, Max: MostAtOnce}
		}
		locked, err := v.lockedOut()
		if err != nil {
			return err
		}
		users, err := v.peopleByID(ids)
		if err != nil {
			return err
		}
		for _, id := range ids {
			u := users[store.ID(id)]
			switch {
			case u != nil && u.Account == s.office:
				people = append(people, listedPerson(u, h.account, locked(u), v.checkRow(u, u.ID[:])))
			case v.o.ledger.expectsPerson(s.office, store.ID(id)):
				people = append(people, hiddenPerson(id))
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return people, nil
}

// peopleByID reads some people at once; nobody has an ID that is not among them.
func (v *view) peopleByID(ids []PersonID) (map[store.ID]*store.User, error) {
	wanted := make([]store.ID, len(ids))
	for i, id := range ids {
		wanted[i] = store.ID(id)
	}
	users, err := v.tx.UsersOf(wanted...)
	found := make(map[store.ID]*store.User, len(users))
	for _, u := range users {
		found[u.ID] = u
	}
	return found, err
}

// census is what is known before all people of an account are read.
type census struct {
	account  store.ID
	ends     []string // logins at which the pages end; "" for the last
	failures counters
	all      int
	missing  map[string]bool // IDs of those who must be there and have not been met yet
}

func (v *view) census(account store.ID) (c census, err error) {
	c = census{account: account, missing: v.o.ledger.expectedPeople(account)}
	c.all = len(c.missing)
	if c.failures, err = v.counters(); err != nil {
		return c, err
	}
	c.ends, err = v.tx.LoginsEvery(pagePeople)
	c.ends = append(c.ends, "")
	return c, err
}

// page reads the people of a page and checks each row.
func (c *census) page(v *view, a *store.Account, i int) (people []Person, err error) {
	behind, tags, locked := "", newTagger(v.o.ring), v.o.lockedOut(c.failures, v.now())
	if i > 0 {
		behind = c.ends[i-1]
	}
	people = make([]Person, 0, min(pagePeople, c.all))
	err = v.tx.EachUser(c.account, behind, c.ends[i], func(u *store.User, fields [][]byte) error {
		people = append(people, listedPerson(u, a, locked(u), v.checkTagged(u, u.ID[:], tags.tag(u, fields))))
		return nil
	})
	return people, err
}

func (c *census) met(people []Person) {
	for _, p := range people {
		delete(c.missing, string(p.ID[:]))
	}
}

// hidden stands for those who were not met, and were not deleted meanwhile.
func (c *census) hidden(v *view) (people []Person) {
	for id := range c.missing {
		if v.checkAbsent("user", []byte(id)) != nil {
			people = append(people, hiddenPerson(PersonID([]byte(id))))
		}
	}
	return people
}

// hiddenPerson stands for somebody whose row is not there.
func hiddenPerson(id PersonID) Person {
	return Person{ID: id, Login: "?", Role: RoleUser, State: StateTampered}
}

// listedPerson is a person in a list, with what is wrong with the row: one bad row must not hide the others.
func listedPerson(u *store.User, a *store.Account, locked bool, wrong error) Person {
	p := person(u, a, locked)
	if wrong != nil {
		p.State = StateTampered
	}
	return p
}

// counters are those that stand above 0, by their IDs.
type counters map[[32]byte]*store.Throttle

func (v *view) counters() (counters, error) {
	rows, err := v.tx.Throttles()
	if err != nil {
		return nil, err
	}
	failures := make(counters, len(rows))
	for _, t := range rows {
		if v.checkRow(t, t.ID[:]) != nil { // whoever it belongs to cannot sign in
			t.Failures = passwordStop
		}
		failures[t.ID] = t
	}
	return failures, nil
}

// lockedOut tells who has to wait or has failed too often.
func (v *view) lockedOut() (func(*store.User) bool, error) {
	failures, err := v.counters()
	return v.o.lockedOut(failures, v.now()), err
}

// lockedOut tells it by counters, to one goroutine.
func (o *Office) lockedOut(failures counters, now time.Time) func(*store.User) bool {
	macs := o.ring.Throttle.MACs()
	waiting := func(scope string, id []byte, stop int64) bool {
		t := failures[[32]byte(macs.MAC(scope, id))]
		return t != nil && locksOut(t, now, stop)
	}
	return func(u *store.User) bool {
		return len(failures) > 0 && (waiting(passwordScope, []byte(u.Login), passwordStop) || waiting(secondScope, u.ID[:], secondStop))
	}
}
