package screens

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// withProof runs an action on credentials. When a factor that it needs was not proven a moment ago it asks for what is
// missing first and then runs the action again; done hears how it ended, CodeCanceled when the person gave up. The action
// is handed the session of the moment, because a lock in between replaces it. Somebody who used a backup code is offered
// to set the second step up anew.
func withProof(w *Window, action sessionAction, done func(error)) {
	runWithProof(w, proofRequest{action: action, done: done, lost: w.Flow.OfferMFA})
}

// proofRequest is an action that needs a fresh proof, and how it goes on.
type proofRequest struct {
	action sessionAction
	done   func(error)
	lost   func() // called behind done where a backup code has switched the second step off
	byKit  func() // opens the way of whoever has the recovery kit and no code; nil where there is none
}

// runWithProof is withProof for a page with ways of its own.
func runWithProof(w *Window, r proofRequest) {
	w.runAction(r.action, func(err error) {
		var needed *model.Error
		if model.CodeOf(err) != model.CodeProofNeeded || !errors.As(err, &needed) {
			r.done(err)
			return
		}
		newProofPrompt(w, needed.Missing, r).open()
	})
}

// proofPrompt is the dialog that asks for the factors that are missing: the password, a PIN or a backup code, or both.
type proofPrompt struct {
	proofRequest
	w         *Window
	password  *widgets.PasswordEntry
	code      *widgets.PINEntry
	passwordF *widgets.Field // nil when it is not asked for
	codeF     *widgets.Field // the same
	failed    *widgets.Field // what went wrong is said there
	form      *attempt
	modal     *widgets.Modal
	before    dialogPage
}

// Sizes of the dialog. Every sentence about a field has its room, so that nothing moves under the mouse.
const (
	proofWidth        = 440
	proofRoomPassword = 1 // lines
	proofRoomCode     = 3
)

func newProofPrompt(w *Window, missing model.Factors, r proofRequest) *proofPrompt {
	p := &proofPrompt{proofRequest: r, w: w, password: widgets.NewPasswordEntry(), code: widgets.NewPINEntry(false)}
	p.form = newAttempt(w, i18n.T("proof.confirm"), p.onSubmit)
	p.form.say = func(text string) { p.failed.SetError(text) }
	p.form.about = func() string { return p.failed.Label }
	p.form.button.Height = look.ButtonHeight
	p.password.OnEnter, p.password.OnEdited = p.onEnter, p.form.edited
	p.code.OnEnter, p.code.OnEdited = p.form.submit, p.form.edited
	p.modal = widgets.NewModal(w.canvas(), proofWidth, widgets.VStack(look.Gap, p.rows(missing)...))
	p.modal.OnEscape = p.onCancel
	p.modal.SetDefault(p.form.button)
	return p
}

func (p *proofPrompt) rows(missing model.Factors) []fyne.CanvasObject {
	title, text := "proof.title", "proof.text"
	switch {
	case missing.Password && missing.Second:
		title, text = "proof.title_both", "proof.text_both"
	case missing.Second:
		title, text = "proof.title_pin", "proof.text_pin"
	}
	rows := []fyne.CanvasObject{widgets.VStack(4, widgets.NewHeading(i18n.T(title)), widgets.NewMuted(i18n.T(text)))}
	if missing.Second {
		p.codeF = newCodeField(p.code)
		p.failed = p.codeF
	}
	if missing.Password || !missing.Second {
		label := "login.password"
		if p.w.Session().MustChange() {
			label = "must.current"
		}
		p.passwordF = widgets.NewField(i18n.T(label), p.password)
		p.passwordF.Room = proofRoomPassword
		p.failed = p.passwordF
		rows = append(rows, p.passwordF)
	}
	if p.codeF != nil {
		rows = append(rows, p.codeF)
		if person, ok := p.w.demoPerson(p.w.Session().Person().Login); ok && person.PIN != nil {
			rows = append(rows, widgets.HStack(0, newDemoPIN(p.w, person, p.fill)))
		}
		if p.byKit != nil {
			rows = append(rows, widgets.HStack(0, widgets.NewButton(widgets.KindLink, i18n.T("proof.by_kit"), p.onByKit)))
		}
	}
	cancel := widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), p.onCancel)
	return append(rows, buttons(cancel, p.form.button))
}

// newCodeField is a field for a PIN or a backup code, with room for all that can be wrong with one.
func newCodeField(code *widgets.PINEntry) *widgets.Field {
	field := widgets.NewField(i18n.T("proof.code"), code)
	field.Room = proofRoomCode
	field.SetHint(i18n.T("proof.code_hint"))
	return field
}

// first is the entry where a person begins.
func (p *proofPrompt) first() fyne.Focusable {
	if p.passwordF == nil {
		return p.code
	}
	return p.password
}

func (p *proofPrompt) open() {
	p.before = p.w.Dialog()
	p.w.setDialog(p)
	p.modal.Show(p.first())
	p.w.dialogShown("proof")
}

func (p *proofPrompt) close() {
	p.w.setDialog(p.before)
	p.Wipe()
	p.modal.Hide()
}

func (p *proofPrompt) Wipe() {
	p.password.Wipe()
	p.code.Wipe()
}

// OnLock forgets what was typed when the window locks, left when the page goes; so does the dialog below.
func (p *proofPrompt) OnLock() {
	p.Wipe()
	if below, ok := p.before.(lockable); ok {
		below.OnLock()
	}
}

func (p *proofPrompt) OnLeave() {
	p.Wipe()
	if below, ok := p.before.(leavable); ok {
		below.OnLeave()
	}
}

func (p *proofPrompt) fill(code string) {
	p.code.SetText(code)
	p.form.edited()
	p.w.Focus(p.code)
}

// onEnter goes on to the code, as long as there is none.
func (p *proofPrompt) onEnter() {
	if p.codeF != nil && p.code.Text() == "" && p.password.Text() != "" {
		p.w.Focus(p.code)
		return
	}
	p.form.submit()
}

func (p *proofPrompt) onSubmit() {
	password, code := p.password.Text(), p.code.Text()
	switch {
	case p.passwordF != nil && password == "":
		p.tell(p.passwordF, i18n.T("failure.proof_needed"))
		return
	case p.codeF != nil && code == "":
		p.tell(p.codeF, i18n.T("failure.pin_format"))
		return
	}
	session := p.w.Session()
	p.form.begin(i18n.T("login.checking"))
	p.w.run(func(ctx context.Context) error { return session.Prove(ctx, password, code) }, func(err error) {
		p.form.end()
		switch model.CodeOf(err) {
		case "":
			p.proven(session)
		case model.CodeProofNeeded, model.CodeMFAOff: // time or a lock has changed what is missing
			p.again(p.done)
		default:
			p.fail(err)
		}
	})
}

func (p *proofPrompt) proven(session *model.Session) {
	if p.codeF == nil || session.Person().MFA {
		p.again(p.done)
		return
	}
	p.again(func(err error) {
		p.done(err)
		p.lost()
	})
}

// again closes the dialog and runs the action; what is missing still, or anew, is asked for.
func (p *proofPrompt) again(done func(error)) {
	p.close()
	request := p.proofRequest
	request.done = done
	runWithProof(p.w, request)
}

// fail says what went wrong at the field that it is about, and empties it.
func (p *proofPrompt) fail(err error) {
	field := p.passwordF
	if field == nil || p.codeF != nil && fieldOf(err) == "pin" {
		field = p.codeF
	}
	p.failed = field
	switch {
	case mistypedCode(err): // not charged: what was typed stays
	case field == p.codeF:
		p.code.Wipe()
	default:
		p.password.Wipe()
	}
	p.form.fail(err)
	p.Focus(field)
}

// mistypedCode tells that a code was mistyped in a way that costs no attempt and is easily put right.
func mistypedCode(err error) bool {
	switch model.CodeOf(err) {
	case model.CodePINFormat, model.CodeBackupLength, model.CodeBackupFormat:
		return true
	}
	return false
}

func (p *proofPrompt) tell(field *widgets.Field, text string) {
	p.failed = field
	p.form.tell(text)
	p.Focus(field)
}

func (p *proofPrompt) Focus(field *widgets.Field) {
	if field == p.codeF {
		p.w.Focus(p.code)
	} else {
		p.w.Focus(p.password)
	}
}

func (p *proofPrompt) onCancel() {
	if p.form.busy {
		return
	}
	p.close()
	p.done(&model.Error{Code: model.CodeCanceled})
}

func (p *proofPrompt) onByKit() {
	if p.form.busy {
		return
	}
	p.onCancel()
	p.byKit()
}

// ClosableDuringJob: who is asked for the password before the job begins may still go.
func (p *proofPrompt) ClosableDuringJob() bool { return true }

func (p *proofPrompt) Tick(now time.Time) {
	p.form.Tick(now)
	if p.before != nil {
		p.before.Tick(now)
	}
}
