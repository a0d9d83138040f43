package store

// PeopleGroup is how many people have these in common.
type PeopleGroup struct {
	Role   string
	Status string
	MFA    bool
	Reset  bool // MFA was switched off, but not by their own wish, and is not on again
	Count  int
}

// CountPeople counts the people of an account. Their rows are not checked.
func (t *Tx) CountPeople(account ID) (groups []PeopleGroup, err error) {
	const reset = "CAST(CASE WHEN mfa_reset > 0 THEN 1 ELSE 0 END AS bigint)"
	text := "SELECT role, status, mfa, " + reset + " AS was_reset, count(*) AS people FROM " + quoted("user") +
		" WHERE account = ? GROUP BY role, status, mfa, " + reset
	err = t.run.query(t.ctx, question{text, []any{account[:]}, func(row scan) error {
		var g PeopleGroup
		var people int64
		err := row(column{"role", &g.Role}, column{"status", &g.Status}, column{"mfa", &g.MFA},
			column{"was_reset", &g.Reset}, column{"people", &people})
		g.Count = int(people)
		groups = append(groups, g)
		return err
	}})
	return groups, err
}
