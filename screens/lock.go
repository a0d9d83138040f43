package screens

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// lockPage asks for the password of the person who locked the window.
type lockPage struct {
	d        *Desk
	locked   *model.Locked
	password *widgets.PasswordEntry
	form     *attempt
	body     fyne.CanvasObject
}

func newLockPage(d *Desk, locked *model.Locked) *lockPage {
	p := &lockPage{d: d, locked: locked, password: widgets.NewPasswordEntry()}
	p.form = newAttempt(d, i18n.T("lock.unlock"), p.onUnlock)
	p.password.OnEnter = p.form.submit
	p.password.OnEdited = p.form.edited
	p.body = p.build()
	return p
}

func (p *lockPage) build() fyne.CanvasObject {
	person := p.locked.Person()
	return p.d.centred(400, widgets.VStack(look.Gap,
		brand(),
		widgets.NewHeading(i18n.T("lock.title")).Centered(),
		widgets.NewSmall(i18n.T("lock.who", "Name", cut(person.Name, cardName), "Login", person.Login)).Centered(),
		p.form.notice,
		widgets.NewField(i18n.T("login.password"), p.password),
		p.form.button,
		widgets.HStack(0, widgets.NewButton(widgets.KindLinkSmall, i18n.T("lock.other"), p.d.Flow.SignOut)),
	))
}

func (p *lockPage) onUnlock() {
	if p.password.Text() == "" {
		p.form.tell(i18n.T("failure.proof_needed"))
		p.d.focus(p.password)
		return
	}
	var session *model.Session
	password, locked := p.password.Text(), p.locked
	p.form.begin(i18n.T("lock.unlocking"))
	p.d.run(func(ctx context.Context) (err error) {
		session, err = locked.Unlock(ctx, password)
		if ctx.Err() != nil { // another person took the window meanwhile
			discard(session, nil)
		}
		return err
	}, func(err error) {
		p.form.end()
		if err == nil {
			p.d.uncover(session)
			return
		}
		if model.CodeOf(err) == model.CodeEnded {
			p.d.Flow.ToLogin(i18n.T("login.ended"))
			return
		}
		p.password.Wipe()
		p.form.fail(err)
		p.d.focus(p.password)
	})
}

func (p *lockPage) content() fyne.CanvasObject { return p.body }
func (p *lockPage) focus() fyne.Focusable      { return p.password }
func (p *lockPage) wipe()                      { p.password.Wipe() }
func (p *lockPage) name() string               { return "lock" }
func (p *lockPage) tick(now time.Time)         { p.form.tick(now) }
