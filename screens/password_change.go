package screens

import (
	"context"
	"time"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// passwordChange is the dialog for a new password: the current one, a PIN where none was right a moment ago, then the new
// one twice.
type passwordChange struct {
	w        *Window
	done     func()
	current  *widgets.PasswordEntry
	currentF *widgets.Field
	code     *widgets.PINEntry
	codeF    *widgets.Field
	pair     *passwordPair
	form     *attempt
	modal    *widgets.Modal
}

const passwordChangeWidth = 480

// changePassword opens the dialog; done is called once the new password is saved.
func changePassword(w *Window, done func()) {
	p := &passwordChange{w: w, done: done, current: widgets.NewPasswordEntry(), code: widgets.NewPINEntry(false)}
	p.form = newAttempt(w, i18n.T("password_change.save"), p.onSave)
	p.pair = newOwnPair(w, p.form.submit)
	p.currentF = widgets.NewField(i18n.T("password_change.current"), p.current)
	p.current.OnEdited = func() { p.currentF.SetError("") }
	p.codeF = newCodeField(p.code)
	p.codeF.Room = 2 // a wait is said above
	p.codeF.Hidden = !w.Session().Missing().Second
	p.code.OnEdited = func() { p.codeF.SetError("") }
	p.code.OnEnter = func() { w.Focus(p.pair.first) }
	p.current.OnEnter = func() {
		if p.codeF.Visible() {
			w.Focus(p.code)
		} else {
			w.Focus(p.pair.first)
		}
	}
	p.form.button.Height = look.ButtonHeight
	cancel := widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), p.onCancel)
	p.modal = widgets.NewModal(w.canvas(), passwordChangeWidth, widgets.VStack(look.Gap,
		widgets.NewHeading(i18n.T("password_change.title")),
		p.form.notice, p.currentF, p.codeF, p.pair.rows(), buttons(cancel, p.form.button),
	))
	p.modal.OnEscape = p.onCancel
	p.modal.SetDefault(p.form.button)
	w.setDialog(p)
	p.modal.Show(p.current)
	w.dialogShown("password")
}

func (p *passwordChange) onSave() {
	if p.current.Text() == "" {
		p.currentF.SetError(i18n.T("password_change.current_missing"))
		p.w.Focus(p.current)
		return
	}
	if p.codeF.Visible() && p.code.Text() == "" {
		p.refuseCode(i18n.T("failure.pin_format"))
		return
	}
	if !p.pair.complete() {
		return
	}
	current, code, chosen, session := p.current.Text(), p.code.Text(), p.pair.first.Text(), p.w.Session()
	p.form.begin(i18n.T("must.saving"))
	p.w.run(func(ctx context.Context) error {
		if code != "" {
			if err := session.Prove(ctx, current, code); err != nil {
				return err
			}
		}
		return session.ChangePassword(ctx, current, chosen)
	}, func(err error) {
		p.form.end()
		if err != nil {
			p.fail(err)
			return
		}
		p.close()
		p.done()
		if code != "" && !session.Person().MFA {
			p.w.Flow.OfferMFA()
		}
	})
}

// fail shows the reason at its field; what was typed stays, but for a wrong current password.
func (p *passwordChange) fail(err error) {
	switch {
	case model.CodeOf(err) == model.CodeProofNeeded: // it was fresh when the dialog opened
		p.refuseCode(i18n.T("failure.pin_format"))
	case fieldOf(err) == "pin" && waitOf(err) == 0:
		if !mistypedCode(err) {
			p.code.Wipe()
		}
		p.refuseCode(p.w.explain(err))
	case fieldOf(err) == "pin":
		p.code.Wipe()
		p.form.fail(err)
		p.w.Focus(p.code)
	case model.CodeOf(err) == model.CodeCurrentWrong:
		p.current.Wipe()
		p.currentF.SetError(p.w.explain(err))
		p.w.Focus(p.current)
	case fieldOf(err) == "password":
		p.pair.refuse(p.w.explain(err))
	default:
		p.form.fail(err)
	}
}

// refuseCode says at the field of the code why there is none yet.
func (p *passwordChange) refuseCode(why string) {
	p.codeF.SetError(why)
	if !p.codeF.Visible() {
		p.codeF.Show()
		p.modal.Refresh()
	}
	p.w.Focus(p.code)
}

func (p *passwordChange) onCancel() {
	if !p.form.busy {
		p.close()
	}
}

func (p *passwordChange) close() {
	p.w.setDialog(nil)
	p.OnLeave()
	p.modal.Hide()
}

// OnLock forgets what was typed when the window locks, left when the page goes.
func (p *passwordChange) OnLock() { p.OnLeave() }

func (p *passwordChange) OnLeave() {
	p.current.Wipe()
	p.code.Wipe()
	p.pair.Wipe()
}

func (p *passwordChange) Tick(now time.Time) { p.form.Tick(now) }
