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
	current string // the temporary password as typed at login, "" when it is not known
	typed   *widgets.PasswordEntry
	field   *widgets.Field
	pair    *passwordPair
	notice  *widgets.Notice
	save    *widgets.Button
	leave   *widgets.Button
	body    fyne.CanvasObject
}

func newMustChange(d *Desk, current string) *mustChange {
	p := &mustChange{d: d, current: current, typed: widgets.NewPasswordEntry()}
	person, account := d.session.Person(), d.session.Account()
	p.pair = newPasswordPair(d, func(password string) error {
		return model.CheckPassword(password, person.Login, account.Name)
	}, p.onSave)
	p.field = widgets.NewField(i18n.T("must.current"), p.typed)
	p.typed.OnEdited = func() { p.field.SetError("") }
	p.typed.OnEnter = func() { d.focus(p.pair.first) }
	p.notice = widgets.NewNotice(widgets.ToneDanger, "")
	p.save = widgets.NewButton(widgets.KindMain, i18n.T("must.save"), p.onSave)
	p.leave = widgets.NewButton(widgets.KindLinkSmall, i18n.T("must.sign_out"), d.signOut)
	if current != "" {
		p.field.Hide()
	}
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
	current, chosen, session := p.current, p.pair.first.Text(), p.d.session
	if current == "" {
		current = p.typed.Text()
	}
	p.save.SetBusy(true, i18n.T("must.saving"))
	p.leave.Disable()
	p.d.run(func(ctx context.Context) error {
		return session.ChangePassword(ctx, current, chosen)
	}, func(err error) {
		p.save.SetBusy(false, "")
		p.leave.Enable()
		if err == nil {
			p.d.show(func() screen { return newShell(p.d) })
			return
		}
		p.fail(err)
	})
}

func (p *mustChange) fail(err error) {
	text := p.d.say(err)
	switch {
	case model.CodeOf(err) == model.CodeCurrentWrong:
		p.current = ""
		p.field.Show()
		p.field.SetError(text)
		p.body.Refresh()
		p.d.focus(p.typed)
	case fieldOf(err) == "password":
		p.pair.firstF.SetError(text)
		p.d.focus(p.pair.first)
	default:
		p.notice.SetText(text)
	}
}

func (p *mustChange) content() fyne.CanvasObject { return p.body }

func (p *mustChange) focus() fyne.Focusable {
	if p.current == "" {
		return p.typed
	}
	return p.pair.first
}

func (p *mustChange) wipe() {
	p.current = ""
	p.typed.Wipe()
	p.pair.wipe()
}
func (p *mustChange) name() string { return "must_change" }
