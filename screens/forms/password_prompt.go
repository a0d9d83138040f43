package forms

import (
	"context"
	"errors"
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

// WithProof runs an action that needs fresh proof. If a factor was not proven a moment ago, it asks for that, then
// runs the action again. It calls done with the result, CodeCanceled when the person gave up. The action gets the
// session that is current when it runs, because a lock in between replaces the session. If a backup code was used, it
// then offers to set MFA up again.
func WithProof(w *window.Window, action window.Action, done func(error)) {
	RunWithProof(w, ProofRequest{Action: action, Done: done, Lost: w.Flow.OfferMFA})
}

// ProofRequest is an action that needs fresh proof, and what follows.
type ProofRequest struct {
	Action window.Action
	Done   func(error)
	Lost   func() // called after done when a backup code has turned MFA off
	ByKit  func() // opens the dialog for people with the recovery kit but no code; nil if there is none
}

// RunWithProof is WithProof for pages that handle Lost and ByKit themselves.
func RunWithProof(w *window.Window, r ProofRequest) {
	w.RunAction(r.Action, func(err error) {
		var needed *model.Error
		if model.CodeOf(err) != model.CodeProofNeeded || !errors.As(err, &needed) {
			r.Done(err)
			return
		}
		newProofPrompt(w, needed.Missing, r).open()
	})
}

// proofPrompt is the dialog that asks for the missing factors: the password, a PIN or backup code, or both.
type proofPrompt struct {
	ProofRequest
	w         *window.Window
	Password  *widgets.PasswordEntry
	Code      *widgets.PINEntry
	PasswordF *widgets.Field // nil when not asked for
	CodeF     *widgets.Field // nil when not asked for
	failed    *widgets.Field // shows what went wrong
	form      *Attempt
	modal     *widgets.Modal
	before    window.Ticking
}

// Sizes of the dialog. Each field has room for its longest sentence, so that nothing moves under the pointer.
const (
	proofWidth        = 440
	proofRoomPassword = 1 // lines
	proofRoomCode     = 3
)

func newProofPrompt(w *window.Window, missing model.Factors, r ProofRequest) *proofPrompt {
	p := &proofPrompt{ProofRequest: r, w: w, Password: widgets.NewPasswordEntry(), Code: widgets.NewPINEntry(false)}
	p.form = NewAttempt(w, i18n.T("password_prompt.confirm"), p.onSubmit)
	p.form.say = func(text string) { p.failed.SetError(text) }
	p.form.About = func() string { return p.failed.Label }
	p.form.Button.Height = look.ButtonHeight
	p.Password.OnEnter, p.Password.OnEdited = p.onEnter, p.form.Edited
	p.Code.OnEnter, p.Code.OnEdited = p.form.Submit, p.form.Edited
	p.modal = widgets.NewModal(w.Canvas(), proofWidth, widgets.VStack(look.Gap, p.rows(missing)...))
	p.modal.OnEscape = p.onCancel
	p.modal.SetDefault(p.form.Button)
	return p
}

func (p *proofPrompt) rows(missing model.Factors) []fyne.CanvasObject {
	title, text := "password_prompt.title", "password_prompt.text"
	switch {
	case missing.Password && missing.Second:
		title, text = "password_prompt.title_both", "password_prompt.text_both"
	case missing.Second:
		title, text = "password_prompt.title_pin", "password_prompt.text_pin"
	}
	rows := []fyne.CanvasObject{widgets.VStack(4, widgets.NewHeading(i18n.T(title)), widgets.NewMuted(i18n.T(text)))}
	if missing.Second {
		p.CodeF = NewCodeField(p.Code)
		p.failed = p.CodeF
	}
	if missing.Password || !missing.Second {
		label := "login.password"
		if p.w.Session().MustChange() {
			label = "must_change.current"
		}
		p.PasswordF = widgets.NewField(i18n.T(label), p.Password)
		p.PasswordF.Room = proofRoomPassword
		p.failed = p.PasswordF
		rows = append(rows, p.PasswordF)
	}
	if p.CodeF != nil {
		rows = append(rows, p.CodeF)
		if person, ok := p.w.DemoPerson(p.w.Session().Person().Login); ok && person.PIN != nil {
			rows = append(rows, widgets.HStack(0, NewDemoPIN(p.w, person, p.fill)))
		}
		if p.ByKit != nil {
			rows = append(rows, widgets.HStack(0, widgets.NewButton(widgets.KindLink, i18n.T("password_prompt.use_kit"), p.onByKit)))
		}
	}
	cancel := widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), p.onCancel)
	return append(rows, layout.Buttons(cancel, p.form.Button))
}

// NewCodeField makes a field for a PIN or a backup code, with room for its longest error.
func NewCodeField(code *widgets.PINEntry) *widgets.Field {
	field := widgets.NewField(i18n.T("password_prompt.code"), code)
	field.Room = proofRoomCode
	field.SetHint(i18n.T("password_prompt.code_hint"))
	return field
}

// first returns the first field.
func (p *proofPrompt) first() fyne.Focusable {
	if p.PasswordF == nil {
		return p.Code
	}
	return p.Password
}

func (p *proofPrompt) open() {
	p.before = p.w.Dialog()
	p.w.SetDialog(p)
	p.modal.Show(p.first())
	p.w.DialogShown("proof")
}

func (p *proofPrompt) close() {
	p.w.SetDialog(p.before)
	p.Wipe()
	p.modal.Hide()
}

func (p *proofPrompt) Wipe() {
	p.Password.Wipe()
	p.Code.Wipe()
}

// OnLock forgets what was typed when the window locks, and tells the dialog below.
func (p *proofPrompt) OnLock() {
	p.Wipe()
	if below, ok := p.before.(window.Lockable); ok {
		below.OnLock()
	}
}

func (p *proofPrompt) OnLeave() {
	p.Wipe()
	if below, ok := p.before.(window.Leavable); ok {
		below.OnLeave()
	}
}

func (p *proofPrompt) fill(code string) {
	p.Code.SetText(code)
	p.form.Edited()
	p.w.Focus(p.Code)
}

// onEnter moves to the code while that is empty.
func (p *proofPrompt) onEnter() {
	if p.CodeF != nil && p.Code.Text() == "" && p.Password.Text() != "" {
		p.w.Focus(p.Code)
		return
	}
	p.form.Submit()
}

func (p *proofPrompt) onSubmit() {
	password, code := p.Password.Text(), p.Code.Text()
	switch {
	case p.PasswordF != nil && password == "":
		p.tell(p.PasswordF, i18n.T("failure.proof_needed"))
		return
	case p.CodeF != nil && code == "":
		p.tell(p.CodeF, i18n.T("failure.pin_format"))
		return
	}
	session := p.w.Session()
	p.form.Begin(i18n.T("login.checking"))
	p.w.Run(func(ctx context.Context) error { return session.Prove(ctx, password, code) }, func(err error) {
		p.form.End()
		switch model.CodeOf(err) {
		case "":
			p.proven(session)
		case model.CodeProofNeeded, model.CodeMFAOff: // time or a lock has changed which factors are missing
			p.again(p.Done)
		default:
			p.fail(err)
		}
	})
}

func (p *proofPrompt) proven(session *model.Session) {
	if p.CodeF == nil || session.Person().MFA {
		p.again(p.Done)
		return
	}
	p.again(func(err error) {
		p.Done(err)
		p.Lost()
	})
}

// again closes the dialog and runs the action, which asks anew for whatever is still missing.
func (p *proofPrompt) again(done func(error)) {
	p.close()
	request := p.ProofRequest
	request.Done = done
	RunWithProof(p.w, request)
}

// fail shows what went wrong at the field it is about, and empties that field.
func (p *proofPrompt) fail(err error) {
	field := p.PasswordF
	if field == nil || p.CodeF != nil && messages.FieldOf(err) == "pin" {
		field = p.CodeF
	}
	p.failed = field
	switch {
	case MistypedCode(err): // costs no attempt, so the text stays
	case field == p.CodeF:
		p.Code.Wipe()
	default:
		p.Password.Wipe()
	}
	p.form.Fail(err)
	p.focusOn(field)
}

// MistypedCode reports whether err is about a typing mistake in a code, which costs no attempt and is easy to
// correct.
func MistypedCode(err error) bool {
	switch model.CodeOf(err) {
	case model.CodePINFormat, model.CodeBackupLength, model.CodeBackupFormat:
		return true
	}
	return false
}

func (p *proofPrompt) tell(field *widgets.Field, text string) {
	p.failed = field
	p.form.Tell(text)
	p.focusOn(field)
}

func (p *proofPrompt) focusOn(field *widgets.Field) {
	if field == p.CodeF {
		p.w.Focus(p.Code)
	} else {
		p.w.Focus(p.Password)
	}
}

func (p *proofPrompt) onCancel() {
	if p.form.Busy {
		return
	}
	p.close()
	p.Done(&model.Error{Code: model.CodeCanceled})
}

func (p *proofPrompt) onByKit() {
	if p.form.Busy {
		return
	}
	p.onCancel()
	p.ByKit()
}

// ClosableDuringJob is true: while we ask for the password the job has not begun, so the window may close.
func (p *proofPrompt) ClosableDuringJob() bool { return true }

func (p *proofPrompt) Tick(now time.Time) {
	p.form.Tick(now)
	if p.before != nil {
		p.before.Tick(now)
	}
}
