package people

import (
	"cmp"
	"slices"
	"strings"

	"qlingo/model"
	"qlingo/model/fold"
	"qlingo/screens/widgets"
)

// userList is which people the table shows, and in which order. The text for searching is made once per person, so that
// typing stays fast with a hundred thousand people.
type userList struct {
	Lines      lines
	words      []string // words of the search, folded
	order      string   // the key of a column
	descending bool
	Filters    filters
	Department *departmentFilter
}

// userLine is a person, prepared for search and order.
type userLine struct {
	listed
	text         string // folded: ID, name, e-mail, department
	byName       string // folded
	byDepartment string // folded
}

// lines are some people. They are the rows of a table.
type lines []*userLine

// Len, ID and Cells implement widgets.Source.
func (l lines) Len() int                   { return len(l) }
func (l lines) ID(i int) string            { return rowID(l[i].id) }
func (l lines) Cells(i int) []widgets.Cell { return l[i].cells() }

func (l lines) index(id model.PersonID) int {
	return slices.IndexFunc(l, func(line *userLine) bool { return line.id == id })
}

func (l lines) ids() []model.PersonID {
	ids := make([]model.PersonID, len(l))
	for i, line := range l {
		ids[i] = line.id
	}
	return ids
}

// newUserLines makes the lines of some people. It runs on a worker, because many thousands take a while.
func newUserLines(people []model.Person) lines {
	made, pointers := make([]userLine, len(people)), make(lines, len(people))
	for i, p := range people {
		made[i] = newUserLine(p)
		pointers[i] = &made[i]
	}
	return pointers
}

// set replaces all lines.
func (l *userList) set(all lines) {
	l.Lines = all
	l.counted()
}

// counted looks at who is there after a change.
func (l *userList) counted() {
	l.Filters.count(l.Lines)
	l.Department.offer(l.Lines)
}

func newUserLine(p model.Person) userLine {
	text := fold.Search(strings.Join([]string{p.Login, p.Name, p.Email, p.Department}, "\n"))
	_, rest, _ := strings.Cut(text, "\n")
	name, rest, _ := strings.Cut(rest, "\n")
	_, department, _ := strings.Cut(rest, "\n")
	return userLine{listed: listedOf(p), text: text, byName: name, byDepartment: department}
}

// Put replaces or adds people.
func (l *userList) Put(people ...model.Person) {
	places := make(map[model.PersonID]int, len(people))
	for _, person := range people {
		places[person.ID] = -1
	}
	for i, line := range l.Lines {
		if _, changed := places[line.id]; changed {
			places[line.id] = i
		}
	}
	for i, line := range newUserLines(people) {
		if at := places[people[i].ID]; at >= 0 {
			l.Lines[at] = line
		} else {
			l.Lines = append(l.Lines, line)
		}
	}
	l.counted()
}

// remove removes one person.
func (l *userList) remove(id model.PersonID) {
	if at := l.Lines.index(id); at >= 0 {
		l.Lines = slices.Delete(l.Lines, at, at+1)
		l.counted()
	}
}

// search sets the search. Every word has to be found somewhere.
func (l *userList) search(typed string) { l.words = fold.Words(typed) }

// Found returns the lines that match, in order.
func (l *userList) Found() lines {
	found := make(lines, 0, len(l.Lines))
	for _, line := range l.Lines {
		if l.Filters.fit(&line.listed) && l.Department.fit(line) && !slices.ContainsFunc(l.words, func(word string) bool { return !strings.Contains(line.text, word) }) {
			found = append(found, line)
		}
	}
	slices.SortFunc(found, l.compare)
	return found
}

// compare orders by the chosen column, and by ID within equal values.
func (l *userList) compare(a, b *userLine) int {
	by := 0
	switch l.order {
	case "name":
		by = cmp.Compare(a.byName, b.byName)
	case "department":
		by = cmp.Compare(a.byDepartment, b.byDepartment)
	case "last":
		by = a.lastSignIn.Compare(b.lastSignIn)
	case "state":
		by = cmp.Compare(a.stateRank(), b.stateRank())
	case "mfa":
		by = cmp.Compare(onFirst(a.mfa), onFirst(b.mfa))
	}
	if by == 0 {
		by = cmp.Compare(a.login, b.login)
	}
	if l.descending {
		return -by
	}
	return by
}

// states in the order of the column.
var states = []model.PersonState{model.StateUsable, model.StateNever, model.StateLockedOut, model.StateSuspended, model.StateTampered}

// stateRank sorts people whose MFA was reset after others in an ordinary state, as their chip shows it.
func (p *listed) stateRank() int {
	rank := 2 * slices.Index(states, p.state)
	if p.state == model.StateUsable && p.mfaReset {
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

// administrators counts the administrators who could replace each other.
func (l *userList) administrators() int {
	count := 0
	for _, line := range l.Lines {
		if line.administrator && line.state != model.StateTampered {
			count++
		}
	}
	return count
}
