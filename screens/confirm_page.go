package screens

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// mostToConfirm is how many people stand on the page at once; the next ones come when these are confirmed.
const mostToConfirm = 50

// confirmPage has an administrator look at everybody whose rights nobody can tell for sure since a changed log was
// accepted, and tick them one by one.
type confirmPage struct {
	w       *Window
	people  []model.Person
	ticks   []*widgets.Check
	intro   *widgets.Text
	list    *fyne.Container
	more    *widgets.Text
	notice  *widgets.Notice
	confirm *widgets.Button
	body    *fyne.Container
}

func newConfirmPage(w *Window) *confirmPage {
	p := &confirmPage{w: w, list: widgets.VStack(8), notice: widgets.NewNotice(widgets.ToneSuccess, "")}
	p.intro, p.more = widgets.NewText(""), widgets.NewSmall("")
	p.confirm = widgets.NewButton(widgets.KindPrimary, i18n.T("confirm.save"), p.onConfirm)
	p.confirm.Hide()
	p.more.Hide()
	p.body = w.column(i18n.T("confirm.title"), widgets.NewCard(widgets.VStack(look.Gap,
		p.intro, p.list, p.more, p.notice, widgets.HStack(0, widgets.Spacer(), p.confirm))))
	p.load()
	return p
}

func (p *confirmPage) load() {
	var people []model.Person
	p.w.load(func(ctx context.Context, session *model.Session) (err error) {
		people, err = session.Unconfirmed(ctx)
		return err
	}, func(err error) {
		if err != nil {
			p.fail(err)
			return
		}
		p.show(people)
	})
}

func (p *confirmPage) show(people []model.Person) {
	shown := people[:min(mostToConfirm, len(people))]
	p.people, p.ticks, p.list.Objects = shown, make([]*widgets.Check, len(shown)), nil
	for i, person := range shown {
		p.ticks[i] = widgets.NewCheck(i18n.T("confirm.person", "Name", shorten(person.Name, mostNameRunes), "Login", person.Login), func(bool) {})
		p.list.Add(widgets.HStack(8, append([]fyne.CanvasObject{p.ticks[i], widgets.Spacer()}, rightsOf(person)...)...))
	}
	key := "confirm.text"
	if len(people) == 0 {
		key = "confirm.none"
	}
	p.intro.SetText(i18n.T(key, "Manages", manages(p.w.Session())))
	p.more.Hidden = len(people) == len(shown)
	p.more.SetText(i18n.T("confirm.more", "Count", len(people)-len(shown)))
	p.confirm.Hidden = len(people) == 0
	p.body.Refresh()
	p.w.Focus(p.Focus())
}

// rightsOf are what a person is on the page for.
func rightsOf(person model.Person) (chips []fyne.CanvasObject) {
	if person.Role == model.RoleAdministrator {
		chips = append(chips, widgets.NewChip(widgets.ToneWarning, i18n.T("users.role_administrator")))
	}
	if !person.MFA {
		chips = append(chips, widgets.NewChip(widgets.ToneDanger, i18n.T("confirm.mfa_off")))
	}
	return chips
}

func (p *confirmPage) onConfirm() {
	if p.confirm.Busy() {
		return
	}
	var ids []model.PersonID
	for i, tick := range p.ticks {
		if tick.Checked {
			ids = append(ids, p.people[i].ID)
		}
	}
	if len(ids) == 0 {
		p.tell(widgets.ToneDanger, i18n.T("confirm.nobody"))
		return
	}
	p.confirm.SetBusy(true, i18n.T("arrival.seeing"))
	withProof(p.w, func(ctx context.Context, session *model.Session) error {
		return session.ConfirmPeople(ctx, ids)
	}, func(err error) {
		p.confirm.SetBusy(false, "")
		if model.CodeOf(err) == model.CodeCanceled {
			return // what was ticked stays
		}
		if err != nil {
			p.fail(err)
			return
		}
		p.tell(widgets.ToneSuccess, i18n.T("confirm.saved", "Count", len(ids)))
		p.load()
		p.w.Flow.ReloadNews()
	})
}

func (p *confirmPage) fail(err error) { p.tell(widgets.ToneDanger, p.w.explain(err)) }

func (p *confirmPage) tell(tone widgets.Tone, text string) {
	p.notice.SetTone(tone)
	p.notice.SetText(text)
	p.body.Refresh()
}

func (p *confirmPage) Focus() fyne.Focusable {
	if p.confirm.Hidden {
		return nil
	}
	return p.confirm
}

func (p *confirmPage) Content() fyne.CanvasObject { return p.body }
func (p *confirmPage) Wipe()                      {}
func (p *confirmPage) Name() string               { return "confirm" }
