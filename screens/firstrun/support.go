package firstrun

import (
	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/support"
	"qlingo/screens/widgets"
)

// deskChoice is whom the account asks when phone and backup codes are lost.
type deskChoice int

const (
	deskOther deskChoice = iota // the packager's customer support, or nobody yet
	deskOwn
)

// firstSupport is step 3: the support desk. People may skip it, and are told what that means.
type firstSupport struct {
	run        *firstRun
	Other, own *widgets.Choice
	Key        *forms.PublicKeyField
	Reach      *forms.ContactFields
	Form       *fyne.Container // fields for a desk of their own
	back, next *widgets.Button
	failure    *widgets.Notice
	body       fyne.CanvasObject
}

func newFirstSupport(run *firstRun) *firstSupport {
	p := &firstSupport{run: run}
	title, text := i18n.T("first_run.support_desk_later"), i18n.T("first_run.support_desk_later_text")
	switch support := run.w.Support(); {
	case len(support.Keys) > 0:
		title = i18n.T("first_run.support_desk_packager")
		text = i18n.T("first_run.support_desk_packager_text", "Address", support.Address, "Hours", run.w.SupportHours())
	case run.Setup.Kind == model.KindSingle:
		text = i18n.T("first_run.support_desk_later_single")
	}
	p.Other = widgets.NewChoice(title, text, func() { p.choose(deskOther) })
	p.own = widgets.NewChoice(i18n.T("first_run.support_desk_own"), i18n.T("first_run.support_desk_own_text"), func() { p.choose(deskOwn) })
	p.Reach = forms.NewContactFields(run.contact, p.onNext)
	p.Key = forms.NewPublicKeyField(p.onKey)
	p.Key.Edited, p.Reach.Edited = p.onEdited, p.onEdited
	make := widgets.NewButton(widgets.KindLink, i18n.T("first_run.make_support_key"), p.onMake)
	p.Form = widgets.VStack(8, p.Key.Field, widgets.HStack(0, make), widgets.NewMuted(i18n.T("contact.text")), p.Reach.Rows())
	p.failure = widgets.NewNotice(widgets.ToneDanger, "")
	p.next = widgets.NewButton(widgets.KindPrimary, i18n.T("common.next"), p.onNext)
	p.back = widgets.NewButton(widgets.KindPlain, i18n.T("common.back"), p.onBack)
	p.body = run.frame(3, i18n.T("first_run.step_support_desk"),
		widgets.NewMuted(i18n.T("first_run.support_desk_text")),
		widgets.Equal(look.Gap, p.Other, p.own),
		p.Form, p.failure,
		layout.Spread(p.back, p.next))
	if run.desk != "" {
		p.Key.Set(run.desk)
	}
	p.choose(run.chosen)
	return p
}

func (p *firstSupport) choose(choice deskChoice) {
	p.run.chosen = choice
	p.Other.SetChosen(choice == deskOther)
	p.own.SetChosen(choice == deskOwn)
	if choice == deskOwn {
		p.Form.Show()
	} else {
		p.Form.Hide()
	}
	p.body.Refresh()
	if choice == deskOwn {
		p.run.w.Focus(p.Key.Area)
	}
}

// onEdited keeps what was typed while people go back and forth.
func (p *firstSupport) onEdited() {
	p.run.desk, p.run.contact = p.Key.Area.Text, p.Reach.Contact()
	p.body.Refresh()
}

func (p *firstSupport) onMake() {
	support.MakeKey(p.run.w, func(desk model.SupportDesk) {
		p.Key.Set(desk.Key)
		p.run.w.Focus(p.Reach.First())
	})
}

// onKey moves on from the public key to the contact.
func (p *firstSupport) onKey() {
	if _, ok := p.Key.Complete(p.run.w); ok {
		p.run.w.Focus(p.Reach.First())
	}
	p.body.Refresh()
}

func (p *firstSupport) onBack() {
	p.run.toPassword()
}

func (p *firstSupport) onNext() {
	p.run.Setup.SupportDesks = nil
	if p.run.chosen == deskOwn {
		desk, ok := p.Key.Complete(p.run.w)
		if !ok {
			p.body.Refresh()
			return
		}
		contact, ok := p.Reach.Complete(p.run.w)
		if !ok {
			p.body.Refresh()
			return
		}
		p.run.Setup.SupportDesks, p.run.Setup.Contact = []string{desk.Key}, contact
	}
	if err := p.run.toKit(); err != nil {
		p.failure.SetText(p.run.w.Explain(err))
		p.body.Refresh()
	}
}

func (p *firstSupport) Content() fyne.CanvasObject  { return p.body }
func (p *firstSupport) BackButton() *widgets.Button { return p.back }
func (p *firstSupport) Wipe()                       {}
func (p *firstSupport) Name() string                { return "first_run_3" }

func (p *firstSupport) Focus() fyne.Focusable {
	if p.run.chosen == deskOwn {
		return p.Key.Area
	}
	return p.next
}
