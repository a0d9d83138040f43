package people

import (
	"cmp"
	"encoding/hex"
	"slices"
	"strings"

	"qlingo/model"
	"qlingo/model/fold"
	"qlingo/screens/widgets"
)

// userList is which people the table shows, and in which order. Rows and the text for searching are made once per
// person, so that typing stays fast with ten thousand people.
type userList struct {
	Lines      []userLine
	words      []string // words of the search, folded
	order      string   // the key of a column
	descending bool
	Filters    filters
}

// userLine is a person, prepared for table and search.
type userLine struct {
	person model.Person
	row    widgets.Row
	text   string // folded: ID, name, e-mail, department
	name   string // folded
	office string // the department, folded
}

// newUserLines makes the lines of all people. It runs on a worker, because many thousands take a while.
func newUserLines(people []model.Person) []userLine {
	lines := make([]userLine, len(people))
	for i, p := range people {
		lines[i] = newUserLine(p)
	}
	return lines
}

// set replaces all lines.
func (l *userList) set(lines []userLine) {
	l.Lines = lines
	l.Filters.count(lines)
}

func newUserLine(p model.Person) userLine {
	return userLine{
		person: p, row: row(p), name: fold.Search(p.Name), office: fold.Search(p.Department),
		text: fold.Search(strings.Join([]string{p.Login, p.Name, p.Email, p.Department}, "\n")),
	}
}

// Put replaces or adds one person.
func (l *userList) Put(person model.Person) {
	at := l.index(person.ID)
	if at < 0 {
		at = len(l.Lines)
		l.Lines = append(l.Lines, userLine{})
	}
	l.Lines[at] = newUserLine(person)
	l.Filters.count(l.Lines)
}

// remove removes one person.
func (l *userList) remove(id model.PersonID) {
	if at := l.index(id); at >= 0 {
		l.Lines = slices.Delete(l.Lines, at, at+1)
		l.Filters.count(l.Lines)
	}
}

func (l *userList) index(id model.PersonID) int {
	return slices.IndexFunc(l.Lines, func(line userLine) bool { return line.person.ID == id })
}

// search sets the search. Every word has to be found somewhere.
func (l *userList) search(typed string) { l.words = fold.Words(typed) }

// Found returns the rows that match, in order.
func (l *userList) Found() []widgets.Row {
	fitting := make([]userLine, 0, len(l.Lines))
	for _, line := range l.Lines {
		if l.Filters.fit(line.person) && !slices.ContainsFunc(l.words, func(word string) bool { return !strings.Contains(line.text, word) }) {
			fitting = append(fitting, line)
		}
	}
	slices.SortFunc(fitting, l.compare)
	rows := make([]widgets.Row, len(fitting))
	for i, line := range fitting {
		rows[i] = line.row
	}
	return rows
}

// ids returns the people of some rows, in the same order.
func ids(rows []widgets.Row) []model.PersonID {
	ids := make([]model.PersonID, 0, len(rows))
	for _, row := range rows {
		if id, err := hex.DecodeString(row.ID); err == nil {
			ids = append(ids, model.PersonID(id))
		}
	}
	return ids
}

// compare orders by the chosen column, and by ID within equal values.
func (l *userList) compare(a, b userLine) int {
	by := 0
	switch l.order {
	case "name":
		by = cmp.Compare(a.name, b.name)
	case "department":
		by = cmp.Compare(a.office, b.office)
	case "last":
		by = a.person.LastSignIn.Compare(b.person.LastSignIn)
	case "state":
		by = cmp.Compare(stateRank(a.person), stateRank(b.person))
	case "mfa":
		by = cmp.Compare(onFirst(a.person.MFA), onFirst(b.person.MFA))
	}
	if by == 0 {
		by = cmp.Compare(a.person.Login, b.person.Login)
	}
	if l.descending {
		return -by
	}
	return by
}

// states in the order of the column.
var states = []model.PersonState{model.StateUsable, model.StateNever, model.StateLockedOut, model.StateSuspended, model.StateTampered}

// stateRank sorts people whose MFA was reset after others in an ordinary state, as their chip shows it.
func stateRank(p model.Person) int {
	rank := 2 * slices.Index(states, p.State)
	if p.State == model.StateUsable && !p.MFAReset.IsZero() {
		rank++
	}
	return rank
}

func onFirst(on bool) int {
	if on {
		return 0
	}
	return 1
}

// person returns the person of a row.
func (l *userList) person(id string) (model.Person, bool) {
	at := slices.IndexFunc(l.Lines, func(line userLine) bool { return line.row.ID == id })
	if at < 0 {
		return model.Person{}, false
	}
	return l.Lines[at].person, true
}

// administrators counts the administrators who could replace each other.
func (l *userList) administrators() int {
	count := 0
	for _, line := range l.Lines {
		if line.person.Role == model.RoleAdministrator && line.person.State != model.StateTampered {
			count++
		}
	}
	return count
}
