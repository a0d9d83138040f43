package store

// EachUser calls do with the people of an account by login: those behind one login, up to and with another, to the last
// for "". The row, but for its strings, and its Fields are overwritten by the next.
func (t *Tx) EachUser(account ID, behind, upTo string, do func(u *User, fields [][]byte) error) error {
	where, args := "account = ? AND login > ?", []any{account[:], behind}
	if upTo != "" {
		where, args = where+" AND login <= ?", append(args, upTo)
	}
	u := new(User)
	return t.each(u, where+" ORDER BY login", args, func(fields [][]byte) error { return do(u, fields) })
}

// EachRow is EachUser for all that All returns.
func (t *Tx) EachRow(do func(r Row, fields [][]byte) error) error {
	for _, r := range []Row{new(Account), new(User), new(Throttle), new(SupportRequest), new(PC)} {
		if tableSince[r.Table()] > t.version {
			continue
		}
		if err := t.each(r, "true", nil, func(fields [][]byte) error { return do(r, fields) }); err != nil {
			return err
		}
	}
	return nil
}

// each reads one row after the other into r.
func (t *Tx) each(r Row, where string, args []any, do func(fields [][]byte) error) error {
	r.Stamp().Version = t.version
	columns, buffer := stored(r), new(fieldBuffer)
	tagged, into := columns[:len(columns)-1], targets(columns)
	text := "SELECT " + names(columns) + " FROM " + quoted(r.Table()) + " WHERE " + where
	return t.run.query(t.ctx, question{text, args, func(row scan) error {
		if err := row(into...); err != nil {
			return err
		}
		return do(buffer.of(tagged))
	}})
}

// LoginsEvery are the logins, of all accounts, at which so many people end, twice as many, and so on.
func (t *Tx) LoginsEvery(size int) (logins []string, err error) {
	text := "SELECT login FROM (SELECT login, row_number() OVER (ORDER BY login) AS place FROM " + quoted("user") + ") AS numbered" +
		" WHERE place % ? = 0 ORDER BY place"
	err = t.run.query(t.ctx, question{text, []any{size}, func(row scan) error {
		logins = append(logins, "")
		return row(column{"login", &logins[len(logins)-1]})
	}})
	return logins, err
}
