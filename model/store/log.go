package store

import (
	"slices"
)

// Append adds a row to the activity log.
func (t *Tx) Append(a *Activity) error {
	return t.insert("activity", append(a.columns(), column{"mac", &a.MAC}))
}

// Activity is the activity row of a number; nil when there is none.
func (t *Tx) Activity(seq int64) (*Activity, error) {
	return first(t.activities("seq = ?", seq))
}

// ActivityAfter are up to limit activity rows behind seq, in order.
func (t *Tx) ActivityAfter(seq, limit int64) ([]*Activity, error) {
	return t.activities("seq > ? ORDER BY seq LIMIT ?", seq, limit)
}

// ActivityOutside is the newest row whose time is not in from ≤ time < to; nil when there
// is none.
func (t *Tx) ActivityOutside(from, to int64) (*Activity, error) {
	return first(t.activities("(time < ? OR time >= ?) ORDER BY seq DESC LIMIT 1", from, to))
}

// ActivityFilter says which rows of the log are looked for. Empty fields do not count.
type ActivityFilter struct {
	Account  ID
	Not      []string // kinds that are left out
	Kinds    []string
	Words    []ActivityWord // each has to be found
	From, To int64          // From ≤ time < To
	Before   int64          // older than this row
}

// ActivityWord is a text in the login of actor or target, or else one of some kinds.
type ActivityWord struct {
	Text  string
	Kinds []string
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
	if len(f.Not) > 0 {
		and("a.kind NOT IN ("+marks(len(f.Not))+")", toAny(f.Not)...)
	}
	if len(f.Kinds) > 0 {
		and("a.kind IN ("+marks(len(f.Kinds))+")", toAny(f.Kinds)...)
	}
	if f.From > 0 {
		and("a.time >= ?", f.From)
	}
	if f.To > 0 {
		and("a.time < ?", f.To)
	}
	for _, word := range f.Words {
		and("(instr(a.actor_login, ?) OR instr(a.target_login, ?) OR a.kind IN ("+marks(len(word.Kinds))+"))",
			append([]any{word.Text, word.Text}, toAny(word.Kinds)...)...)
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

// linkedBatch is how many numbers are asked for in one statement.
const linkedBatch = 500

// linked reads rows of the log, each with the mac of the row before it.
func (t *Tx) linked(from, where string, args ...any) ([]*Linked, error) {
	example := new(Activity)
	text := "SELECT " + each(append(example.columns(), column{"mac", nil}), func(c column) string { return "a." + c.name }) +
		", coalesce((SELECT p.mac FROM activity AS p NOT INDEXED WHERE p.seq = a.seq - 1), x'')" +
		" FROM " + from + " WHERE " + where
	return query(t, text, args, func() (*Linked, []column) {
		l := new(Linked)
		return l, append(l.columns(), column{"mac", &l.MAC}, column{"previous", &l.Previous})
	})
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
	_, err := t.tx.ExecContext(t.ctx, "DELETE FROM activity NOT INDEXED WHERE seq > ?", seq)
	return explain(err)
}

// Rows are the keys of all rows of a table, for comparing with what the log says.
func (t *Tx) Rows(table string) ([][]byte, error) {
	if tableSince[table] > t.version {
		return nil, nil
	}
	rows, err := query(t, "SELECT id FROM "+table+" NOT INDEXED", nil, func() (*[]byte, []column) {
		key := new([]byte)
		return key, []column{{"id", key}}
	})
	out := make([][]byte, len(rows))
	for i, row := range rows {
		out[i] = *row
	}
	return out, err
}

// CheckIndexes tells whether the indexes of a table lead to its rows, at which SQLite's quick
// check does not look.
func (t *Tx) CheckIndexes(table string) error {
	if tableSince[table] > t.version {
		return nil
	}
	return runCheck(t.ctx, t.tx, "integrity_check("+table+")")
}

func (t *Tx) activities(where string, args ...any) ([]*Activity, error) {
	example := new(Activity)
	text := "SELECT " + names(append(example.columns(), column{"mac", nil})) + " FROM activity WHERE " + where
	return query(t, text, args, func() (*Activity, []column) {
		a := new(Activity)
		return a, append(a.columns(), column{"mac", &a.MAC})
	})
}

func first[R any](rows []*R, err error) (*R, error) {
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return rows[0], nil
}
