package screens

import (
	"context"
	"time"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// passwordChange is the dialog for a new password: the current one, then the new one twice.
type passwordChange struct {
	d        *Desk
	done     func()
	current  *widgets.PasswordEntry
	currentF *widgets.Field
	pair     *passwordPair
	form     *attempt
	modal    *widgets.Modal
}

const passwordChangeWidth = 480

// changePassword opens the dialog; done is called once the new password is saved.
func (d *Desk) changePassword(done func()) {
	p := &passwordChange{d: d, done: done, current: widgets.NewPasswordEntry()}
	p.form = newAttempt(d, i18n.T("password_change.save"), p.onSave)
	p.pair = newOwnPair(d, p.form.submit)
	p.currentF = widgets.NewField(i18n.T("password_change.current"), p.current)
	p.current.OnEdited = func() { p.currentF.SetError("") }
	p.current.OnEnter = func() { d.focus(p.pair.first) }
	p.form.button.Height = look.ButtonHeight
	cancel := widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), p.onCancel)
	p.modal = widgets.NewModal(d.canvas(), passwordChangeWidth, widgets.VStack(look.Gap,
		widgets.NewHeading(i18n.T("password_change.title")),
		p.form.notice, p.currentF, p.pair.rows(), buttons(cancel, p.form.button),
	))
	p.modal.OnEscape = p.onCancel
	p.modal.SetDefault(p.form.button)
	d.dialog = p
	p.modal.Show(p.current)
	d.dialogShown("password")
}

func (p *passwordChange) onSave() {
	if p.current.Text() == "" {
		p.currentF.SetError(i18n.T("password_change.current_missing"))
		p.d.focus(p.current)
		return
	}
	if !p.pair.complete() {
		return
	}
	current, chosen, session := p.current.Text(), p.pair.first.Text(), p.d.session
	p.form.begin(i18n.T("must.saving"))
	p.d.run(func(ctx context.Context) error { return session.ChangePassword(ctx, current, chosen) }, func(err error) {
		p.form.end()
		if err != nil {
			p.fail(err)
			return
		}
		p.close()
		p.done()
	})
}

// fail shows the reason at its field; what was typed stays, but for a wrong current password.
func (p *passwordChange) fail(err error) {
	switch {
	case model.CodeOf(err) == model.CodeCurrentWrong:
		p.current.Wipe()
		p.currentF.SetError(p.d.say(err))
		p.d.focus(p.current)
	case fieldOf(err) == "password":
		p.pair.refuse(p.d.say(err))
	default:
		p.form.fail(err)
	}
}

func (p *passwordChange) onCancel() {
	if !p.form.busy {
		p.close()
	}
}

func (p *passwordChange) close() {
	p.d.dialog = nil
	p.left()
	p.modal.Hide()
}

// covered forgets what was typed when the window locks, left when the page goes.
func (p *passwordChange) covered() { p.left() }

func (p *passwordChange) left() {
	p.current.Wipe()
	p.pair.wipe()
}

func (p *passwordChange) tick(now time.Time) { p.form.tick(now) }
