package mypage

import (
	"context"
	"time"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

const codeCheckWidth = 480

// codeCheck is the dialog that says whether a backup code is valid, without using it up. The field is emptied after
// each check.
type codeCheck struct {
	w     *window.Window
	Code  *widgets.PINEntry
	Field *widgets.Field
	good  *widgets.Notice
	Form  *forms.Attempt
	Modal *widgets.Modal
}

// checkCode opens the dialog.
func checkCode(w *window.Window) {
	p := &codeCheck{w: w, Code: widgets.NewPINEntry(false), good: widgets.NewNotice(widgets.ToneSuccess, "")}
	p.Form = forms.NewAttempt(w, i18n.T("code_check.check"), p.onCheck)
	p.Form.Button.Height = look.ButtonHeight
	p.Field = widgets.NewField(i18n.T("code_check.code"), p.Code)
	p.Code.OnEnter = p.Form.Submit
	p.Code.OnEdited = p.onEdited
	closing := widgets.NewButton(widgets.KindPlain, i18n.T("common.close"), p.onClose)
	p.Modal = widgets.NewModal(w.Canvas(), codeCheckWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.NewHeading(i18n.T("code_check.title")),
			widgets.NewMuted(i18n.T("code_check.text"))),
		p.Form.Notice, p.good, p.Field,
		layout.Buttons(closing, p.Form.Button),
	))
	p.Modal.OnEscape = p.onClose
	p.Modal.SetDefault(p.Form.Button)
	w.SetDialog(p)
	p.Modal.Show(p.Code)
	w.DialogShown("code_check")
}

// onEdited removes what was said about the previous code.
func (p *codeCheck) onEdited() {
	p.Field.SetError("")
	p.Form.Edited()
	p.say("")
}

func (p *codeCheck) say(good string) {
	p.good.SetText(good)
	p.Modal.Refresh()
}

func (p *codeCheck) onCheck() {
	typed := p.Code.Text()
	if typed == "" {
		p.Field.SetError(i18n.T("failure.backup_format"))
		p.w.Focus(p.Code)
		return
	}
	p.say("")
	p.Form.Begin(i18n.T("login.checking"))
	forms.WithProof(p.w, func(ctx context.Context, session *model.Session) error {
		return session.CheckBackupCode(ctx, typed)
	}, p.checked)
}

func (p *codeCheck) checked(err error) {
	p.Form.End()
	if !p.Modal.Visible() {
		return
	}
	switch model.CodeOf(err) {
	case "":
		p.Code.Wipe()
		p.say(i18n.T("code_check.good"))
	case model.CodeCanceled: // no password was given; the code has not been checked yet
	case model.CodeBackupFormat, model.CodeBackupLength:
		p.Field.SetError(p.w.Report(err)) // costs no attempt, so the text stays
	default:
		p.Code.Wipe()
		p.Code.SetError(true)
		p.Form.Fail(err)
	}
	p.Modal.Refresh()
	p.w.Focus(p.Code)
}

func (p *codeCheck) onClose() {
	if p.Form.Busy {
		return
	}
	p.OnLeave()
	p.w.SetDialog(nil)
	p.Modal.Hide()
}

// OnLock forgets what was typed when the window locks, OnLeave when the page goes.
func (p *codeCheck) OnLock()  { p.OnLeave() }
func (p *codeCheck) OnLeave() { p.Code.Wipe() }

func (p *codeCheck) Tick(now time.Time) { p.Form.Tick(now) }
