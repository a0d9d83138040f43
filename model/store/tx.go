package store

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
)

// load fills r from the row that the condition finds; ok is false when none does.
func (t *Tx) load(r Row, where string, args ...any) (ok bool, err error) {
	r.Stamp().Version = t.version
	columns := stored(r)
	query := "SELECT " + names(columns) + " FROM " + r.Table() + " WHERE " + where
	err = t.tx.QueryRowContext(t.ctx, query, args...).Scan(targets(columns)...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, explain(err)
}

// DataVersion is that of DB in a transaction that writes.
func (t *Tx) DataVersion() (int64, error) { return number(t.tx.QueryRowContext(t.ctx, dataVersion)) }

// Meta is the meta row.
func (t *Tx) Meta() (*Meta, error) {
	m := new(Meta)
	ok, err := t.load(m, "id = 1")
	if err == nil && !ok {
		err = fmt.Errorf("%w: the meta row is missing", ErrDamaged)
	}
	return m, err
}

// Account finds an account by its ID; nil when there is none.
func (t *Tx) Account(id ID) (*Account, error) {
	a := new(Account)
	return found(a)(t.load(a, "id = ?", id[:]))
}

// User finds a person by ID; nil when there is none.
func (t *Tx) User(id ID) (*User, error) {
	u := new(User)
	return found(u)(t.load(u, "id = ?", id[:]))
}

// UserByLogin finds a person by the folded login; nil when there is none.
func (t *Tx) UserByLogin(login string) (*User, error) {
	u := new(User)
	return found(u)(t.load(u, "login = ?", login))
}

// Throttle finds a counter; nil when there is none.
func (t *Tx) Throttle(id [32]byte) (*Throttle, error) {
	c := new(Throttle)
	return found(c)(t.load(c, "id = ?", id[:]))
}

func found[R any](r *R) func(bool, error) (*R, error) {
	return func(ok bool, err error) (*R, error) {
		if !ok {
			return nil, err
		}
		return r, err
	}
}

// Accounts are all accounts, by the times they were made, as far as the clock was right.
func (t *Tx) Accounts() ([]*Account, error) {
	return list(t, func() *Account { return new(Account) }, "1 ORDER BY created, id")
}

// Users are the people of an account by login.
func (t *Tx) Users(account ID) ([]*User, error) {
	return list(t, func() *User { return new(User) }, "account = ? ORDER BY login", account[:])
}

// Throttles are all counters that stand above 0.
func (t *Tx) Throttles() ([]*Throttle, error) {
	return list(t, func() *Throttle { return new(Throttle) }, "failures > 0")
}

func list[R Row](t *Tx, make func() R, where string, args ...any) ([]R, error) {
	next := func() (R, []column) {
		r := make()
		r.Stamp().Version = t.version
		return r, stored(r)
	}
	example, columns := next()
	if tableSince[example.Table()] > t.version {
		return nil, nil
	}
	return query(t, "SELECT "+names(columns)+" FROM "+example.Table()+" WHERE "+where, args, next)
}

// SupportRequests are the newest requests of all people who ever made one.
func (t *Tx) SupportRequests() ([]*SupportRequest, error) {
	return list(t, func() *SupportRequest { return new(SupportRequest) }, "1")
}

// SupportRequest finds a person's newest request; nil when there is none.
func (t *Tx) SupportRequest(person ID) (*SupportRequest, error) {
	s := new(SupportRequest)
	return found(s)(t.load(s, "id = ?", person[:]))
}

// All are all rows that carry a tag, but the meta row.
func (t *Tx) All() (rows []Row, err error) {
	accounts, err := list(t, func() Row { return new(Account) }, "1")
	if err != nil {
		return nil, err
	}
	users, err := list(t, func() Row { return new(User) }, "1")
	if err != nil {
		return nil, err
	}
	counters, err := list(t, func() Row { return new(Throttle) }, "1")
	if err != nil {
		return nil, err
	}
	requests, err := list(t, func() Row { return new(SupportRequest) }, "1")
	return slices.Concat(accounts, users, counters, requests), err
}

// query reads all rows of a statement into what make returns.
func query[R any](t *Tx, text string, args []any, make func() (R, []column)) (out []R, err error) {
	rows, err := t.tx.QueryContext(t.ctx, text, args...)
	if err != nil {
		return nil, explain(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		r, columns := make()
		if err := rows.Scan(targets(columns)...); err != nil {
			return nil, explain(err)
		}
		out = append(out, r)
	}
	return out, explain(rows.Err())
}

// Insert adds a row.
func (t *Tx) Insert(r Row) error {
	columns := stored(r)
	if _, ok := r.(*Meta); ok {
		one := int64(1)
		columns = append(columns, column{"id", &one})
	}
	return t.insert(r.Table(), columns)
}

func (t *Tx) insert(table string, columns []column) error {
	query := "INSERT INTO " + table + " (" + names(columns) + ") VALUES (" + marks(len(columns)) + ")"
	_, err := t.tx.ExecContext(t.ctx, query, values(columns)...)
	return explain(err)
}

// Update writes a row over the one of generation old. When that is not there any
// more, nothing is written and the error is ErrChanged.
func (t *Tx) Update(r Row, old int64) error {
	columns := stored(r)
	query := "UPDATE " + r.Table() + " SET " + sets(columns) + " WHERE generation = ? AND " + keyOf(r) + " = ?"
	result, err := t.tx.ExecContext(t.ctx, query, append(values(columns), old, r.Key())...)
	if err != nil {
		return explain(err)
	}
	if n, err := result.RowsAffected(); err != nil || n != 1 {
		return errors.Join(ErrChanged, err)
	}
	return nil
}

// Delete takes a row of generation old away. When that is not there any more, nothing is
// deleted and the error is ErrChanged.
func (t *Tx) Delete(r Row, old int64) error {
	result, err := t.tx.ExecContext(t.ctx, "DELETE FROM "+r.Table()+" WHERE generation = ? AND "+keyOf(r)+" = ?", old, r.Key())
	if err != nil {
		return explain(err)
	}
	if n, err := result.RowsAffected(); err != nil || n != 1 {
		return errors.Join(ErrChanged, err)
	}
	return nil
}

func keyOf(r Row) string {
	if _, ok := r.(*Meta); ok {
		return "db"
	}
	return "id"
}
