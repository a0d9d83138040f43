package signin

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// lockPage asks for the password of the person who locked the window.
type lockPage struct {
	w        *window.Window
	locked   *model.Locked
	password *widgets.PasswordEntry
	form     *forms.Attempt
	body     fyne.CanvasObject
}

func NewLockPage(w *window.Window, locked *model.Locked) window.LockScreen {
	p := &lockPage{w: w, locked: locked, password: widgets.NewPasswordEntry()}
	p.form = forms.NewAttempt(w, i18n.T("lock.unlock"), p.onUnlock)
	p.password.OnEnter = p.form.Submit
	p.password.OnEdited = p.form.Edited
	p.body = p.build()
	return p
}

func (p *lockPage) build() fyne.CanvasObject {
	person := p.locked.Person()
	return p.w.Centred(400, widgets.VStack(look.Gap,
		layout.Brand(),
		widgets.NewHeading(i18n.T("lock.title")).Centered(),
		widgets.NewSmall(i18n.T("lock.who", "Name", messages.Shorten(person.Name, messages.CardName), "Login", person.Login)).Centered(),
		p.form.Notice,
		widgets.NewField(i18n.T("login.password"), p.password),
		p.form.Button,
		widgets.HStack(0, widgets.NewButton(widgets.KindLinkSmall, i18n.T("lock.other"), p.w.Flow.SignOut)),
	))
}

func (p *lockPage) onUnlock() {
	if p.password.Text() == "" {
		p.form.Tell(i18n.T("failure.proof_needed"))
		p.w.Focus(p.password)
		return
	}
	password, locked := p.password.Text(), p.locked
	p.form.Begin(i18n.T("lock.unlocking"))
	window.Run(p.w, func(ctx context.Context) (*model.Session, error) {
		session, err := locked.Unlock(ctx, password)
		if ctx.Err() != nil { // another person took over the window meanwhile
			window.Discard(session, nil)
		}
		return session, err
	}, func(session *model.Session, err error) {
		p.form.End()
		if err == nil {
			p.w.Uncover(session)
			return
		}
		if model.CodeOf(err) == model.CodeEnded {
			p.w.Flow.ToLogin(p.w.WhyEnded())
			return
		}
		p.password.Wipe()
		p.form.Fail(err)
		p.w.Focus(p.password)
	})
}

func (p *lockPage) Content() fyne.CanvasObject { return p.body }
func (p *lockPage) Focus() fyne.Focusable      { return p.password }
func (p *lockPage) Wipe()                      { p.password.Wipe() }
func (p *lockPage) Name() string               { return "lock" }
func (p *lockPage) Tick(now time.Time)         { p.form.Tick(now) }
