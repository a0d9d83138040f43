package screens

import (
	"context"
	"time"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

const codeCheckWidth = 480

// codeCheck is the dialog that tells whether a backup code is one of the person's, without using it up. A code is only
// as long in the field as it takes to type it.
type codeCheck struct {
	w     *Window
	code  *widgets.PINEntry
	field *widgets.Field
	good  *widgets.Notice
	form  *attempt
	modal *widgets.Modal
}

// checkCode opens the dialog.
func checkCode(w *Window) {
	p := &codeCheck{w: w, code: widgets.NewPINEntry(false), good: widgets.NewNotice(widgets.ToneSuccess, "")}
	p.form = newAttempt(w, i18n.T("code_check.check"), p.onCheck)
	p.form.button.Height = look.ButtonHeight
	p.field = widgets.NewField(i18n.T("code_check.code"), p.code)
	p.code.OnEnter = p.form.submit
	p.code.OnEdited = p.onEdited
	closing := widgets.NewButton(widgets.KindPlain, i18n.T("common.close"), p.onClose)
	p.modal = widgets.NewModal(w.canvas(), codeCheckWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.NewHeading(i18n.T("code_check.title")),
			widgets.NewMuted(i18n.T("code_check.text"))),
		p.form.notice, p.good, p.field,
		buttons(closing, p.form.button),
	))
	p.modal.OnEscape = p.onClose
	p.modal.SetDefault(p.form.button)
	w.setDialog(p)
	p.modal.Show(p.code)
	w.dialogShown("code_check")
}

// onEdited takes away what was said about the code before.
func (p *codeCheck) onEdited() {
	p.field.SetError("")
	p.form.edited()
	p.say("")
}

func (p *codeCheck) say(good string) {
	p.good.SetText(good)
	p.modal.Refresh()
}

func (p *codeCheck) onCheck() {
	typed := p.code.Text()
	if typed == "" {
		p.field.SetError(i18n.T("failure.backup_format"))
		p.w.Focus(p.code)
		return
	}
	p.say("")
	p.form.begin(i18n.T("login.checking"))
	withProof(p.w, func(ctx context.Context, session *model.Session) error {
		return session.CheckBackupCode(ctx, typed)
	}, p.checked)
}

func (p *codeCheck) checked(err error) {
	p.form.end()
	if !p.modal.Visible() {
		return
	}
	switch model.CodeOf(err) {
	case "":
		p.code.Wipe()
		p.say(i18n.T("code_check.good"))
	case model.CodeCanceled: // no password: what was typed is still to be checked
	case model.CodeBackupFormat, model.CodeBackupLength:
		p.field.SetError(p.w.explain(err)) // not charged, and easily mended: what was typed stays
	default:
		p.code.Wipe()
		p.code.SetError(true)
		p.form.fail(err)
	}
	p.modal.Refresh()
	p.w.Focus(p.code)
}

func (p *codeCheck) onClose() {
	if p.form.busy {
		return
	}
	p.OnLeave()
	p.w.setDialog(nil)
	p.modal.Hide()
}

// OnLock forgets what was typed when the window locks, left when the page goes.
func (p *codeCheck) OnLock()  { p.OnLeave() }
func (p *codeCheck) OnLeave() { p.code.Wipe() }

func (p *codeCheck) Tick(now time.Time) { p.form.Tick(now) }
