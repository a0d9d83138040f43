package screens

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// Sizes of the page of users.
const (
	filterGap = 8
)

// users is the administrators' table of everybody in the office. Its switch goes one way only: it ends somebody's
// second step, after a dialog that names the person.
type users struct {
	d       *Desk
	list    listing
	count   *widgets.Chip
	take    *widgets.Button // people from a file
	add     *widgets.Button
	search  *widgets.Entry
	give    *widgets.Button // the people who are shown, to a file
	failure *fyne.Container
	reason  *widgets.Notice
	table   *widgets.Table
	note    *widgets.Text   // which way the switch goes
	info    *widgets.Notice // in its place: why a switch does nothing, or that there is nobody yet
	body    *fyne.Container
}

func newUsers(d *Desk) *users {
	p := &users{d: d, list: listing{order: "login", filters: newFilters()}, search: widgets.NewEntry()}
	p.count = widgets.NewChip(widgets.ToneNeutral, "")
	p.count.Hide()
	p.take = widgets.NewButton(widgets.KindPlain, i18n.T("users.import"), p.onImport)
	p.add = widgets.NewButton(widgets.KindPrimary, i18n.T("users.add"), p.onAdd)
	p.give = widgets.NewButton(widgets.KindLink, i18n.T("users.export"), p.onExport)
	for _, f := range p.list.filters {
		f.chip = widgets.NewFilterChip("", func(on bool) { p.onFilter(f, on) })
	}
	p.list.filters.label()
	p.search.PlaceHolder = i18n.T("users.search")
	p.search.OnEdited = p.onSearch
	p.search.Prose = true
	p.search.OnEnter = func() { d.focus(p.table.Focusable()) }
	p.reason = widgets.NewNotice(widgets.ToneDanger, "")
	p.info = widgets.NewNotice(widgets.ToneInfo, "")
	p.table = p.newTable()
	p.body = p.build()
	p.load()
	return p
}

func (p *users) newTable() *widgets.Table {
	table := widgets.NewTable([]widgets.Column{
		{Key: "login", Title: i18n.T("users.login"), Weight: 1.3, Sortable: true},
		{Key: "name", Title: i18n.T("users.name"), Weight: 1.05, Sortable: true},
		{Key: "department", Title: i18n.T("users.department"), Weight: 1.2, Sortable: true, Yields: true},
		{Key: "last", Title: i18n.T("users.last_sign_in"), Width: 130, Sortable: true, Yields: true},
		{Key: "state", Title: i18n.T("users.state"), Width: 104, Sortable: true},
		{Key: "mfa", Title: i18n.T("users.mfa"), Width: 66, Sortable: true},
	})
	table.MinRows = 3 // under the news of an administrator in the smallest window
	table.SetSort(p.list.order, false)
	table.OnSort = p.onSort
	table.OnSwitch = p.onSwitch
	table.OnRefused = p.onRefused
	table.OnOpen = p.onOpen
	table.OnMenu = p.onMenu
	return table
}

func (p *users) build() *fyne.Container {
	retry := widgets.NewButton(widgets.KindPlain, i18n.T("users.retry"), p.load)
	p.failure = widgets.VStack(8, p.reason, spread(retry))
	p.failure.Hide()
	p.note = widgets.NewSmall(i18n.T("users.note"))
	return roomy(columnTop, columnMargin, noteGap, columnMargin, widgets.VStack(usersGap,
		spread(widgets.HStack(12, widgets.NewHeading(i18n.T("users.title")), p.count), p.take, p.add),
		p.narrowing(),
		p.failure,
		widgets.Fill(container.New(tableLayout{func() int { return len(p.table.Rows()) }}, p.table, widgets.VStack(0, p.info, p.note))),
	))
}

// narrowing is the line over the table: search, chips, and the way out to a file.
func (p *users) narrowing() fyne.CanvasObject {
	row := widgets.Beside(filterGap, widgets.Wide(look.Grow(searchWidth), p.search))
	for _, f := range p.list.filters {
		row.Add(f.chip)
	}
	row.Add(p.give)
	return row
}

// load reads everybody; the page is usable meanwhile.
func (p *users) load() {
	var lines []line
	p.failure.Hide()
	p.table.SetEmpty(i18n.T("users.loading"))
	p.d.load(func(ctx context.Context, session *model.Session) error {
		people, err := session.People(ctx)
		lines = newLines(people)
		return err
	}, func(err error) { p.loaded(lines, err) })
}

func (p *users) loaded(lines []line, err error) {
	if err != nil {
		p.table.SetEmpty(i18n.T("users.failed"))
		p.reason.SetText(p.d.say(err))
		p.failure.Show()
		p.body.Refresh()
		return
	}
	p.list.set(lines)
	p.show()
}

// show brings the table up to what is known, searched for and sorted by.
func (p *users) show() {
	found := p.list.found()
	empty := ""
	switch {
	case len(found) > 0:
	case p.list.filters.any():
		empty = i18n.T("users.nothing_fits")
	default:
		empty = i18n.T("users.nothing_found")
	}
	p.table.SetEmpty(empty)
	p.table.SetRows(found)
	all := number(int64(len(p.list.lines)))
	if len(p.list.words) > 0 || p.list.filters.any() {
		p.count.SetText(i18n.T("users.count_found", "Found", number(int64(len(found))), "Count", all))
	} else {
		p.count.SetText(i18n.T("users.count", "Count", all))
	}
	p.count.Show()
	p.list.filters.label()
	info := ""
	if len(p.list.lines) == 1 {
		info = i18n.T("users.nobody")
	}
	p.tell(info)
}

func (p *users) tell(info string) {
	p.info.SetText(info)
	p.note.Hidden = info != ""
	p.body.Refresh()
}

func (p *users) onSearch() {
	p.list.search(p.search.Text)
	p.show()
}

func (p *users) onSort(key string, descending bool) {
	p.list.order, p.list.descending = key, descending
	p.show()
}

func (p *users) onFilter(f *filter, on bool) {
	f.on = on
	p.show()
}

func (p *users) onSwitch(rowID string) {
	if person, ok := p.list.person(rowID); ok {
		p.tell("")
		p.d.resetMFA(person, p.replace)
	}
}

// onRefused says why under the table: above it, the rows would move away from under the pointer.
func (p *users) onRefused(rowID string) {
	person, ok := p.list.person(rowID)
	if !ok {
		return
	}
	name := cut(person.Name, longest)
	switch {
	case person.State == model.StateTampered:
		p.tell(i18n.T("users.tampered_why", "Name", name))
	case person.ID == p.d.session.Person().ID:
		p.tell(i18n.T("users.no_switch_own"))
	case person.Role == model.RoleAdministrator:
		p.tell(i18n.T("users.no_switch", "Name", name))
	default:
		p.tell(i18n.T("users.off", "Name", name))
	}
}

// menuName is how much of a name the title of a menu bears, beside the ID.
const menuName = 16

func (p *users) onOpen(rowID string) {
	if person, ok := p.list.person(rowID); ok {
		p.tell("")
		p.d.showPerson(p.handling(person), p.handling)
	}
}

// onMenu offers what can be done with the person of a row, beside opening it.
func (p *users) onMenu(rowID string, at fyne.Position) {
	person, ok := p.list.person(rowID)
	if !ok {
		return
	}
	p.tell("")
	h := p.handling(person)
	items := []widgets.MenuItem{{Text: i18n.T("person.open"), Act: func() { p.d.showPerson(h, p.handling) }}}
	for _, a := range h.acts() {
		items = append(items, widgets.MenuItem{Text: a.text, Danger: a.danger, Why: a.why, Act: a.do})
	}
	widgets.ShowMenu(p.d.canvas(), at, i18n.T("person.menu", "Name", cut(person.Name, menuName), "Login", person.Login), items)
}

// handling is what can be done with somebody, and shows in the table what comes of it.
func (p *users) handling(person model.Person) handling {
	return handling{
		d: p.d, person: person, last: p.list.administrators() < 2,
		changed: p.replace, deleted: p.remove,
	}
}

func (p *users) onAdd() { p.d.addUser(p.added) }

// added shows somebody new, whatever was searched for before.
func (p *users) added(person model.Person) {
	p.search.SetText("")
	p.list.search("")
	p.list.filters.clear()
	p.replace(person)
	p.table.Select(rowID(person))
}

func (p *users) onImport() { p.d.importPeople(p.load) }

func (p *users) onExport() { p.d.exportPeople(ids(p.table.Rows())) }

// replace shows a person as the model has just told. Choice, order and place of the table stay.
func (p *users) replace(person model.Person) {
	p.list.put(person)
	p.show()
	if person.ID == p.d.session.Person().ID {
		p.d.Flow.ShowNames()
	}
}

// remove takes somebody who was deleted out of the table; whoever comes to that place is chosen.
func (p *users) remove(person model.Person) {
	at := slices.IndexFunc(p.table.Rows(), func(row widgets.Row) bool { return row.ID == rowID(person) })
	p.list.remove(person.ID)
	p.show()
	if rest := p.table.Rows(); at >= 0 && len(rest) > 0 {
		p.table.Select(rest[min(at, len(rest)-1)].ID)
	}
	p.tell(i18n.T("users.deleted", "Name", cut(person.Name, longest)))
}

func (p *users) content() fyne.CanvasObject { return p.body }
func (p *users) focus() fyne.Focusable      { return p.search }
func (p *users) name() string               { return "users" }
func (p *users) find() *widgets.Entry       { return p.search }
func (p *users) wipe()                      {}
