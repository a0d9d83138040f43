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
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// usersPage is the administrators' table of everybody in the office. Its MFA switch only turns off, after a dialog
// that names the person.
type usersPage struct {
	w            *window.Window
	List         userList
	found        lines // what the table shows, in its order
	loading      bool
	whole        bool // everybody was loaded once
	expected     int  // how many people there are, while they are loaded
	stale        bool // something has changed since the loading began
	Count        *widgets.Chip
	importButton *widgets.Button // imports people
	add          *widgets.Button
	Search       *widgets.Entry
	Filters      *filterRow
	filterRow    *fyne.Container
	Bar          *choiceBar // in place of the title while people are ticked
	title        *fyne.Container
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
	p := &usersPage{w: w, List: userList{order: "login", Filters: newFilters()}, Search: widgets.NewSearch()}
	p.List.Department = newDepartmentFilter(p.onDepartment)
	p.List.Department.offer(nil)
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
	table.OnTicked = func() { p.showChosen() }
	return table
}

func (p *usersPage) build() *fyne.Container {
	retry := widgets.NewButton(widgets.KindPlain, i18n.T("users.retry"), p.Load)
	p.Failure = widgets.VStack(8, p.reason, layout.Spread(retry))
	p.Failure.Hide()
	p.note = widgets.NewSmall(i18n.T("users.note"))
	p.title = widgets.Line(12,
		widgets.HStack(12, widgets.NewHeading(i18n.T("users.title")), p.Count), widgets.Spacer(), p.ExportButton, p.importButton, p.add)
	p.Bar = newChoiceBar(p)
	p.Filters, p.filterRow = newFilterRow(p.Search, p.List.Department, p.List.Filters, p.onMoreFilters)
	return layout.PagePadding(layout.ColumnTop, layout.ColumnMargin, layout.NoteGap, layout.ColumnMargin, widgets.VStack(layout.UsersGap,
		container.New(titlePlace{}, p.title, p.Bar.row),
		p.w.Banners(),
		p.filterRow,
		p.Failure,
		widgets.Fill(container.New(layout.Table{Rows: func() int { return p.Table.Len() }}, p.Table, widgets.VStack(0, p.Info, p.note))),
	))
}

// onMoreFilters opens the menu of the filters that the line has no room for.
func (p *usersPage) onMoreFilters() {
	more := p.Filters.More
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(more).AddXY(0, more.Size().Height+4)
	p.Filters.label() // a press turned the chip round
	widgets.ShowMenu(p.w.Canvas(), at, i18n.T("users.filters"), p.Filters.menu(p.OnFilter))
}

// Show updates the table after a change of people, search or order.
func (p *usersPage) Show() {
	p.found = p.List.Found()
	empty := ""
	switch {
	case len(p.found) > 0:
	case p.partial():
		empty = i18n.T("users.loading")
	case p.filtered():
		empty = i18n.T("users.nothing_fits")
	default:
		empty = i18n.T("users.nothing_found")
	}
	p.Table.SetEmpty(empty)
	p.Table.SetSource(p.found)
	p.count()
	p.List.Filters.label()
	p.filterRow.Refresh()
	p.keepChosen()
	info := ""
	if len(p.List.Lines) == 1 && !p.partial() {
		info = i18n.T("users.nobody")
	}
	p.tell(info)
}

// count says how many people there are, or are shown.
func (p *usersPage) count() {
	all := messages.Number(int64(len(p.List.Lines)))
	switch {
	case p.partial():
		p.Count.SetText(i18n.T("users.count_loading", "Loaded", all, "Count", messages.Number(int64(p.expected))))
	case len(p.List.words) > 0 || p.filtered():
		p.Count.SetText(i18n.T("users.count_found", "Found", messages.Number(int64(len(p.found))), "Count", all))
	default:
		p.Count.SetText(i18n.T("users.count", "Count", all))
	}
	p.Count.Show()
}

// filtered reports whether only some people are shown, whatever is searched for.
func (p *usersPage) filtered() bool { return p.List.Filters.any() || p.List.Department.on }

func (p *usersPage) tell(info string) {
	p.Info.SetText(info)
	p.note.Hidden = info != ""
	p.body.Refresh()
}

func (p *usersPage) OnSearch() {
	p.List.search(p.Search.Text)
	p.Show()
}

func (p *usersPage) onDepartment() {
	p.List.Department.offer(p.List.Lines)
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

// use reads somebody anew, because the table knows no more than it shows, and as it was then.
func (p *usersPage) use(rowID string, do func(model.Person)) {
	release, free := p.w.Claim("member")
	if !free {
		return
	}
	p.tell("")
	window.Load(p.w, func(ctx context.Context, session *model.Session) (model.Person, error) {
		return session.Member(ctx, model.PersonID([]byte(rowID)))
	}, func(person model.Person, err error) {
		release()
		if err != nil {
			p.complain(err)
			return
		}
		if at := p.List.Lines.index(person.ID); at >= 0 && p.List.Lines[at].listed != listedOf(person) {
			p.Replace(person)
		}
		do(person)
	})
}

func (p *usersPage) onSwitch(rowID string) {
	p.use(rowID, func(person model.Person) { resetMFA(p.w, person, p.changed) })
}

// onRefused says why, below the table. Above it, the text would push the rows away from the pointer.
func (p *usersPage) onRefused(rowID string) {
	at := p.List.Lines.index(model.PersonID([]byte(rowID)))
	if at < 0 {
		return
	}
	person := p.List.Lines[at]
	name := messages.Shorten(person.name, messages.MostNameRunes)
	switch {
	case person.state == model.StateTampered:
		p.tell(i18n.T("users.tampered_why", "Name", name))
	case person.id == p.w.Session().Person().ID:
		p.tell(i18n.T("users.no_switch_own"))
	case person.administrator:
		p.tell(i18n.T("users.no_switch", "Name", name))
	default:
		p.tell(i18n.T("users.off", "Name", name))
	}
}

// menuName is how many characters of a name fit the title of a menu, next to the ID.
const menuName = 16

func (p *usersPage) onOpen(rowID string) {
	p.use(rowID, func(person model.Person) { showPerson(p.w, p.Handling(person), p.Handling) })
}

// OnMenu opens the menu of a row: open, and everything else that can be done with the person. At a ticked row it is what
// can be done with all who are ticked.
func (p *usersPage) OnMenu(rowID string, at fyne.Position) {
	if p.Table.IsTicked(rowID) {
		p.Bar.openMenu(at)
		return
	}
	p.use(rowID, func(person model.Person) {
		h := p.Handling(person)
		items := []widgets.MenuItem{{Text: i18n.T("person.open"), OnTapped: func() { showPerson(p.w, h, p.Handling) }}}
		for _, a := range h.actions() {
			items = append(items, widgets.MenuItem{Text: a.text, Danger: a.danger, Why: a.why, OnTapped: a.do})
		}
		widgets.ShowMenu(p.w.Canvas(), at, i18n.T("person.menu", "Name", messages.Shorten(person.Name, menuName), "Login", person.Login), items)
	})
}

// Handling returns what can be done with a person; results are shown in the table.
func (p *usersPage) Handling(person model.Person) personActions {
	return personActions{
		W: p.w, Person: person, last: !p.partial() && p.List.administrators() < 2,
		changed: p.changed, deleted: p.remove,
	}
}

func (p *usersPage) onAdd() { addUser(p.w, p.added) }

// added shows a new person, whatever was searched for before.
func (p *usersPage) added(person model.Person) {
	p.Search.SetText("")
	p.List.search("")
	p.List.Filters.Clear()
	p.List.Department.clear()
	p.Replace(person)
	p.Table.Select(rowID(person.ID))
}

func (p *usersPage) onImport() { startImport(p.w, p.Load) }

func (p *usersPage) onExport() { forms.ExportPeople(p.w, p.found.ids()) }

// Replace updates people. Selection, order and scroll position stay.
func (p *usersPage) Replace(people ...model.Person) {
	p.List.Put(people...)
	p.stale = true
	p.Show()
	own := p.w.Session().Person().ID
	if slices.ContainsFunc(people, func(person model.Person) bool { return person.ID == own }) {
		p.w.Flow.ShowNames()
	}
}

// changed updates one person.
func (p *usersPage) changed(person model.Person) { p.Replace(person) }

// remove removes a deleted person from the table and selects whoever takes that place.
func (p *usersPage) remove(person model.Person) {
	at := p.found.index(person.ID)
	p.List.remove(person.ID)
	p.stale = true
	p.Show()
	if at >= 0 && len(p.found) > 0 {
		p.Table.Select(p.found.ID(min(at, len(p.found)-1)))
	}
	p.tell(i18n.T("users.deleted", "Name", messages.Shorten(person.Name, messages.MostNameRunes)))
}

func (p *usersPage) Content() fyne.CanvasObject  { return p.body }
func (p *usersPage) Focus() fyne.Focusable       { return p.Search }
func (p *usersPage) Name() string                { return "users" }
func (p *usersPage) SearchField() *widgets.Entry { return p.Search }

// Wipe forgets everybody: the toolkit keeps the widgets of a page for a while.
func (p *usersPage) Wipe() {
	p.List.Lines, p.found = nil, nil
	p.Table.SetSource(p.found)
}
