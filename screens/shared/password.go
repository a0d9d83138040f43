package shared

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// PasswordForm takes the new password of the database's user, where the server no longer accepts the one that this PC
// keeps, and opens the database.
type PasswordForm struct {
	w       *window.Window
	Entry   *widgets.PasswordEntry
	field   *widgets.Field
	notice  *widgets.Notice
	Open    *widgets.Button
	Busy    func(bool)  // locks the rest of the page meanwhile
	Refused func(error) // called when the user may not connect at all, whatever the password; nil says it here
	Done    func()      // called once the server accepts it; opens the database unless replaced
	Grown   func()
}

// NewPasswordForm makes the form. Its button belongs to those of the page.
func NewPasswordForm(w *window.Window) *PasswordForm {
	f := &PasswordForm{w: w, Entry: widgets.NewPasswordEntry(), notice: widgets.NewNotice(widgets.ToneDanger, ""), Busy: func(bool) {}, Done: w.Flow.ToOpening, Grown: func() {}}
	f.field = widgets.NewField(i18n.T("failure_page.password"), f.Entry)
	f.field.SetHint(i18n.T("failure_page.password_hint"))
	f.Entry.OnEnter, f.Entry.OnEdited = f.onOpen, func() { f.field.SetError("") }
	f.Open = widgets.NewButton(widgets.KindPrimary, i18n.T("failure_page.password_open"), f.onOpen)
	return f
}

// Rows are shown above the buttons of the page.
func (f *PasswordForm) Rows() fyne.CanvasObject {
	return widgets.VStack(look.Gap, widgets.NewRule(), f.field, f.notice)
}

func (f *PasswordForm) onOpen() {
	if f.Open.Busy() {
		return
	}
	password := f.Entry.Text()
	if password == "" {
		f.field.SetError(i18n.T("failure_page.password_missing"))
		f.w.Focus(f.Entry)
		f.Grown()
		return
	}
	f.notice.SetText("")
	f.Busy(true)
	f.Open.SetBusy(true, i18n.T("failure_page.password_saving"))
	f.w.Run(func(ctx context.Context) error { return f.w.Backend().SetServerPassword(ctx, password) }, func(err error) {
		f.Open.SetBusy(false, "")
		f.Busy(false)
		if err == nil {
			f.Done()
			return
		}
		f.fail(err)
	})
}

func (f *PasswordForm) fail(err error) {
	f.w.Report(err) // for the log
	switch code := model.CodeOf(err); {
	case code == model.CodeServerLogin:
		f.field.SetError(i18n.T("failure_page.password_wrong"))
		f.w.Focus(f.Entry)
	case code == model.CodeServerRefused && f.Refused != nil:
		f.Refused(err)
		return
	default:
		f.notice.SetText(messages.WithRemedy(err, "\n"))
	}
	f.Grown()
}

// passwordDialog is the form above whatever page is open.
type passwordDialog struct {
	*PasswordForm
	modal  *widgets.Modal
	before window.Ticking // the dialog below
}

// AskPassword opens the form in a dialog. It calls done once the new password is kept.
func AskPassword(w *window.Window, done func()) {
	p := &passwordDialog{PasswordForm: NewPasswordForm(w), before: w.Dialog()}
	w.ShowOnce("server_password", func() *widgets.Modal {
		cancel := widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), p.cancel)
		p.field.SetHint(i18n.T("server_password.hint"))
		p.PasswordForm.Open.SetText(i18n.T("server_password.save"))
		p.modal = widgets.NewModal(w.Canvas(), pcWidth, widgets.VStack(look.Gap,
			widgets.NewHeading(i18n.T("server_password.title")).Wrapped(),
			p.field, p.notice, layout.Buttons(cancel, p.PasswordForm.Open)))
		p.modal.Secret = true
		p.modal.OnEscape = p.cancel
		p.modal.SetDefault(p.PasswordForm.Open)
		p.Grown = p.modal.Refresh
		p.Done = func() {
			p.close()
			done()
		}
		w.SetDialog(p)
		p.modal.Show(p.Entry)
		return p.modal
	})
}

// cancel leaves the dialog open while its password is tried: what comes of it is shown here.
func (p *passwordDialog) cancel() {
	if !p.PasswordForm.Open.Busy() {
		p.close()
	}
}

func (p *passwordDialog) close() {
	p.Entry.Wipe()
	p.w.SetDialog(p.before)
	p.modal.Hide()
}

func (p *passwordDialog) Tick(now time.Time) {
	if p.before != nil {
		p.before.Tick(now)
	}
}

// OnLock forgets the password when the window locks, OnLeave when the page goes.
func (p *passwordDialog) OnLock() {
	p.Entry.Wipe()
	p.field.SetError("")
	p.notice.SetText("")
}

func (p *passwordDialog) OnLeave() { p.Entry.Wipe() }
