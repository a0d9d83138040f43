package model

import (
	"errors"
	"runtime"
	"sync"

	"qlingo/model/keys"
	"qlingo/model/otp"
	"qlingo/model/store"
)

// madeUser is a new user who is not written yet.
type madeUser struct {
	user      *store.User
	temporary string // the password
}

// makeUser makes a new user's keys and temporary password. It reads the transaction's
// clock alone, so that several can be made side by side.
func (w *writing) makeUser(me *store.User, h *hand, n NewUser) (*madeUser, error) {
	id, err := keys.NewID(w.o.with.Rand)
	if err != nil {
		return nil, err
	}
	temporary, err := keys.NewTemporary(w.o.with.Rand)
	if err != nil {
		return nil, err
	}
	u := &store.User{
		ID: id, Account: me.Account, Login: foldLogin(n.Login), Role: string(RoleUser), Status: active,
		Epoch: 1, Created: millis(w.now),
	}
	n.set(u)
	if err := w.o.newUser(u, &h.ak, temporary, true); err != nil {
		return nil, err
	}
	u.TemporaryUntil = w.today() + firstTemporary.Milliseconds()
	return &madeUser{u, temporary}, nil
}

// makeUsers makes the users whom lines of a file add, on all processors: a key pair costs
// about as much as all the rest of a new user. Other lines have nil.
func (w *writing) makeUsers(me *store.User, h *hand, rows []ImportRow) ([]*madeUser, error) {
	made, errs := make([]*madeUser, len(rows)), make([]error, len(rows))
	workers := runtime.GOMAXPROCS(0)
	var all sync.WaitGroup
	for first := range workers {
		all.Go(func() {
			for i := first; i < len(rows); i += workers {
				if rows[i].Action == ImportAdd {
					made[i], errs[i] = w.makeUser(me, h, rows[i].User)
				}
			}
		})
	}
	all.Wait()
	return made, errors.Join(errs...)
}

// addMade writes a new user, whose login is free, and gives the temporary password in
// groups of five.
func (w *writing) addMade(me *store.User, n *madeUser) (temporary string, err error) {
	err = w.insertUser(n.user, event{kind: ActivityUserCreated, actor: me, target: n.user})
	return otp.Group(n.temporary, 5, "-"), err
}
