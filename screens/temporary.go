package screens

import (
	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// showTemporary shows a person's temporary password, this once. chip and text say how it came about and how long it
// lasts.
func (d *Desk) showTemporary(person model.Person, secret, chip, text string) {
	p := newOnceShown(d, secret, question{
		name: "temporary_close", title: i18n.T("temporary.close_title"), text: i18n.T("temporary.close_text"),
		stay: i18n.T("common.back"), leave: i18n.T("temporary.close_leave"),
	})
	p.open("temporary", resetWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.HStack(0, widgets.NewChip(widgets.ToneSuccess, chip)),
			widgets.NewHeading(i18n.T("temporary.title")).Wrapped()),
		facts(i18n.T("users.login"), person.Login, i18n.T("users.name"), person.Name),
		widgets.NewPanel(p.line(secret)),
		widgets.NewNotice(widgets.ToneWarning, text),
		spread(p.copy.Button, widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), p.onClose)),
	))
}
