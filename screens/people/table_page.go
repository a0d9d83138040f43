package people

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// Sizes of the page.
const (
	filterGap = 8
)

// usersPage is the administrators' table of everybody in the office. Its MFA switch only turns off, after a dialog
// that names the person.
type usersPage struct {
	w            *window.Window
	List         userList
	Count        *widgets.Chip
	importButton *widgets.Button // imports people
	add          *widgets.Button
	Search       *widgets.Entry
	ExportButton *widgets.Button // exports the people who are shown
	Failure      *fyne.Container
	reason       *widgets.Notice
	Table        *widgets.Table
	note         *widgets.Text   // explains the switch
	Info         *widgets.Notice // replaces note: why a switch does nothing, or that there is nobody yet
	body         *fyne.Container
}

func NewUsersPage(w *window.Window) window.Page { return newUsersPage(w) }

func newUsersPage(w *window.Window) *usersPage {
	p := &usersPage{w: w, List: userList{order: "login", Filters: newFilters()}, Search: widgets.NewEntry()}
	p.Count = widgets.NewChip(widgets.ToneNeutral, "")
	p.Count.Hide()
	p.importButton = widgets.NewButton(widgets.KindPlain, i18n.T("users.import"), p.onImport)
	p.add = widgets.NewButton(widgets.KindPrimary, i18n.T("users.add"), p.onAdd)
	p.ExportButton = widgets.NewButton(widgets.KindLink, i18n.T("users.export"), p.onExport)
	for _, f := range p.List.Filters {
		f.Chip = widgets.NewFilterChip("", func(on bool) { p.OnFilter(f, on) })
	}
	p.List.Filters.label()
	p.Search.PlaceHolder = i18n.T("users.search")
	p.Search.OnEdited = p.OnSearch
	p.Search.Prose = true
	p.Search.OnEnter = func() { w.Focus(p.Table.Focusable()) }
	p.reason = widgets.NewNotice(widgets.ToneDanger, "")
	p.Info = widgets.NewNotice(widgets.ToneInfo, "")
	p.Table = p.newTable()
	p.body = p.build()
	p.Load()
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
	table.MinRows = 3 // this much fits under an administrator's news in the smallest window
	table.SetSort(p.List.order, false)
	table.OnSort = p.OnSort
	table.OnSwitch = p.onSwitch
	table.OnRefused = p.onRefused
	table.OnOpen = p.onOpen
	table.OnMenu = p.OnMenu
	return table
}

func (p *usersPage) build() *fyne.Container {
	retry := widgets.NewButton(widgets.KindPlain, i18n.T("users.retry"), p.Load)
	p.Failure = widgets.VStack(8, p.reason, layout.Spread(retry))
	p.Failure.Hide()
	p.note = widgets.NewSmall(i18n.T("users.note"))
	return layout.PagePadding(layout.ColumnTop, layout.ColumnMargin, layout.NoteGap, layout.ColumnMargin, widgets.VStack(layout.UsersGap,
		layout.Spread(widgets.HStack(12, widgets.NewHeading(i18n.T("users.title")), p.Count), p.importButton, p.add),
		p.searchRow(),
		p.Failure,
		widgets.Fill(container.New(layout.Table{Rows: func() int { return len(p.Table.Rows()) }}, p.Table, widgets.VStack(0, p.Info, p.note))),
	))
}

// searchRow is the line above the table: search, chips and export.
func (p *usersPage) searchRow() fyne.CanvasObject {
	row := widgets.Beside(filterGap, widgets.Wide(look.Grow(layout.SearchWidth), p.Search))
	for _, f := range p.List.Filters {
		row.Add(f.Chip)
	}
	row.Add(p.ExportButton)
	return row
}

// Load reloads everybody. The page can be used meanwhile.
func (p *usersPage) Load() {
	p.Failure.Hide()
	p.Table.SetEmpty(i18n.T("users.loading"))
	window.Load(p.w, func(ctx context.Context, session *model.Session) ([]userLine, error) {
		people, err := session.People(ctx)
		return newUserLines(people), err
	}, p.Loaded)
}

func (p *usersPage) Loaded(lines []userLine, err error) {
	if err != nil {
		p.Table.SetEmpty(i18n.T("users.failed"))
		p.reason.SetText(p.w.Explain(err))
		p.Failure.Show()
		p.body.Refresh()
		return
	}
	p.List.set(lines)
	p.Show()
}

// Show updates the table after a change of people, search or order.
func (p *usersPage) Show() {
	found := p.List.Found()
	empty := ""
	switch {
	case len(found) > 0:
	case p.List.Filters.any():
		empty = i18n.T("users.nothing_fits")
	default:
		empty = i18n.T("users.nothing_found")
	}
	p.Table.SetEmpty(empty)
	p.Table.SetRows(found)
	all := messages.Number(int64(len(p.List.Lines)))
	if len(p.List.words) > 0 || p.List.Filters.any() {
		p.Count.SetText(i18n.T("users.count_found", "Found", messages.Number(int64(len(found))), "Count", all))
	} else {
		p.Count.SetText(i18n.T("users.count", "Count", all))
	}
	p.Count.Show()
	p.List.Filters.label()
	info := ""
	if len(p.List.Lines) == 1 {
		info = i18n.T("users.nobody")
	}
	p.tell(info)
}

func (p *usersPage) tell(info string) {
	p.Info.SetText(info)
	p.note.Hidden = info != ""
	p.body.Refresh()
}

func (p *usersPage) OnSearch() {
	p.List.search(p.Search.Text)
	p.Show()
}

func (p *usersPage) OnSort(key string, descending bool) {
	p.List.order, p.List.descending = key, descending
	p.Show()
}

func (p *usersPage) OnFilter(f *filter, on bool) {
	f.on = on
	p.Show()
}

func (p *usersPage) onSwitch(rowID string) {
	if person, ok := p.List.person(rowID); ok {
		p.tell("")
		resetMFA(p.w, person, p.Replace)
	}
}

// onRefused says why, below the table. Above it, the text would push the rows away from the pointer.
func (p *usersPage) onRefused(rowID string) {
	person, ok := p.List.person(rowID)
	if !ok {
		return
	}
	name := messages.Shorten(person.Name, messages.MostNameRunes)
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

// menuName is how many characters of a name fit the title of a menu, next to the ID.
const menuName = 16

func (p *usersPage) onOpen(rowID string) {
	if person, ok := p.List.person(rowID); ok {
		p.tell("")
		showPerson(p.w, p.Handling(person), p.Handling)
	}
}

// OnMenu opens the menu of a row: open, and everything else that can be done with the person.
func (p *usersPage) OnMenu(rowID string, at fyne.Position) {
	person, ok := p.List.person(rowID)
	if !ok {
		return
	}
	p.tell("")
	h := p.Handling(person)
	items := []widgets.MenuItem{{Text: i18n.T("person.open"), OnTapped: func() { showPerson(p.w, h, p.Handling) }}}
	for _, a := range h.actions() {
		items = append(items, widgets.MenuItem{Text: a.text, Danger: a.danger, Why: a.why, OnTapped: a.do})
	}
	widgets.ShowMenu(p.w.Canvas(), at, i18n.T("person.menu", "Name", messages.Shorten(person.Name, menuName), "Login", person.Login), items)
}

// Handling returns what can be done with a person; results are shown in the table.
func (p *usersPage) Handling(person model.Person) personActions {
	return personActions{
		W: p.w, Person: person, last: p.List.administrators() < 2,
		changed: p.Replace, deleted: p.remove,
	}
}

func (p *usersPage) onAdd() { addUser(p.w, p.added) }

// added shows a new person, whatever was searched for before.
func (p *usersPage) added(person model.Person) {
	p.Search.SetText("")
	p.List.search("")
	p.List.Filters.Clear()
	p.Replace(person)
	p.Table.Select(rowID(person))
}

func (p *usersPage) onImport() { importPeople(p.w, p.Load) }

func (p *usersPage) onExport() { forms.ExportPeople(p.w, ids(p.Table.Rows())) }

// Replace updates a person. Selection, order and scroll position stay.
func (p *usersPage) Replace(person model.Person) {
	p.List.Put(person)
	p.Show()
	if person.ID == p.w.Session().Person().ID {
		p.w.Flow.ShowNames()
	}
}

// remove removes a deleted person from the table and selects whoever takes that place.
func (p *usersPage) remove(person model.Person) {
	at := slices.IndexFunc(p.Table.Rows(), func(row widgets.Row) bool { return row.ID == rowID(person) })
	p.List.remove(person.ID)
	p.Show()
	if rest := p.Table.Rows(); at >= 0 && len(rest) > 0 {
		p.Table.Select(rest[min(at, len(rest)-1)].ID)
	}
	p.tell(i18n.T("users.deleted", "Name", messages.Shorten(person.Name, messages.MostNameRunes)))
}

func (p *usersPage) Content() fyne.CanvasObject  { return p.body }
func (p *usersPage) Focus() fyne.Focusable       { return p.Search }
func (p *usersPage) Name() string                { return "users" }
func (p *usersPage) SearchField() *widgets.Entry { return p.Search }
func (p *usersPage) Wipe()                       {}
