package screens

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

const resetWidth = 520

// mfaReset asks an administrator to make sure before a person's second step is switched off. It keeps the person it
// was opened with: whatever the table under it shows meanwhile, it acts on nobody else.
type mfaReset struct {
	d       *Desk
	person  model.Person
	failure *widgets.Notice
	reset   *widgets.Button
	modal   *widgets.Modal
	done    func(model.Person)
}

// resetMFA opens the dialog; done is called with the person as it then is, when the second step has been switched off.
func (d *Desk) resetMFA(person model.Person, done func(model.Person)) {
	p := &mfaReset{d: d, person: person, done: done, failure: widgets.NewNotice(widgets.ToneDanger, "")}
	p.reset = widgets.NewButton(widgets.KindDanger, i18n.T("reset.reset"), p.onReset)
	cancel := widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), p.onCancel)
	p.modal = widgets.NewModal(d.canvas(), resetWidth, widgets.VStack(look.Gap,
		widgets.NewHeading(i18n.T("reset.title")).Wrapped(),
		widgets.VStack(8,
			strongFact(i18n.T("users.login"), person.Login),
			strongFact(i18n.T("users.name"), person.Name),
			facts(i18n.T("reset.since"), i18n.When(person.MFASince))),
		widgets.NewNotice(widgets.ToneWarning, i18n.T("reset.text")),
		p.failure,
		buttons(cancel, p.reset),
	))
	p.modal.OnEscape, p.modal.OnEnter = p.onCancel, p.onReset
	// No button has the focus: a Space that is held a moment too long on the switch repeats into this dialog, and must
	// not press anything. Enter does the main action all the same.
	p.modal.Show(nil)
	d.dialogShown("reset")
}

// strongFact is a fact on which everything depends.
func strongFact(label, value string) fyne.CanvasObject {
	text := widgets.Wide(factLabel, widgets.NewMuted(label).OneLine())
	return widgets.HStack(12, text, widgets.Fill(widgets.NewStrong(value).Wrapped()))
}

func (p *mfaReset) onReset() {
	if p.reset.Busy() {
		return
	}
	var after model.Person
	id := p.person.ID
	p.reset.SetBusy(true, i18n.T("reset.resetting"))
	p.d.withProof(func(ctx context.Context, session *model.Session) (err error) {
		after, err = session.ResetMFA(ctx, id)
		return err
	}, func(err error) {
		p.reset.SetBusy(false, "")
		switch {
		case err == nil:
			p.modal.Hide()
			p.done(after)
			p.d.showResetNotice(after)
		case model.CodeOf(err) != model.CodeCanceled:
			p.failure.SetText(p.d.say(err))
			p.modal.Refresh()
		}
	})
}

func (p *mfaReset) onCancel() {
	if !p.reset.Busy() {
		p.modal.Hide()
	}
}

// showResetNotice shows what to tell the person. The text is no secret, so it stays on the clipboard.
func (d *Desk) showResetNotice(person model.Person) {
	text := i18n.T("reset.notice", "Name", person.Name, "Time", i18n.When(d.now()))
	var modal *widgets.Modal
	var copying *widgets.Button
	closed := func() { modal.Hide() }
	onCopy := func() {
		d.cfg.App.Clipboard().SetContent(text)
		copying.SetText(i18n.T("common.copied"))
	}
	copying = widgets.NewButton(widgets.KindPlain, i18n.T("reset.copy"), onCopy)
	closing := widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), closed)
	modal = widgets.NewModal(d.canvas(), resetWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.HStack(0, widgets.NewChip(widgets.ToneSuccess, i18n.T("reset.chip"))),
			widgets.NewHeading(i18n.T("reset.tell", "Name", person.Name)).Wrapped()),
		widgets.NewPanel(widgets.NewText(text)),
		spread(copying, closing),
	))
	// Enter does not close: another one, meant for the reset, would take the notice away unseen.
	modal.OnEscape, modal.OnEnter = closed, onCopy
	modal.Show(copying)
	d.dialogShown("notice")
}
