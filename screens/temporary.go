package screens

import (
	"time"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// temporaryPassword is the dialog that shows a temporary password, this once.
type temporaryPassword struct {
	d      *Desk
	secret string
	shown  *widgets.Text
	copy   *copier
	modal  *widgets.Modal
	asking *widgets.Modal
}

// showTemporary shows the temporary password of a new person and forgets it afterwards.
func (d *Desk) showTemporary(person model.Person, secret string) {
	p := &temporaryPassword{d: d, secret: secret, shown: widgets.NewCode(secret)}
	p.copy = newCopier(d, i18n.T("common.copy"), func() string { return p.secret })
	closing := widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), p.close)
	p.modal = widgets.NewModal(d.canvas(), resetWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.HStack(0, widgets.NewChip(widgets.ToneSuccess, i18n.T("temporary.chip"))),
			widgets.NewHeading(i18n.T("temporary.title")).Wrapped()),
		facts(i18n.T("users.login"), person.Login, i18n.T("users.name"), person.Name),
		widgets.NewPanel(p.shown),
		widgets.NewNotice(widgets.ToneWarning, i18n.T("temporary.text")),
		spread(p.copy.Button, closing),
	))
	p.modal.OnEscape = func() { p.leave(p.close) }
	p.modal.OnEnter = p.close
	d.dialog = p
	d.guardClose(p.leave)
	// The focus is not on the button that closes: another Enter, meant for the form, would take the password away.
	p.modal.Show(p.copy.Button)
	d.dialogShown("temporary")
}

// leave asks once more unless the password was copied: nothing in the program can show it again.
func (p *temporaryPassword) leave(proceed func()) {
	switch {
	case p.copy.copied:
		proceed()
	case p.asking == nil || !p.asking.Visible():
		p.asking = p.d.ask(question{
			name: "temporary_close", title: i18n.T("temporary.close_title"), text: i18n.T("temporary.close_text"),
			stay: i18n.T("common.back"), leave: i18n.T("temporary.close_leave"),
		}, proceed)
	}
}

func (p *temporaryPassword) close() {
	p.left()
	p.d.dialog = nil
	p.d.guardClose(nil)
	p.modal.Hide()
}

// left forgets the password.
func (p *temporaryPassword) left() {
	p.secret = ""
	p.shown.SetText("")
}

func (p *temporaryPassword) tick(time.Time) { p.copy.tick() }
