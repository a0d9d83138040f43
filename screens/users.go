package screens

import (
	"context"
	"encoding/hex"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// Sizes of the page of users.
const (
	usersGap    = 12
	searchWidth = 300
	noteGap     = 10 // between the table and what is said under it
)

var findKey = &desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: fyne.KeyModifierControl}

// users is the administrators' table of everybody in the office. Its switch goes one way only: it ends somebody's
// second step, after a dialog that names the person.
type users struct {
	d       *Desk
	list    listing
	count   *widgets.Chip
	add     *widgets.Button
	search  *widgets.Entry
	failure *fyne.Container
	reason  *widgets.Notice
	table   *widgets.Table
	note    *widgets.Text   // which way the switch goes
	info    *widgets.Notice // in its place: why a switch does nothing, or that there is nobody yet
	body    *fyne.Container
}

func newUsers(d *Desk) *users {
	p := &users{d: d, list: listing{order: "login"}, search: widgets.NewEntry()}
	p.count = widgets.NewChip(widgets.ToneNeutral, "")
	p.count.Hide()
	p.add = widgets.NewButton(widgets.KindPrimary, i18n.T("users.add"), p.onAdd)
	p.search.PlaceHolder = i18n.T("users.search")
	p.search.OnEdited = p.onSearch
	p.search.OnEnter = func() { d.focus(p.table.Focusable()) }
	p.reason = widgets.NewNotice(widgets.ToneDanger, "")
	p.info = widgets.NewNotice(widgets.ToneInfo, "")
	p.table = p.newTable()
	p.body = p.build()
	widgets.AddShortcut(d.canvas(), findKey, false, p.onFind)
	p.load()
	return p
}

func (p *users) newTable() *widgets.Table {
	table := widgets.NewTable([]widgets.Column{
		{Key: "login", Title: i18n.T("users.login"), Weight: 1.25, Sortable: true},
		{Key: "name", Title: i18n.T("users.name"), Weight: 1.05, Sortable: true},
		{Key: "department", Title: i18n.T("users.department"), Weight: 1.2, Sortable: true},
		{Key: "last", Title: i18n.T("users.last_sign_in"), Width: 136, Sortable: true},
		{Key: "state", Title: i18n.T("users.state"), Width: 98, Sortable: true},
		{Key: "mfa", Title: i18n.T("users.mfa"), Width: 66, Sortable: true},
	})
	table.SetSort(p.list.order, false)
	table.OnSort = p.onSort
	table.OnSwitch = p.onSwitch
	table.OnRefused = p.onRefused
	table.OnOpen = p.onOpen
	return table
}

func (p *users) build() *fyne.Container {
	retry := widgets.NewButton(widgets.KindPlain, i18n.T("users.retry"), p.load)
	p.failure = widgets.VStack(8, p.reason, spread(retry))
	p.failure.Hide()
	p.note = widgets.NewSmall(i18n.T("users.note"))
	return widgets.Inset(columnTop, columnMargin, noteGap, columnMargin, widgets.VStack(usersGap,
		spread(widgets.HStack(12, widgets.NewHeading(i18n.T("users.title")), p.count), p.add),
		widgets.HStack(0, widgets.Wide(searchWidth, p.search)),
		p.failure,
		widgets.Fill(container.New(underTable{p}, p.table, widgets.VStack(0, p.info, p.note))),
	))
}

// load reads everybody; the page is usable meanwhile.
func (p *users) load() {
	var people []model.Person
	p.failure.Hide()
	p.table.SetEmpty(i18n.T("users.loading"))
	p.d.load(func(ctx context.Context, session *model.Session) (err error) {
		people, err = session.People(ctx)
		return err
	}, func(err error) { p.loaded(people, err) })
}

func (p *users) loaded(people []model.Person, err error) {
	if err != nil {
		p.table.SetEmpty(i18n.T("users.failed"))
		p.reason.SetText(p.d.say(err))
		p.failure.Show()
		p.body.Refresh()
		return
	}
	p.list.set(people)
	p.show()
}

// show brings the table up to what is known, searched for and sorted by.
func (p *users) show() {
	found := p.list.found()
	empty := ""
	if len(found) == 0 {
		empty = i18n.T("users.nothing_found")
	}
	p.table.SetEmpty(empty)
	p.table.SetRows(found)
	p.count.SetText(i18n.T("users.count", "Count", len(p.list.people)))
	if p.list.query != "" {
		p.count.SetText(i18n.T("users.count_found", "Found", len(found), "Count", len(p.list.people)))
	}
	p.count.Show()
	info := ""
	if p.list.users() == 0 {
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

// onFind is for the window's shortcut, which outlives a lock page above this one.
func (p *users) onFind() {
	if p.d.cover == nil {
		p.d.focus(p.search)
		p.search.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

func (p *users) onSwitch(rowID string) {
	if person, ok := p.list.person(rowID); ok {
		p.tell("")
		p.d.resetMFA(person, p.replace)
	}
}

// onRefused says why under the table: above it, the rows would move away from under the pointer.
func (p *users) onRefused(rowID string) {
	if person, ok := p.list.person(rowID); ok {
		p.tell(i18n.T("users.off", "Name", cut(person.Name, longest)))
	}
}

// longest is how much of a name, in characters, a sentence bears.
const longest = 40

func (p *users) onOpen(rowID string) {
	if person, ok := p.list.person(rowID); ok {
		p.tell("")
		p.d.showPerson(person, p.replace)
	}
}

func (p *users) onAdd() {
	p.d.addUser(func(person model.Person) {
		p.search.SetText("")
		p.list.search("")
		p.replace(person)
		p.table.Select(rowID(person))
	})
}

// replace shows a person as the model has just told, new ones too. Choice, order and place of the table stay.
func (p *users) replace(person model.Person) {
	people := slices.Clone(p.list.people)
	at := slices.IndexFunc(people, func(other model.Person) bool { return other.ID == person.ID })
	if at < 0 {
		people = append(people, person)
	} else {
		people[at] = person
	}
	p.list.set(people)
	p.show()
}

func rowID(person model.Person) string { return hex.EncodeToString(person.ID[:]) }

func (p *users) content() fyne.CanvasObject { return p.body }
func (p *users) focus() fyne.Focusable      { return p.search }
func (p *users) name() string               { return "users" }
func (p *users) wipe()                      { p.d.canvas().RemoveShortcut(findKey) }

// underTable sets the notes right under the last row, or at the foot of the page when the table is longer.
type underTable struct{ p *users }

// Layout implements fyne.Layout.
func (l underTable) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	table, under := objects[0], objects[1]
	under.Resize(fyne.NewSize(size.Width, under.MinSize().Height))
	foot := under.MinSize().Height
	height := look.HeaderHeight + look.RowHeight*float32(max(1, l.p.list.shown))
	height = min(height, size.Height-foot-noteGap)
	table.Resize(fyne.NewSize(size.Width, height))
	under.Move(fyne.NewPos(0, height+noteGap))
	under.Resize(fyne.NewSize(size.Width, foot))
}

// MinSize implements fyne.Layout.
func (underTable) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(0, noteGap+objects[1].MinSize().Height)
}
