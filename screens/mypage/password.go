package mypage

import (
	"context"
	"time"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// passwordChange is the dialog for a new password: the current one, a PIN unless one was right a moment ago, then the
// new one twice.
type passwordChange struct {
	w        *window.Window
	done     func()
	current  *widgets.PasswordEntry
	currentF *widgets.Field
	code     *widgets.PINEntry
	codeF    *widgets.Field
	Pair     *forms.PasswordPair
	form     *forms.Attempt
	modal    *widgets.Modal
}

const passwordChangeWidth = 480

// ChangePassword opens the dialog. It calls done once the new password is saved.
func ChangePassword(w *window.Window, done func()) {
	p := &passwordChange{w: w, done: done, current: widgets.NewPasswordEntry(), code: widgets.NewPINEntry(false)}
	p.form = forms.NewAttempt(w, i18n.T("password_change.save"), p.onSave)
	p.Pair = forms.NewOwnPair(w, p.form.Submit)
	p.currentF = widgets.NewField(i18n.T("password_change.current"), p.current)
	p.current.OnEdited = func() { p.currentF.SetError("") }
	p.codeF = forms.NewCodeField(p.code)
	p.codeF.Room = 2 // the wait appears above
	p.codeF.Hidden = !w.Session().Missing().Second
	p.code.OnEdited = func() { p.codeF.SetError("") }
	p.code.OnEnter = func() { w.Focus(p.Pair.First) }
	p.current.OnEnter = func() {
		if p.codeF.Visible() {
			w.Focus(p.code)
		} else {
			w.Focus(p.Pair.First)
		}
	}
	p.form.Button.Height = look.ButtonHeight
	cancel := widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), p.onCancel)
	p.modal = widgets.NewModal(w.Canvas(), passwordChangeWidth, widgets.VStack(look.Gap,
		widgets.NewHeading(i18n.T("password_change.title")),
		p.form.Notice, p.currentF, p.codeF, p.Pair.Rows(), layout.Buttons(cancel, p.form.Button),
	))
	p.modal.OnEscape = p.onCancel
	p.modal.SetDefault(p.form.Button)
	w.SetDialog(p)
	p.modal.Show(p.current)
	w.DialogShown("password")
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
	if !p.Pair.Complete() {
		return
	}
	current, code, chosen, session := p.current.Text(), p.code.Text(), p.Pair.First.Text(), p.w.Session()
	p.form.Begin(i18n.T("must_change.saving"))
	p.w.Run(func(ctx context.Context) error {
		if code != "" {
			if err := session.Prove(ctx, current, code); err != nil {
				return err
			}
		}
		return session.ChangePassword(ctx, current, chosen)
	}, func(err error) {
		p.form.End()
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

// fail shows the error at its field. What was typed stays, except a wrong current password.
func (p *passwordChange) fail(err error) {
	switch {
	case model.CodeOf(err) == model.CodeProofNeeded: // it was still fresh when the dialog opened
		p.refuseCode(i18n.T("failure.pin_format"))
	case messages.FieldOf(err) == "pin" && messages.WaitOf(err) == 0:
		if !forms.MistypedCode(err) {
			p.code.Wipe()
		}
		p.refuseCode(p.w.Report(err))
	case messages.FieldOf(err) == "pin":
		p.code.Wipe()
		p.form.Fail(err)
		p.w.Focus(p.code)
	case model.CodeOf(err) == model.CodeCurrentWrong:
		p.current.Wipe()
		p.currentF.SetError(p.w.Report(err))
		p.w.Focus(p.current)
	case messages.FieldOf(err) == "password":
		p.Pair.Refuse(p.w.Report(err))
	default:
		p.form.Fail(err)
	}
}

// refuseCode shows at the code field why a code is missing.
func (p *passwordChange) refuseCode(why string) {
	p.codeF.SetError(why)
	if !p.codeF.Visible() {
		p.codeF.Show()
		p.modal.Refresh()
	}
	p.w.Focus(p.code)
}

func (p *passwordChange) onCancel() {
	if !p.form.Busy {
		p.close()
	}
}

func (p *passwordChange) close() {
	p.w.SetDialog(nil)
	p.OnLeave()
	p.modal.Hide()
}

// OnLock forgets what was typed when the window locks, OnLeave when the page goes.
func (p *passwordChange) OnLock() { p.OnLeave() }

func (p *passwordChange) OnLeave() {
	p.current.Wipe()
	p.code.Wipe()
	p.Pair.Wipe()
}

func (p *passwordChange) Tick(now time.Time) { p.form.Tick(now) }
