package model

import (
	"context"
	"time"

	"qlingo/model/store"
)

// Overview is what somebody needs to know to answer "am I safe, and what is left to do?".
type Overview struct {
	Person  Person
	Account *AccountOverview // for whoever is in charge of the account; nil for users
}

// AccountOverview is the same of the whole account.
type AccountOverview struct {
	First           bool      // the account that looks after backups
	Users           int       // who may sign in, administrators left out
	UsersWithoutMFA int       // of these
	WaitingForMFA   int       // of those: MFA was reset, and not set up again
	Administrators  int       // who may sign in, oneself left out
	AdminsWithout   int       // of these, without MFA
	Desk            bool      // a support desk is registered
	KitMade         time.Time // of the recovery kit; zero: not known, or not yet
	Verified        bool      // the activity log; false while its check is still under way
}

// Overview reads all of it in one go. The numbers of people are counted by the database and not compared with the log,
// person by person: they are advice, and whoever acts on them opens the table, which checks every row.
func (s *Session) Overview(ctx context.Context) (o Overview, err error) {
	err = s.read(ctx, 0, func(v *view, me *store.User, h *handle) error {
		o = Overview{Person: person(me, h.account, false)}
		if me.Role != string(RoleAdministrator) {
			return nil
		}
		o.Account, err = v.accountOverview(me, h.account)
		return err
	})
	return o, err
}

func (v *view) accountOverview(me *store.User, a *store.Account) (*AccountOverview, error) {
	o := &AccountOverview{
		First: a.ID == v.o.first, Desk: len(a.Support) > 0,
		KitMade: v.o.ledger.kitMade(a.ID), Verified: v.o.verification.over(),
	}
	if a.Kind != string(KindMulti) {
		return o, nil
	}
	groups, err := v.tx.CountPeople(a.ID)
	for _, g := range groups {
		if g.Status == active {
			o.add(g)
		}
	}
	o.Administrators--
	if !me.MFA {
		o.AdminsWithout--
	}
	return o, err
}

// add counts a group of people who may sign in.
func (o *AccountOverview) add(g store.PeopleGroup) {
	if g.Role == string(RoleAdministrator) {
		o.Administrators += g.Count
		if !g.MFA {
			o.AdminsWithout += g.Count
		}
		return
	}
	o.Users += g.Count
	if !g.MFA {
		o.UsersWithoutMFA += g.Count
		if g.Reset {
			o.WaitingForMFA += g.Count
		}
	}
}

// Verified reports whether the check of the whole log that Open started is over.
func (o *Office) Verified() bool { return o.verification.over() }

// over reports whether the old rows of the log were verified. What was written since is followed row by row.
func (h *verification) over() bool {
	select {
	case <-h.done:
		return true
	default:
		return false
	}
}
