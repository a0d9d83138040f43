package screens

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// mustChange is all that somebody with a temporary password can do: choose an own one, or leave.
type mustChange struct {
	d       *Desk
	current *widgets.PasswordEntry
	field   *widgets.Field // around current; hidden until the password typed to get here is no proof any more
	pair    *passwordPair
	notice  *widgets.Notice
	save    *widgets.Button
	leave   *widgets.Button
	body    fyne.CanvasObject
}

func newMustChange(d *Desk) *mustChange {
	p := &mustChange{d: d, current: widgets.NewPasswordEntry()}
	person := d.session.Person()
	p.pair = newOwnPair(d, p.onSave)
	p.field = widgets.NewField(i18n.T("must.current"), p.current)
	p.current.OnEdited = func() { p.field.SetError("") }
	p.current.OnEnter = func() { d.focus(p.pair.first) }
	p.notice = widgets.NewNotice(widgets.ToneDanger, "")
	p.save = widgets.NewButton(widgets.KindMain, i18n.T("must.save"), p.onSave)
	p.leave = widgets.NewButton(widgets.KindLinkSmall, i18n.T("must.sign_out"), d.signOut)
	p.field.Hide()
	p.body = d.centred(480, widgets.VStack(look.Gap,
		brand(),
		widgets.VStack(4,
			widgets.NewHeading(i18n.T("must.title")).Centered(),
			widgets.NewMuted(i18n.T("must.text", "Name", cut(person.Name, cardName))).Centered()),
		p.notice, p.field, p.pair.rows(), p.save,
		spread(p.leave),
	))
	return p
}

func (p *mustChange) onSave() {
	if p.leave.Disabled() || !p.pair.complete() {
		return
	}
	current, chosen, session := p.current.Text(), p.pair.first.Text(), p.d.session
	if current == "" && !session.Fresh() {
		p.ask(i18n.T("failure.proof_needed")) // the model would count an empty password as an attempt
		return
	}
	p.save.SetBusy(true, i18n.T("must.saving"))
	p.leave.Disable()
	p.d.run(func(ctx context.Context) error {
		return session.ChangePassword(ctx, current, chosen)
	}, func(err error) {
		p.save.SetBusy(false, "")
		p.leave.Enable()
		if err == nil {
			p.d.inside()
			return
		}
		p.fail(err)
	})
}

func (p *mustChange) fail(err error) {
	text := p.d.say(err)
	switch {
	case model.CodeOf(err) == model.CodeCurrentWrong:
		p.current.Wipe()
		p.ask(text)
	case fieldOf(err) == "password":
		p.pair.refuse(text)
	default:
		p.notice.SetText(text)
	}
}

// ask shows the field for the temporary password, and says why.
func (p *mustChange) ask(why string) {
	p.field.Show()
	p.field.SetError(why)
	p.body.Refresh()
	p.d.focus(p.current)
}

func (p *mustChange) content() fyne.CanvasObject { return p.body }

func (p *mustChange) focus() fyne.Focusable {
	if p.field.Visible() {
		return p.current
	}
	return p.pair.first
}

// covered forgets what was typed when the window locks. What the fields say of it goes, too.
func (p *mustChange) covered() {
	p.wipe()
	p.pair.onFirst()
}

func (p *mustChange) wipe() {
	p.current.Wipe()
	p.pair.wipe()
}

func (p *mustChange) name() string { return "must_change" }
