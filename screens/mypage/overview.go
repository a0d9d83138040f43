package mypage

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// How old something may be before it is worth a look, in days.
const (
	oldBackup = 7
	oldKit    = 2 * 365
)

// overviewCard answers "am I safe, and what is left to do?". What is left comes first, each with the way there; what is in
// order follows with its tick. Lines that are learned later come below those that are there already, so that no button
// moves under the mouse.
type overviewCard struct {
	*widgets.Card
	w       *window.Window
	reload  func()
	grown   func()
	state   *widgets.Text
	list    *fyne.Container
	buttons map[string]*widgets.Button // by line, so that they keep the focus
	account *model.AccountOverview     // nil for users, and until it is loaded
	backups *backupFacts               // nil for whoever does not look after backups, and until they are loaded
	todo    []fyne.CanvasObject
	done    []fyne.CanvasObject
	shown   map[string]bool // lines with a button
}

// backupFacts are what is known of the backups.
type backupFacts struct {
	state model.BackupState
	err   error
}

func newOverviewCard(w *window.Window, reload, grown func()) *overviewCard {
	c := &overviewCard{w: w, reload: reload, grown: grown, buttons: map[string]*widgets.Button{}}
	c.state, c.list = widgets.NewMuted(""), widgets.VStack(6)
	c.Card = widgets.NewCard(widgets.VStack(12,
		widgets.VStack(4, widgets.NewTitle(i18n.T("overview.title")), c.state), c.list))
	return c
}

// show fills the card with what is known so far.
func (c *overviewCard) show(person model.Person) {
	c.todo, c.done, c.shown = nil, nil, map[string]bool{}
	c.ofPerson(person)
	loading := window.HasMenu(c.w.Session()) && c.account == nil
	if c.account != nil {
		c.ofPeople(c.account)
		c.ofAccount(c.account)
		loading = c.account.First && c.backups == nil
	}
	if c.backups != nil {
		c.ofBackups(c.backups)
	}
	switch {
	case len(c.todo) > 0:
		c.state.SetText(i18n.T("overview.left"))
	case loading:
		c.state.SetText(i18n.T("overview.loading"))
	default:
		c.state.SetText(i18n.T("overview.done"))
	}
	c.list.Objects = c.todo
	if len(c.todo) > 0 && len(c.done) > 0 {
		c.list.Objects = append(c.list.Objects, widgets.Inset(6, 0, 6, 0, widgets.NewRule()))
	}
	c.list.Objects = append(c.list.Objects, c.done...)
	c.dropFocus()
	c.list.Refresh()
	c.Refresh()
	c.grown()
}

// dropFocus takes the keyboard from a button that is gone: Enter would still press it.
func (c *overviewCard) dropFocus() {
	for line, b := range c.buttons {
		if !c.shown[line] && c.w.Canvas().Focused() == b {
			c.w.Canvas().Unfocus()
		}
	}
}

func (c *overviewCard) ofPerson(person model.Person) {
	if !person.MFA {
		c.left("mfa", i18n.T("overview.mfa_off"), i18n.T("overview.set_up"), func() {
			OpenEnrolment(c.w, func(bool) { c.reload() })
		})
		return
	}
	on := layout.Marked(true, aged("overview.mfa_on_today", "overview.mfa_on_yesterday", "overview.mfa_on_days", person.CodesMade, c.w.Now()))
	c.done = append(c.done, container.New(layout.Least{Height: look.ButtonHeight}, on)) // as high as when it is off
}

func (c *overviewCard) ofPeople(a *model.AccountOverview) {
	toUsers := func(show window.PeopleShown) func() { return func() { c.w.Flow.ShowPeople(show) } }
	if a.AdminsWithout > 0 {
		c.left("admins", i18n.T("overview.admins_off", "Count", messages.Number(int64(a.AdminsWithout))),
			i18n.T("overview.show"), toUsers(window.PeopleExposed))
	}
	if a.WaitingForMFA > 0 {
		c.left("waiting", i18n.T("overview.waiting", "Count", messages.Number(int64(a.WaitingForMFA))),
			i18n.T("overview.show"), toUsers(window.PeopleReset))
	}
	if a.UsersWithoutMFA > 0 {
		c.left("users", i18n.T("overview.users_off", "Count", messages.Number(int64(a.UsersWithoutMFA))),
			i18n.T("overview.show"), toUsers(window.PeopleWithoutMFA))
	}
	if a.Users+a.Administrators > 0 && a.AdminsWithout+a.UsersWithoutMFA == 0 {
		c.fine(i18n.T("overview.people_on", "Count", messages.Number(int64(a.Users+a.Administrators))))
	}
}

func (c *overviewCard) ofAccount(a *model.AccountOverview) {
	settings := func() { c.w.Flow.GoTo(window.RouteSettings) }
	if a.Desk {
		c.fine(i18n.T("overview.desk"))
	} else {
		c.left("desk", i18n.T("overview.desk_none"), i18n.T("overview.register"), func() { c.w.Flow.RegisterDesk(c.reload) })
	}
	switch {
	case a.KitMade.IsZero():
	case messages.DaysBetween(a.KitMade, c.w.Now()) >= oldKit:
		c.left("kit", i18n.T("overview.kit_old", "Day", i18n.Day(a.KitMade)), i18n.T("overview.settings"), settings)
	default:
		c.fine(aged("overview.kit_today", "overview.kit_yesterday", "overview.kit_days", a.KitMade, c.w.Now()))
	}
	if a.Verified {
		c.fine(i18n.T("overview.log"))
	}
}

func (c *overviewCard) ofBackups(b *backupFacts) {
	open := func(text string) {
		c.left("backup", text, i18n.T("backup.open"), func() { c.w.Flow.GoTo(window.RouteBackup) })
	}
	switch {
	case b.err != nil:
		open(i18n.T("overview.backup_unknown", "Folder", b.state.Folder))
		return
	case !b.state.FailedAt.IsZero():
		open(i18n.T("overview.backup_failed", "Time", i18n.When(b.state.FailedAt)))
		return
	case len(b.state.Backups) == 0:
		open(i18n.T("overview.backup_none"))
		return
	}
	last := b.state.Backups[0].Time
	switch {
	case messages.DaysBetween(last, c.w.Now()) >= oldBackup:
		open(i18n.T("overview.backup_old", "Time", i18n.When(last)))
	case b.state.SameDisk:
		open(i18n.T("overview.backup_same", "Time", i18n.When(last)))
	default:
		c.fine(i18n.T("overview.backup", "Time", i18n.When(last), "Folder", b.state.Folder))
	}
}

// left adds something to do.
func (c *overviewCard) left(line, text, action string, act func()) {
	b := c.buttons[line]
	if b == nil {
		b = widgets.NewButton(widgets.KindPlain, action, nil)
		c.buttons[line] = b
	}
	b.OnTapped = act
	c.shown[line] = true
	c.todo = append(c.todo, layout.Marked(false, text, b))
}

// fine adds something that is in order.
func (c *overviewCard) fine(text string) { c.done = append(c.done, layout.Marked(true, text)) }

// aged says how old something is, by the keys of three sentences.
func aged(today, yesterday, days string, made, now time.Time) string {
	switch age := messages.DaysBetween(made, now); {
	case age <= 0:
		return i18n.T(today, "Day", i18n.Day(made))
	case age == 1:
		return i18n.T(yesterday, "Day", i18n.Day(made))
	default:
		return i18n.T(days, "Day", i18n.Day(made), "Days", age)
	}
}
