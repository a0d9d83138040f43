package people

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// mostToConfirm is how many people the page shows at once. The next ones follow when these are confirmed.
const mostToConfirm = 50

// confirmPage lists everybody whose rights are no longer certain after a changed log was accepted. An administrator
// ticks them one by one.
type confirmPage struct {
	w       *window.Window
	people  []model.Person
	ticks   []*widgets.Check
	intro   *widgets.Text
	list    *fyne.Container
	more    *widgets.Text
	notice  *widgets.Notice
	confirm *widgets.Button
	body    *fyne.Container
}

func NewConfirmPage(w *window.Window) window.Page {
	p := &confirmPage{w: w, list: widgets.VStack(8), notice: widgets.NewNotice(widgets.ToneSuccess, "")}
	p.intro, p.more = widgets.NewText(""), widgets.NewSmall("")
	p.confirm = widgets.NewButton(widgets.KindPrimary, i18n.T("check_rights.save"), p.onConfirm)
	p.confirm.Hide()
	p.more.Hide()
	p.body = w.Column(i18n.T("check_rights.title"), widgets.NewCard(widgets.VStack(look.Gap,
		p.intro, p.list, p.more, p.notice, widgets.HStack(0, widgets.Spacer(), p.confirm))))
	p.Load()
	return p
}

func (p *confirmPage) Load() {
	window.Load(p.w, func(ctx context.Context, session *model.Session) ([]model.Person, error) {
		return session.Unconfirmed(ctx)
	}, func(people []model.Person, err error) {
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
		p.ticks[i] = widgets.NewCheck(i18n.T("check_rights.person", "Name", messages.Shorten(person.Name, messages.MostNameRunes), "Login", person.Login), func(bool) {})
		p.list.Add(widgets.HStack(8, append([]fyne.CanvasObject{p.ticks[i], widgets.Spacer()}, rightsOf(person)...)...))
	}
	key := "check_rights.text"
	if len(people) == 0 {
		key = "check_rights.none"
	}
	p.intro.SetText(i18n.T(key, "Manages", window.ManagesUsers(p.w.Session())))
	p.more.Hidden = len(people) == len(shown)
	p.more.SetText(i18n.T("check_rights.more", "Count", len(people)-len(shown)))
	p.confirm.Hidden = len(people) == 0
	p.body.Refresh()
	p.w.Focus(p.Focus())
}

// rightsOf returns why a person is on the page.
func rightsOf(person model.Person) (chips []fyne.CanvasObject) {
	if person.Role == model.RoleAdministrator {
		chips = append(chips, widgets.NewChip(widgets.ToneWarning, i18n.T("users.role_administrator")))
	}
	if !person.MFA {
		chips = append(chips, widgets.NewChip(widgets.ToneDanger, i18n.T("check_rights.mfa_off")))
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
		p.tell(widgets.ToneDanger, i18n.T("check_rights.nobody"))
		return
	}
	p.confirm.SetBusy(true, i18n.T("news.marking_seen"))
	forms.WithProof(p.w, func(ctx context.Context, session *model.Session) error {
		return session.ConfirmPeople(ctx, ids)
	}, func(err error) {
		p.confirm.SetBusy(false, "")
		if model.CodeOf(err) == model.CodeCanceled {
			return // the ticks stay
		}
		if err != nil {
			p.fail(err)
			return
		}
		p.tell(widgets.ToneSuccess, i18n.T("check_rights.saved", "Count", len(ids)))
		p.Load()
		p.w.Flow.ReloadNews()
	})
}

func (p *confirmPage) fail(err error) { p.tell(widgets.ToneDanger, p.w.Report(err)) }

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
