package screens

import (
	"io"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/sheet"
	"qlingo/screens/widgets"
)

// showTemporary shows a person's temporary password, this once. chip says how it came about.
func showTemporary(w *Window, person model.Person, secret, chip string) {
	p := newShownOnce(w, secret, question{
		name: "temporary_close", title: i18n.T("temporary.close_title"), text: i18n.T("temporary.close_text"),
		stay: i18n.T("common.back"), leave: i18n.T("temporary.close_leave"), sure: i18n.T("temporary.close_paper"),
	})
	until, office := i18n.When(person.TemporaryUntil), w.Session().Account().Name
	head := sheet.Head{Office: office, Login: person.Login, Made: w.now()}
	m := newHandout(w, person,
		letter{
			i18n.T("temporary.mail_subject"),
			i18n.T("temporary.mail", "Name", person.Name, "Office", office, "Login", person.Login, "Until", until),
		},
		paper{
			fileName(w, "temporary.file", person.Login, ".pdf"),
			func() func(io.Writer) error {
				secret := p.secret
				return func(out io.Writer) error { return sheet.Temporary(out, sheet.PDF, head, person.Name, secret, until) }
			},
		})
	onPaper := false
	m.saved = func() { onPaper = true }
	p.isSaved = func() bool { return onPaper || p.copy.copied }
	closing := widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), p.onClose)
	p.open("temporary", noticeWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.HStack(0, widgets.NewChip(widgets.ToneSuccess, chip)),
			widgets.NewHeading(i18n.T("temporary.title")).Wrapped()),
		facts(i18n.T("users.login"), person.Login, i18n.T("users.name"), person.Name),
		widgets.NewPanel(p.line(secret)),
		widgets.NewNotice(widgets.ToneWarning, i18n.T("temporary.text", "Until", until)),
		m.said,
		widgets.Line(8, p.copy.Button, m.mail, m.print, m.paper, widgets.Spacer(), closing),
		m.why,
	), closing)
	m.modal = p.modal
}
