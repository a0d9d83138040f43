package store

import (
	"bytes"
	"slices"
)

// Wanted is a row that is going to be asked for.
type Wanted struct {
	row   Row // of its type; filled when it is there
	where string
	arg   any
	there bool
}

// WantAccount is for Account.
func WantAccount(id ID) *Wanted { return &Wanted{row: new(Account), where: byID, arg: id[:]} }

// WantUser is for User.
func WantUser(id ID) *Wanted { return &Wanted{row: new(User), where: byID, arg: id[:]} }

// WantLogin is for UserByLogin.
func WantLogin(login string) *Wanted { return &Wanted{row: new(User), where: byLogin, arg: login} }

// WantThrottle is for Throttle.
func WantThrottle(id [32]byte) *Wanted { return &Wanted{row: new(Throttle), where: byID, arg: id[:]} }

// How a row is found.
const (
	byID    = "id = ?"
	byLogin = "login = ?"
)

// is tells whether a row is asked for in the way in which this one was.
func (w *Wanted) is(table, where string, arg any) bool {
	if w.row.Table() != table || w.where != where {
		return false
	}
	if key, ok := w.arg.([]byte); ok {
		asked, ok := arg.([]byte)
		return ok && bytes.Equal(key, asked)
	}
	return w.arg == arg
}

// find finds a row: one that was wanted, or else by a question of its own. It gives nil when there is none.
func find[R Row](t *Tx, r R, where string, arg any) (none R, err error) {
	table := r.Table()
	i := slices.IndexFunc(t.wanted, func(w *Wanted) bool { return w.is(table, where, arg) })
	if i >= 0 {
		w := t.wanted[i]
		t.wanted = slices.Delete(t.wanted, i, i+1) // whoever has it may change it
		if !w.there {
			return none, nil
		}
		return w.row.(R), nil
	}
	ok, err := t.load(r, where, arg)
	if !ok || err != nil {
		return none, err
	}
	return r, nil
}

// forget has a row that is being changed read anew, when it is asked for after that.
func (t *Tx) forget(r Row) {
	t.wanted = slices.DeleteFunc(t.wanted, func(w *Wanted) bool {
		return w.row.Table() == r.Table() && (!w.there || bytes.Equal(w.row.Key(), r.Key()))
	})
}
