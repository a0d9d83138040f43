package screens

import (
	"context"
	"time"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// withProof runs an action on credentials. When the last password proof is too old it asks for the password first and
// then runs the action again; done hears how it ended, CodeCanceled when the person gave up. The action is handed the session
// of the moment, because a lock in between replaces it.
func (d *Desk) withProof(action sessionAction, done func(error)) {
	d.runAction(action, func(err error) {
		if model.CodeOf(err) != model.CodeProofNeeded {
			done(err)
			return
		}
		newProof(d, action, done).open()
	})
}

// proof is the dialog that asks for the password.
type proof struct {
	d        *Desk
	action   sessionAction
	done     func(error)
	password *widgets.PasswordEntry
	form     *attempt
	modal    *widgets.Modal
	before   dialogTicker
}

const proofWidth = 420

func newProof(d *Desk, action sessionAction, done func(error)) *proof {
	p := &proof{d: d, action: action, done: done, password: widgets.NewPasswordEntry()}
	p.form = newAttempt(d, i18n.T("proof.confirm"), p.onSubmit)
	p.password.OnEnter = p.form.submit
	p.password.OnEdited = p.form.edited
	p.form.button.Height = look.ButtonHeight
	cancel := widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), p.onCancel)
	p.modal = widgets.NewModal(d.canvas(), proofWidth, widgets.VStack(look.Gap,
		widgets.NewHeading(i18n.T("proof.title")),
		widgets.NewMuted(i18n.T("proof.text")),
		p.form.notice,
		widgets.NewField(i18n.T("login.password"), p.password),
		buttons(cancel, p.form.button),
	))
	p.modal.OnEscape = p.onCancel
	p.modal.SetDefault(p.form.button)
	return p
}

func (p *proof) open() {
	p.before, p.d.dialog = p.d.dialog, p
	p.modal.Show(p.password)
	p.d.dialogShown("proof")
}

func (p *proof) close() {
	p.d.dialog = p.before
	p.password.Wipe()
	p.modal.Hide()
}

// covered forgets what was typed when the window locks, left when the page goes; so does the dialog below.
func (p *proof) covered() {
	p.password.Wipe()
	if below, ok := p.before.(covered); ok {
		below.covered()
	}
}

func (p *proof) left() {
	p.password.Wipe()
	if below, ok := p.before.(leaver); ok {
		below.left()
	}
}

func (p *proof) onSubmit() {
	password := p.password.Text()
	if password == "" {
		p.form.tell(i18n.T("failure.proof_needed"))
		p.d.focus(p.password)
		return
	}
	session := p.d.session
	p.form.begin(i18n.T("login.checking"))
	p.d.run(func(ctx context.Context) error { return session.Prove(ctx, password) }, func(err error) {
		p.form.end()
		if err != nil {
			p.password.Wipe()
			p.form.fail(err)
			p.d.focus(p.password)
			return
		}
		p.close()
		p.d.runAction(p.action, p.done)
	})
}

func (p *proof) onCancel() {
	if p.form.busy {
		return
	}
	p.close()
	p.done(&model.Error{Code: model.CodeCanceled})
}

func (p *proof) tick(now time.Time) {
	p.form.tick(now)
	if p.before != nil {
		p.before.tick(now)
	}
}
