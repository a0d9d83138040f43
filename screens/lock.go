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
	w        *Window
	locked   *model.Locked
	password *widgets.PasswordEntry
	form     *attempt
	body     fyne.CanvasObject
}

func newLockPage(w *Window, locked *model.Locked) *lockPage {
	p := &lockPage{w: w, locked: locked, password: widgets.NewPasswordEntry()}
	p.form = newAttempt(w, i18n.T("lock.unlock"), p.onUnlock)
	p.password.OnEnter = p.form.submit
	p.password.OnEdited = p.form.edited
	p.body = p.build()
	return p
}

func (p *lockPage) build() fyne.CanvasObject {
	person := p.locked.Person()
	return p.w.centred(400, widgets.VStack(look.Gap,
		brand(),
		widgets.NewHeading(i18n.T("lock.title")).Centered(),
		widgets.NewSmall(i18n.T("lock.who", "Name", shorten(person.Name, cardName), "Login", person.Login)).Centered(),
		p.form.notice,
		widgets.NewField(i18n.T("login.password"), p.password),
		p.form.button,
		widgets.HStack(0, widgets.NewButton(widgets.KindLinkSmall, i18n.T("lock.other"), p.w.Flow.SignOut)),
	))
}

func (p *lockPage) onUnlock() {
	if p.password.Text() == "" {
		p.form.tell(i18n.T("failure.proof_needed"))
		p.w.Focus(p.password)
		return
	}
	var session *model.Session
	password, locked := p.password.Text(), p.locked
	p.form.begin(i18n.T("lock.unlocking"))
	p.w.run(func(ctx context.Context) (err error) {
		session, err = locked.Unlock(ctx, password)
		if ctx.Err() != nil { // another person took the window meanwhile
			discard(session, nil)
		}
		return err
	}, func(err error) {
		p.form.end()
		if err == nil {
			p.w.uncover(session)
			return
		}
		if model.CodeOf(err) == model.CodeEnded {
			p.w.Flow.ToLogin(i18n.T("login.ended"))
			return
		}
		p.password.Wipe()
		p.form.fail(err)
		p.w.Focus(p.password)
	})
}

func (p *lockPage) Content() fyne.CanvasObject { return p.body }
func (p *lockPage) Focus() fyne.Focusable      { return p.password }
func (p *lockPage) Wipe()                      { p.password.Wipe() }
func (p *lockPage) Name() string               { return "lock" }
func (p *lockPage) Tick(now time.Time)         { p.form.Tick(now) }
