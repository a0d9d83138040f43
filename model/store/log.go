package store

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
)

// Append adds a row to the activity log.
func (t *Tx) Append(a *Activity) error {
	t.logged = a
	return t.insert("activity", a.stored())
}

// stands tells, in a later transaction, whether this one was committed: then the last row that it appended to the log
// stands there.
func (t *Tx) stands(ctx context.Context, later statements) (bool, error) {
	if t.logged == nil {
		return false, errors.New("store: it logged nothing to know it by")
	}
	row, err := (&Tx{ctx: ctx, run: later, version: t.version}).Activity(t.logged.Seq)
	return row != nil && bytes.Equal(row.MAC, t.logged.MAC), err
}

// Activity is the activity row of a number; nil when there is none.
func (t *Tx) Activity(seq int64) (*Activity, error) {
	return first(t.activities("seq = ?", seq))
}

// ActivityAfter are up to limit activity rows behind seq, in order.
func (t *Tx) ActivityAfter(seq, limit int64) ([]*Activity, error) {
	return t.activities(activityAfter, seq, limit)
}

const activityAfter = "seq > ? ORDER BY seq LIMIT ?"

// ActivityOutside is the newest row whose time is not in from ≤ time < to; nil when there
// is none.
func (t *Tx) ActivityOutside(from, to int64) (*Activity, error) {
	return first(t.activities("(time < ? OR time >= ?) ORDER BY seq DESC LIMIT 1", from, to))
}

// ActivityFilter says which rows of the log are looked for. Empty fields do not count.
type ActivityFilter struct {
	Account  ID
	Person   *ID            // who did it, or to whom it was done
	Not      []string       // kinds that are left out
	Kinds    []string       // one that ends in a colon: all that begin so
	Words    []ActivityWord // each has to be found
	From, To int64          // From ≤ time < To
	Before   int64          // older than this row
}

// ActivityWord is a text in the login of actor or target, or else one of some kinds, or by or about one of some people.
type ActivityWord struct {
	Text   string
	Kinds  []string
	People []ID
}

// ofKinds is the condition for kinds. One that ends in a colon stands for all that begin so.
func ofKinds(kinds []string) (condition string, values []any) {
	var whole []string
	for _, kind := range kinds {
		begin, colon := strings.CutSuffix(kind, ":")
		if !colon {
			whole = append(whole, kind)
			continue
		}
		condition += " OR (a.kind >= ? AND a.kind < ?)"
		values = append(values, kind, begin+";") // the character behind the colon; kinds are compared byte by byte
	}
	return "(a.kind IN (" + marks(len(whole)) + ")" + condition + ")", append(toAny(whole), values...)
}

// Linked is a row of the log with the mac of the row before it.
type Linked struct {
	Activity
	Previous []byte
}

// ActivityMatching are up to limit rows that a filter lets through, the newest first.
// They are read in the order of the primary key and not through an index: an index that
// was edited could hide a row.
func (t *Tx) ActivityMatching(f ActivityFilter, limit int) ([]*Linked, error) {
	where, args := "a.account = ?", []any{f.Account[:]}
	and := func(condition string, values ...any) {
		where += " AND " + condition
		args = append(args, values...)
	}
	if f.Before > 0 {
		and("a.seq < ?", f.Before)
	}
	if f.Person != nil {
		and("(a.actor = ? OR a.target = ?)", f.Person[:], f.Person[:])
	}
	if len(f.Not) > 0 {
		and("a.kind NOT IN ("+marks(len(f.Not))+")", toAny(f.Not)...)
	}
	if len(f.Kinds) > 0 {
		condition, values := ofKinds(f.Kinds)
		and(condition, values...)
	}
	if f.From > 0 {
		and("a.time >= ?", f.From)
	}
	if f.To > 0 {
		and("a.time < ?", f.To)
	}
	for _, word := range f.Words {
		if word.Text == "" { // which every login has
			continue
		}
		found, values := "instr(a.actor_login, ?) > 0 OR instr(a.target_login, ?) > 0", []any{word.Text, word.Text}
		if len(word.Kinds) > 0 {
			condition, kinds := ofKinds(word.Kinds)
			found += " OR " + condition
			values = append(values, kinds...)
		}
		if people := paddedIDs(word.People); len(people) > 0 {
			n := len(people)
			found += " OR a.actor IN (" + marks(n) + ") OR a.target IN (" + marks(n) + ")"
			ids := idsOf(people)
			values = append(append(values, ids...), ids...)
		}
		and("("+found+")", values...)
	}
	return t.linked("activity AS a NOT INDEXED", where+" ORDER BY a.seq DESC LIMIT ?", append(args, limit)...)
}

// Linked are the activity rows of some numbers, in the order of the log, each with the mac
// of the row before it. A row that is not there is left out.
func (t *Tx) Linked(seqs ...int64) (rows []*Linked, err error) {
	for part := range slices.Chunk(seqs, linkedBatch) {
		found, err := t.linked("activity AS a NOT INDEXED", "a.seq IN ("+marks(len(part))+") ORDER BY a.seq", toAny(part)...)
		if err != nil {
			return nil, err
		}
		rows = append(rows, found...)
	}
	return rows, nil
}

// LinkedBetween are the activity rows from ≤ seq < before, in the order of the log.
func (t *Tx) LinkedBetween(from, before int64) ([]*Linked, error) {
	return t.linked("activity AS a NOT INDEXED", "a.seq >= ? AND a.seq < ? ORDER BY a.seq", from, before)
}

// linkedBatch is how many numbers are asked for in one statement.
const linkedBatch = 500

// linked reads rows of the log, each with the mac of the row before it.
func (t *Tx) linked(from, where string, args ...any) ([]*Linked, error) {
	text := "SELECT " + each(new(Activity).stored(), func(c column) string { return "a." + c.name }) +
		", coalesce((SELECT p.mac FROM activity AS p NOT INDEXED WHERE p.seq = a.seq - 1), ?)" +
		" FROM " + from + " WHERE " + where
	return query(t, text, append([]any{[]byte{}}, args...), func() (*Linked, []column) {
		l := new(Linked)
		return l, append(l.stored(), column{"previous", &l.Previous})
	})
}

// paddedIDs repeats the last ID, so that there are only a few different statements.
func paddedIDs(ids []ID) []ID {
	padded := slices.Clone(ids)
	for n := len(ids); n > 0 && n&(n-1) != 0; n++ { // up to a power of two
		padded = append(padded, ids[len(ids)-1])
	}
	return padded
}

func idsOf(ids []ID) []any {
	out := make([]any, len(ids))
	for i := range ids {
		out[i] = ids[i][:]
	}
	return out
}

func toAny[V any](values []V) []any {
	out := make([]any, len(values))
	for i, value := range values {
		out[i] = value
	}
	return out
}

// CutActivity takes away the rows behind one.
func (t *Tx) CutActivity(seq int64) error {
	return t.run.exec(t.ctx, "DELETE FROM activity NOT INDEXED WHERE seq > ?", []any{seq})
}

// Rows are the keys of all rows of a table, for comparing with what the log says.
func (t *Tx) Rows(table string) ([][]byte, error) {
	if tableSince[table] > t.version {
		return nil, nil
	}
	rows, err := query(t, "SELECT id FROM "+quoted(table)+" NOT INDEXED", nil, func() (*[]byte, []column) {
		key := new([]byte)
		return key, []column{{"id", key}}
	})
	out := make([][]byte, len(rows))
	for i, row := range rows {
		out[i] = *row
	}
	return out, err
}

// CheckIndexes tells whether the indexes of a table lead to its rows.
func (t *Tx) CheckIndexes(table string) error {
	if tableSince[table] > t.version {
		return nil
	}
	return t.run.checkIndexes(t.ctx, table)
}

func (t *Tx) activities(where string, args ...any) (rows []*Activity, err error) {
	err = t.run.query(t.ctx, activitiesInto(&rows, where, args...))
	return rows, err
}

func activitiesInto(rows *[]*Activity, where string, args ...any) question {
	text := "SELECT " + names(new(Activity).stored()) + " FROM activity WHERE " + where
	return many(rows, text, args, func() (*Activity, []column) {
		a := new(Activity)
		return a, a.stored()
	})
}

// stored are all columns of a row of the log.
func (a *Activity) stored() []column { return append(a.columns(), column{"mac", &a.MAC}) }

func first[R any](rows []*R, err error) (*R, error) {
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return rows[0], nil
}
