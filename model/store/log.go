package store

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

// ActivityOf are the newest activity rows about a person of the given kinds, the newest
// first.
func (t *Tx) ActivityOf(target ID, limit int64, kinds ...string) ([]*Activity, error) {
	args := []any{target[:]}
	var among []column
	for _, kind := range kinds {
		args = append(args, kind)
		among = append(among, column{})
	}
	// length() is the condition of the index, so that the index is used.
	return t.activities("target = ? AND length(target) = 16 AND kind IN ("+marks(among)+") ORDER BY seq DESC LIMIT ?", append(args, limit)...)
}

// Rows are the keys of all rows of a table, for comparing with what the log says.
func (t *Tx) Rows(table string) ([][]byte, error) {
	rows, err := query(t, "SELECT id FROM "+table, nil, func() (*[]byte, []column) {
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
