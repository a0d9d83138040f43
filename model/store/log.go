package store

// Append adds a row to the activity log.
func (t *Tx) Append(a *Activity) error {
	return t.insert("activity", append(a.columns(), column{"mac", &a.MAC}))
}

// Newest is the newest activity row that names a tagged row; nil when none does.
func (t *Tx) Newest(table string, id []byte) (*Activity, error) {
	return first(t.activities("row_table = ? AND row_id = ? ORDER BY seq DESC LIMIT 1", table, id))
}

// Heads are the newest stamps that the log knows of a table's rows, by key: what Newest
// says of each, in one query.
func (t *Tx) Heads(table string) (map[string]Stamp, error) {
	type head struct {
		key   []byte
		stamp Stamp
	}
	// With max() SQLite takes the other columns from the row that has it.
	heads, err := query(t, "SELECT row_id, row_generation, row_tag, max(seq) FROM activity WHERE row_table = ? GROUP BY row_id",
		[]any{table}, func() (*head, []column) {
			h := new(head)
			return h, []column{{"row_id", &h.key}, {"row_generation", &h.stamp.Generation}, {"row_tag", &h.stamp.Tag}, {"seq", new(int64)}}
		})
	out := make(map[string]Stamp, len(heads))
	for _, h := range heads {
		out[string(h.key)] = h.stamp
	}
	return out, err
}

// Activity is the activity row of a number; nil when there is none.
func (t *Tx) Activity(seq int64) (*Activity, error) {
	return first(t.activities("seq = ?", seq))
}

// ActivityAfter are up to limit activity rows behind seq, in order.
func (t *Tx) ActivityAfter(seq, limit int64) ([]*Activity, error) {
	return t.activities("seq > ? ORDER BY seq LIMIT ?", seq, limit)
}

// ActivityOf are the newest activity rows about a person of the given kinds that are
// later than since, the newest first.
func (t *Tx) ActivityOf(target ID, since, limit int64, kinds ...string) ([]*Activity, error) {
	args := []any{target[:], since}
	var among []column
	for _, kind := range kinds {
		args = append(args, kind)
		among = append(among, column{})
	}
	// length() is the condition of the index, so that the index is used.
	return t.activities("target = ? AND length(target) = 16 AND time > ? AND kind IN ("+marks(among)+") ORDER BY seq DESC LIMIT ?", append(args, limit)...)
}

// Rows are the keys of all rows of a table, for checking that each is in the log.
func (t *Tx) Rows(table string) ([][]byte, error) {
	return t.keys("SELECT id FROM " + table)
}

// Logged are the keys of all rows of a table whose newest activity row is no
// deletion: the rows that must be there.
func (t *Tx) Logged(table string) ([][]byte, error) {
	return t.keys(`SELECT row_id FROM activity AS a WHERE row_table = ? AND length(row_tag) > 0
		AND NOT EXISTS (SELECT 1 FROM activity AS b WHERE b.row_table = a.row_table AND b.row_id = a.row_id AND b.seq > a.seq)`, table)
}

func (t *Tx) keys(text string, args ...any) ([][]byte, error) {
	rows, err := query(t, text, args, func() (*[]byte, []column) {
		key := new([]byte)
		return key, []column{{"id", key}}
	})
	out := make([][]byte, len(rows))
	for i, row := range rows {
		out[i] = *row
	}
	return out, err
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
