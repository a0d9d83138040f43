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

// usersPage is the administrators' table of everybody in the office. Its switch goes one way only: it ends somebody's
// second step, after a dialog that names the person.
type usersPage struct {
	w       *Window
	list    userList
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

func newUsersPage(w *Window) *usersPage {
	p := &usersPage{w: w, list: userList{order: "login", filters: newFilters()}, search: widgets.NewEntry()}
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
	p.search.OnEnter = func() { w.Focus(p.table.Focusable()) }
	p.reason = widgets.NewNotice(widgets.ToneDanger, "")
	p.info = widgets.NewNotice(widgets.ToneInfo, "")
	p.table = p.newTable()
	p.body = p.build()
	p.load()
	return p
}

func (p *usersPage) newTable() *widgets.Table {
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

func (p *usersPage) build() *fyne.Container {
	retry := widgets.NewButton(widgets.KindPlain, i18n.T("users.retry"), p.load)
	p.failure = widgets.VStack(8, p.reason, spread(retry))
	p.failure.Hide()
	p.note = widgets.NewSmall(i18n.T("users.note"))
	return pagePadding(columnTop, columnMargin, noteGap, columnMargin, widgets.VStack(usersGap,
		spread(widgets.HStack(12, widgets.NewHeading(i18n.T("users.title")), p.count), p.take, p.add),
		p.narrowing(),
		p.failure,
		widgets.Fill(container.New(tableLayout{func() int { return len(p.table.Rows()) }}, p.table, widgets.VStack(0, p.info, p.note))),
	))
}

// narrowing is the line over the table: search, chips, and the way out to a file.
func (p *usersPage) narrowing() fyne.CanvasObject {
	row := widgets.Beside(filterGap, widgets.Wide(look.Grow(searchWidth), p.search))
	for _, f := range p.list.filters {
		row.Add(f.chip)
	}
	row.Add(p.give)
	return row
}

// load reads everybody; the page is usable meanwhile.
func (p *usersPage) load() {
	var lines []userLine
	p.failure.Hide()
	p.table.SetEmpty(i18n.T("users.loading"))
	p.w.load(func(ctx context.Context, session *model.Session) error {
		people, err := session.People(ctx)
		lines = newUserLines(people)
		return err
	}, func(err error) { p.loaded(lines, err) })
}

func (p *usersPage) loaded(lines []userLine, err error) {
	if err != nil {
		p.table.SetEmpty(i18n.T("users.failed"))
		p.reason.SetText(p.w.explain(err))
		p.failure.Show()
		p.body.Refresh()
		return
	}
	p.list.set(lines)
	p.show()
}

// show brings the table up to what is known, searched for and sorted by.
func (p *usersPage) show() {
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

func (p *usersPage) tell(info string) {
	p.info.SetText(info)
	p.note.Hidden = info != ""
	p.body.Refresh()
}

func (p *usersPage) onSearch() {
	p.list.search(p.search.Text)
	p.show()
}

func (p *usersPage) onSort(key string, descending bool) {
	p.list.order, p.list.descending = key, descending
	p.show()
}

func (p *usersPage) onFilter(f *filter, on bool) {
	f.on = on
	p.show()
}

func (p *usersPage) onSwitch(rowID string) {
	if person, ok := p.list.person(rowID); ok {
		p.tell("")
		resetMFA(p.w, person, p.replace)
	}
}

// onRefused says why under the table: above it, the rows would move away from under the pointer.
func (p *usersPage) onRefused(rowID string) {
	person, ok := p.list.person(rowID)
	if !ok {
		return
	}
	name := shorten(person.Name, mostNameRunes)
	switch {
	case person.State == model.StateTampered:
		p.tell(i18n.T("users.tampered_why", "Name", name))
	case person.ID == p.w.Session().Person().ID:
		p.tell(i18n.T("users.no_switch_own"))
	case person.Role == model.RoleAdministrator:
		p.tell(i18n.T("users.no_switch", "Name", name))
	default:
		p.tell(i18n.T("users.off", "Name", name))
	}
}

// menuName is how much of a name the title of a menu bears, beside the ID.
const menuName = 16

func (p *usersPage) onOpen(rowID string) {
	if person, ok := p.list.person(rowID); ok {
		p.tell("")
		showPerson(p.w, p.handling(person), p.handling)
	}
}

// onMenu offers what can be done with the person of a row, beside opening it.
func (p *usersPage) onMenu(rowID string, at fyne.Position) {
	person, ok := p.list.person(rowID)
	if !ok {
		return
	}
	p.tell("")
	h := p.handling(person)
	items := []widgets.MenuItem{{Text: i18n.T("person.open"), Act: func() { showPerson(p.w, h, p.handling) }}}
	for _, a := range h.acts() {
		items = append(items, widgets.MenuItem{Text: a.text, Danger: a.danger, Why: a.why, Act: a.do})
	}
	widgets.ShowMenu(p.w.canvas(), at, i18n.T("person.menu", "Name", shorten(person.Name, menuName), "Login", person.Login), items)
}

// handling is what can be done with somebody, and shows in the table what comes of it.
func (p *usersPage) handling(person model.Person) personActions {
	return personActions{
		w: p.w, person: person, last: p.list.administrators() < 2,
		changed: p.replace, deleted: p.remove,
	}
}

func (p *usersPage) onAdd() { addUser(p.w, p.added) }

// added shows somebody new, whatever was searched for before.
func (p *usersPage) added(person model.Person) {
	p.search.SetText("")
	p.list.search("")
	p.list.filters.clear()
	p.replace(person)
	p.table.Select(rowID(person))
}

func (p *usersPage) onImport() { importPeople(p.w, p.load) }

func (p *usersPage) onExport() { exportPeople(p.w, ids(p.table.Rows())) }

// replace shows a person as the model has just told. Choice, order and place of the table stay.
func (p *usersPage) replace(person model.Person) {
	p.list.put(person)
	p.show()
	if person.ID == p.w.Session().Person().ID {
		p.w.Flow.ShowNames()
	}
}

// remove takes somebody who was deleted out of the table; whoever comes to that place is chosen.
func (p *usersPage) remove(person model.Person) {
	at := slices.IndexFunc(p.table.Rows(), func(row widgets.Row) bool { return row.ID == rowID(person) })
	p.list.remove(person.ID)
	p.show()
	if rest := p.table.Rows(); at >= 0 && len(rest) > 0 {
		p.table.Select(rest[min(at, len(rest)-1)].ID)
	}
	p.tell(i18n.T("users.deleted", "Name", shorten(person.Name, mostNameRunes)))
}

func (p *usersPage) Content() fyne.CanvasObject  { return p.body }
func (p *usersPage) Focus() fyne.Focusable       { return p.search }
func (p *usersPage) Name() string                { return "users" }
func (p *usersPage) SearchField() *widgets.Entry { return p.search }
func (p *usersPage) Wipe()                       {}
