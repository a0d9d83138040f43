package screens

import (
	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// deskChoice is whom the account asks when phone and backup codes are lost.
type deskChoice int

const (
	deskOther deskChoice = iota // the packager's customer support, or nobody yet
	deskOwn
)

// firstSupport is step 3: the support desk. It may be left for later, and says what that means.
type firstSupport struct {
	run        *firstRun
	other, own *widgets.Choice
	key        *publicKeyField
	reach      *contactFields
	form       *fyne.Container // of an own desk
	back, next *widgets.Button
	failure    *widgets.Notice
	body       fyne.CanvasObject
}

func newFirstSupport(run *firstRun) *firstSupport {
	p := &firstSupport{run: run}
	title, text := i18n.T("first.desk_later"), i18n.T("first.desk_later_text")
	switch support := run.w.Support(); {
	case len(support.Keys) > 0:
		title = i18n.T("first.desk_support")
		text = i18n.T("first.desk_support_text", "Address", support.Address, "Hours", run.w.supportHours())
	case run.setup.Kind == model.KindSingle:
		text = i18n.T("first.desk_later_single")
	}
	p.other = widgets.NewChoice(title, text, func() { p.choose(deskOther) })
	p.own = widgets.NewChoice(i18n.T("first.desk_own"), i18n.T("first.desk_own_text"), func() { p.choose(deskOwn) })
	p.reach = newContactFields(run.contact, p.onNext)
	p.key = newPublicKeyField(p.onKey)
	p.key.edited, p.reach.edited = p.onEdited, p.onEdited
	make := widgets.NewButton(widgets.KindLink, i18n.T("first.desk_make"), p.onMake)
	p.form = widgets.VStack(8, p.key.field, widgets.HStack(0, make), widgets.NewMuted(i18n.T("contact.text")), p.reach.rows())
	p.failure = widgets.NewNotice(widgets.ToneDanger, "")
	p.next = widgets.NewButton(widgets.KindPrimary, i18n.T("common.next"), p.onNext)
	p.back = widgets.NewButton(widgets.KindPlain, i18n.T("common.back"), p.onBack)
	p.body = run.frame(3, i18n.T("first.step_desk"),
		widgets.NewMuted(i18n.T("first.desk_text")),
		widgets.Equal(look.Gap, p.other, p.own),
		p.form, p.failure,
		spread(p.back, p.next))
	if run.desk != "" {
		p.key.set(run.desk)
	}
	p.choose(run.chosen)
	return p
}

func (p *firstSupport) choose(choice deskChoice) {
	p.run.chosen = choice
	p.other.SetChosen(choice == deskOther)
	p.own.SetChosen(choice == deskOwn)
	if choice == deskOwn {
		p.form.Show()
	} else {
		p.form.Hide()
	}
	p.body.Refresh()
	if choice == deskOwn {
		p.run.w.Focus(p.key.area)
	}
}

// onEdited keeps what was typed over going back and forth.
func (p *firstSupport) onEdited() {
	p.run.desk, p.run.contact = p.key.area.Text, p.reach.contact()
	p.body.Refresh()
}

func (p *firstSupport) onMake() {
	makeSupportKey(p.run.w, func(desk model.SupportDesk) {
		p.key.set(desk.Key)
		p.run.w.Focus(p.reach.first())
	})
}

// onKey goes on to how the desk is reached.
func (p *firstSupport) onKey() {
	if _, ok := p.key.complete(p.run.w); ok {
		p.run.w.Focus(p.reach.first())
	}
	p.body.Refresh()
}

func (p *firstSupport) onBack() {
	p.run.toPassword()
}

func (p *firstSupport) onNext() {
	p.run.setup.SupportDesks = nil
	if p.run.chosen == deskOwn {
		desk, ok := p.key.complete(p.run.w)
		if !ok {
			p.body.Refresh()
			return
		}
		contact, ok := p.reach.complete(p.run.w)
		if !ok {
			p.body.Refresh()
			return
		}
		p.run.setup.SupportDesks, p.run.setup.Contact = []string{desk.Key}, contact
	}
	if err := p.run.toKit(); err != nil {
		p.failure.SetText(p.run.w.explain(err))
		p.body.Refresh()
	}
}

func (p *firstSupport) Content() fyne.CanvasObject  { return p.body }
func (p *firstSupport) BackButton() *widgets.Button { return p.back }
func (p *firstSupport) Wipe()                       {}
func (p *firstSupport) Name() string                { return "first_run_3" }

func (p *firstSupport) Focus() fyne.Focusable {
	if p.run.chosen == deskOwn {
		return p.key.area
	}
	return p.next
}
