package store

import (
	"fmt"
	"slices"
	"strings"
)

// load fills r from the row that the condition finds; ok is false when none does.
func (t *Tx) load(r Row, where string, args ...any) (ok bool, err error) {
	err = t.run.query(t.ctx, t.one(r, &ok, where, args))
	return ok && err == nil, err
}

// one asks for the row that load fills r from.
func (t *Tx) one(r Row, ok *bool, where string, args []any) question {
	r.Stamp().Version = t.version
	columns := stored(r)
	text := "SELECT " + names(columns) + " FROM " + quoted(r.Table()) + " WHERE " + where
	return question{text, args, func(row scan) error {
		*ok = true
		return row(targets(columns)...)
	}}
}

// quoted is the name of a table as it stands in SQL: user is a word of SQL's own.
func quoted(table string) string { return `"` + table + `"` }

// DataVersion is that of DB in a transaction that writes.
func (t *Tx) DataVersion() (int64, error) { return t.run.dataVersion(t.ctx) }

// Now is the server's time in milliseconds since 1970 when the transaction began; a write begins when it has its turn. It
// comes with the first answer and costs no way to the server of its own. ok is false in a file, and where the
// transaction has failed.
func (t *Tx) Now() (ms int64, ok bool) { return t.run.now(t.ctx) }

// KeepTurn is called now and then by who does something else for long in the middle of a transaction, such as hashing many
// passwords: a server takes the turn of a PC away that says nothing for five seconds. It says something when the last
// word is some time ago, so that it can be called often.
func (t *Tx) KeepTurn() error { return t.run.keepTurn(t.ctx) }

// Empty tells whether no table has a row yet, but for PCs that ask to be let in.
func (t *Tx) Empty() (empty bool, err error) {
	var tables []string
	for _, table := range []string{"meta", "account", "user", "throttle", "activity", "support_request", "checkpoint", "pc"} {
		tables = append(tables, "SELECT 1 AS row FROM "+quoted(table))
	}
	var rows int64
	text := "SELECT count(*) FROM (" + strings.Join(tables, " UNION ALL ") + " LIMIT 1) AS rows"
	err = t.run.query(t.ctx, question{text, nil, func(row scan) error { return row(column{"count", &rows}) }})
	return rows == 0, err
}

// Meta is the meta row.
func (t *Tx) Meta() (*Meta, error) {
	m := new(Meta)
	ok, err := t.load(m, "id = 1")
	return m, metaThere(ok, err)
}

func metaThere(ok bool, err error) error {
	if err == nil && !ok {
		err = fmt.Errorf("%w: the meta row is missing", ErrDamaged)
	}
	return err
}

// MetaAndActivityAfter are Meta and ActivityAfter, for which a server is asked once, together with rows that are going to
// be asked for.
func (t *Tx) MetaAndActivityAfter(seq int64, limit int, wanted ...*Wanted) (m *Meta, rows []*Activity, err error) {
	m, ok := new(Meta), false
	questions := []question{t.one(m, &ok, "id = 1", nil), activitiesInto(&rows, activityAfter, seq, int64(limit))}
	for _, w := range wanted {
		questions = append(questions, t.one(w.row, &w.there, w.where, []any{w.arg}))
	}
	if err = t.run.query(t.ctx, questions...); err == nil {
		t.wanted = append(t.wanted, wanted...)
	}
	return m, rows, metaThere(ok, err)
}

// Account finds an account by its ID; nil when there is none.
func (t *Tx) Account(id ID) (*Account, error) {
	return find(t, new(Account), byID, id[:])
}

// User finds a person by ID; nil when there is none.
func (t *Tx) User(id ID) (*User, error) {
	return find(t, new(User), byID, id[:])
}

// UserByLogin finds a person by the folded login; nil when there is none.
func (t *Tx) UserByLogin(login string) (*User, error) {
	return find(t, new(User), byLogin, login)
}

// Throttle finds a counter; nil when there is none.
func (t *Tx) Throttle(id [32]byte) (*Throttle, error) {
	return find(t, new(Throttle), byID, id[:])
}

// Accounts are all accounts, by the times they were made, as far as the clock was right.
func (t *Tx) Accounts() ([]*Account, error) {
	return list(t, func() *Account { return new(Account) }, "true ORDER BY created, id")
}

// Users are the people of an account by login.
func (t *Tx) Users(account ID) ([]*User, error) {
	return list(t, func() *User { return new(User) }, "account = ? ORDER BY login", account[:])
}

// UsersOf are the people of some IDs, in no order. An ID of nobody is left out.
func (t *Tx) UsersOf(ids ...ID) (users []*User, err error) {
	for part := range slices.Chunk(ids, linkedBatch) {
		part = paddedIDs(part)
		found, err := list(t, func() *User { return new(User) }, "id IN ("+marks(len(part))+")", idsOf(part)...)
		if err != nil {
			return nil, err
		}
		users = append(users, found...)
	}
	return users, nil
}

// Named is the name of a person.
type Named struct {
	ID   ID
	Name string
}

// Names are the names of the people of an account, in no order.
func (t *Tx) Names(account ID) ([]*Named, error) {
	return query(t, "SELECT id, name FROM "+quoted("user")+" WHERE account = ?", []any{account[:]}, func() (*Named, []column) {
		n := new(Named)
		return n, []column{{"id", &n.ID}, {"name", &n.Name}}
	})
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
	return query(t, "SELECT "+names(columns)+" FROM "+quoted(example.Table())+" WHERE "+where, args, next)
}

// SupportRequests are the newest requests of all people who ever made one.
func (t *Tx) SupportRequests() ([]*SupportRequest, error) {
	return list(t, func() *SupportRequest { return new(SupportRequest) }, "true")
}

// SupportRequest finds a person's newest request; nil when there is none.
func (t *Tx) SupportRequest(person ID) (*SupportRequest, error) {
	return find(t, new(SupportRequest), byID, person[:])
}

// Checkpoint is the checkpoint of a database; nil when there is none.
func (t *Tx) Checkpoint(db ID) (*Checkpoint, error) {
	c := new(Checkpoint)
	if tableSince[c.Table()] > t.version {
		return nil, nil
	}
	return find(t, c, byID, db[:])
}

// All are all rows that carry a tag, but the meta row and the checkpoint.
func (t *Tx) All() (rows []Row, err error) {
	accounts, err := list(t, func() Row { return new(Account) }, "true")
	if err != nil {
		return nil, err
	}
	users, err := list(t, func() Row { return new(User) }, "true")
	if err != nil {
		return nil, err
	}
	counters, err := list(t, func() Row { return new(Throttle) }, "true")
	if err != nil {
		return nil, err
	}
	requests, err := list(t, func() Row { return new(SupportRequest) }, "true")
	if err != nil {
		return nil, err
	}
	pcs, err := list(t, func() Row { return new(PC) }, "true")
	return slices.Concat(accounts, users, counters, requests, pcs), err
}

// query reads all rows of a statement into what make returns.
func query[R any](t *Tx, text string, args []any, make func() (R, []column)) (out []R, err error) {
	err = t.run.query(t.ctx, many(&out, text, args, make))
	return out, err
}

// many is the question of query.
func many[R any](out *[]R, text string, args []any, make func() (R, []column)) question {
	return question{text, args, func(row scan) error {
		r, columns := make()
		*out = append(*out, r)
		return row(targets(columns)...)
	}}
}

// PutCheckpoint puts a checkpoint in the place of the one before.
func (t *Tx) PutCheckpoint(c *Checkpoint) error {
	if err := t.run.exec(t.ctx, "DELETE FROM checkpoint", nil); err != nil {
		return err
	}
	return t.Insert(c)
}

// Insert adds a row.
func (t *Tx) Insert(r Row) error {
	t.forget(r)
	columns := stored(r)
	if _, ok := r.(*Meta); ok {
		one := int64(1)
		columns = append(columns, column{"id", &one})
	}
	return t.insert(r.Table(), columns)
}

func (t *Tx) insert(table string, columns []column) error {
	text := "INSERT INTO " + quoted(table) + " (" + names(columns) + ") VALUES (" + marks(len(columns)) + ")"
	return t.run.change(t.ctx, text, values(columns))
}

// Update writes a row over the one of generation old. When that is not there any
// more, the transaction fails with ErrChanged, at the latest before it commits.
func (t *Tx) Update(r Row, old int64) error {
	t.forget(r)
	var changing, fixed []column
	for _, c := range stored(r) {
		if slices.Contains(fixedColumns, c.name) {
			fixed = append(fixed, c)
		} else {
			changing = append(changing, c)
		}
	}
	text := "UPDATE " + quoted(r.Table()) + " SET " + sets(changing) + " WHERE generation = ?"
	for _, c := range fixed {
		text += " AND " + c.name + " = ?"
	}
	return t.run.change(t.ctx, text, slices.Concat(values(changing), []any{old}, values(fixed)))
}

// fixedColumns never change, and have an index. Setting them would write that, too.
var fixedColumns = []string{"id", "db", "login"}

// Delete takes a row of generation old away. When that is not there any more, the transaction
// fails with ErrChanged, at the latest before it commits.
func (t *Tx) Delete(r Row, old int64) error {
	t.forget(r)
	text := "DELETE FROM " + quoted(r.Table()) + " WHERE generation = ? AND " + keyOf(r) + " = ?"
	return t.run.change(t.ctx, text, []any{old, r.Key()})
}

func keyOf(r Row) string {
	if _, ok := r.(*Meta); ok {
		return "db"
	}
	return "id"
}
