package model

import (
	"errors"
	"runtime"
	"sync"

	"qlingo/model/keys"
	"qlingo/model/otp"
	"qlingo/model/store"
)

// preparedUser is a new user who is not written yet.
type preparedUser struct {
	user      *store.User
	temporary string // the password
}

// prepareUser makes a new user's keys and temporary password. It reads the transaction's
// clock alone, so that several can be made side by side.
func (w *writing) prepareUser(me *store.User, h *handle, n NewUser) (*preparedUser, error) {
	id, err := keys.NewID(w.o.options.Rand)
	if err != nil {
		return nil, err
	}
	temporary, err := keys.NewTemporary(w.o.options.Rand)
	if err != nil {
		return nil, err
	}
	u := &store.User{
		ID: id, Account: me.Account, Login: foldLogin(n.Login), Role: string(RoleUser), Status: active,
		Epoch: 1, Created: millis(w.now),
	}
	n.set(u)
	if err := w.o.newUser(u, &h.adminsKey, temporary, true); err != nil {
		return nil, err
	}
	u.TemporaryUntil = w.today() + firstTemporary.Milliseconds()
	return &preparedUser{u, temporary}, nil
}

// prepareUsers makes the users whom lines of a file add, on all processors: a key pair costs
// about as much as all the rest of a new user. Other lines have nil.
func (w *writing) prepareUsers(me *store.User, h *handle, rows []ImportRow) ([]*preparedUser, error) {
	made, errs := make([]*preparedUser, len(rows)), make([]error, len(rows))
	workers := runtime.GOMAXPROCS(0)
	var all sync.WaitGroup
	for first := range workers {
		all.Go(func() {
			for i := first; i < len(rows); i += workers {
				if rows[i].Action == ImportAdd {
					made[i], errs[i] = w.prepareUser(me, h, rows[i].User)
				}
			}
		})
	}
	all.Wait()
	return made, errors.Join(errs...)
}

// insertPrepared writes a new user, whose login is free, and gives the temporary password in
// groups of five.
func (w *writing) insertPrepared(me *store.User, n *preparedUser) (temporary string, err error) {
	err = w.insertUser(n.user, event{kind: ActivityUserCreated, actor: me, target: n.user})
	return otp.Group(n.temporary, 5, "-"), err
}
