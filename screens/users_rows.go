package screens

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// listing is which people the table shows, and in which order. Rows and what a search looks at are made once for each
// person, so that ten thousand of them do not slow down the typing.
type listing struct {
	people     []model.Person
	lines      []line
	query      string // folded
	order      string // the key of a column
	descending bool
	shown      int
}

// line is a person as the table shows and the search finds it.
type line struct {
	person model.Person
	row    widgets.Row
	text   string // folded: ID, name, e-mail, department
	name   string // folded
	office string // the department, folded
}

// set replaces everybody.
func (l *listing) set(people []model.Person) {
	fold := newFold()
	l.people, l.lines = people, make([]line, len(people))
	for i, p := range people {
		l.lines[i] = line{
			person: p, row: row(p), name: fold(p.Name), office: fold(p.Department),
			text: fold(strings.Join([]string{p.Login, p.Name, p.Email, p.Department}, "\n")),
		}
	}
}

// search sets what to look for: every word has to be found somewhere.
func (l *listing) search(typed string) { l.query = newFold()(typed) }

// found are the rows that fit, in order.
func (l *listing) found() []widgets.Row {
	words := strings.Fields(l.query)
	fitting := make([]line, 0, len(l.lines))
	for _, line := range l.lines {
		if !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(line.text, word) }) {
			fitting = append(fitting, line)
		}
	}
	slices.SortFunc(fitting, l.compare)
	rows := make([]widgets.Row, len(fitting))
	for i, line := range fitting {
		rows[i] = line.row
	}
	l.shown = len(rows)
	return rows
}

// compare orders by the chosen column, and people who are the same there by their IDs.
func (l *listing) compare(a, b line) int {
	by := 0
	switch l.order {
	case "name":
		by = cmp.Compare(a.name, b.name)
	case "department":
		by = cmp.Compare(a.office, b.office)
	case "last":
		by = a.person.LastSignIn.Compare(b.person.LastSignIn)
	case "state":
		by = cmp.Compare(slices.Index(states, a.person.State), slices.Index(states, b.person.State))
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

func onFirst(on bool) int {
	if on {
		return 0
	}
	return 1
}

// person is who a row is about.
func (l *listing) person(id string) (model.Person, bool) {
	at := slices.IndexFunc(l.lines, func(line line) bool { return line.row.ID == id })
	if at < 0 {
		return model.Person{}, false
	}
	return l.lines[at].person, true
}

// users counts those who are not administrators.
func (l *listing) users() int {
	count := 0
	for _, p := range l.people {
		if p.Role == model.RoleUser {
			count++
		}
	}
	return count
}

// newFold makes what a search ignores go away: case, and the widths of letters and kana.
func newFold() func(string) string {
	fold := cases.Fold()
	return func(text string) string { return fold.String(norm.NFKC.String(text)) }
}

func row(p model.Person) widgets.Row {
	return widgets.Row{ID: rowID(p), Cells: []widgets.Cell{
		{Text: p.Login, Style: widgets.StyleLink},
		{Text: p.Name},
		{Text: p.Department, Style: widgets.StyleMuted},
		{Text: i18n.When(p.LastSignIn), Style: widgets.StyleMuted},
		{Chip: stateChip(p.State)},
		mfaCell(p),
	}}
}

func stateChip(state model.PersonState) *widgets.ChipSpec {
	switch state {
	case model.StateTampered:
		return &widgets.ChipSpec{Tone: widgets.ToneDanger, Text: i18n.T("users.tampered")}
	case model.StateSuspended:
		return &widgets.ChipSpec{Tone: widgets.ToneDanger, Text: i18n.T("users.suspended")}
	case model.StateLockedOut:
		return &widgets.ChipSpec{Tone: widgets.ToneWarning, Text: i18n.T("users.locked")}
	case model.StateNever:
		return &widgets.ChipSpec{Tone: widgets.ToneNeutral, Text: i18n.T("users.never")}
	}
	return &widgets.ChipSpec{Tone: widgets.ToneSuccess, Text: i18n.T("users.usable")}
}

// mfaCell is a switch for users. Administrators have none: their second step ends on their own page, by a backup code
// or with the support's help, never by a colleague's click.
func mfaCell(p model.Person) widgets.Cell {
	switch {
	case p.State == model.StateTampered: // what the row says is not to be believed
		return widgets.Cell{Text: "—", Style: widgets.StyleMuted}
	case p.Role == model.RoleUser:
		return widgets.Cell{Switch: &widgets.SwitchSpec{On: p.MFA, Why: i18n.T("users.off_why")}}
	case p.MFA:
		return widgets.Cell{Text: i18n.T("users.mfa_on"), Style: widgets.StyleMuted}
	}
	return widgets.Cell{Text: i18n.T("users.mfa_off"), Style: widgets.StyleMuted}
}
