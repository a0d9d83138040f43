package people

import (
	"io"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/sheet"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// showTemporary shows a person's temporary password, this one time. chip says why there is one.
func showTemporary(w *window.Window, person model.Person, secret, chip string) {
	showTemporaryAnd(w, person, secret, chip, nil)
}

// showTemporaryAnd is showTemporary with a button that goes on to add another person; again may be nil.
func showTemporaryAnd(w *window.Window, person model.Person, secret, chip string, again func()) {
	p := window.NewShownOnce(w, secret, window.Question{
		Name: "temporary_close", Title: i18n.T("temporary_password.close_title"), Text: i18n.T("temporary_password.close_text"),
		Stay: i18n.T("common.back"), Leave: i18n.T("temporary_password.close_leave"), Sure: i18n.T("temporary_password.close_paper"),
	})
	until, office := i18n.When(person.TemporaryUntil), w.Session().Account().Name
	head := sheet.Head{Office: office, Login: person.Login, Made: w.Now()}
	m := forms.NewHandout(w, person,
		forms.Letter{Subject: i18n.T("temporary_password.mail_subject"), Body: i18n.T("temporary_password.mail", "Name", person.Name, "Office", office, "Login", person.Login, "Until", until)},
		forms.Paper{
			File: forms.FileName(w, "temporary_password.file", person.Login, ".pdf"),
			Print: func() func(io.Writer) error {
				secret := p.Secret
				return func(out io.Writer) error { return sheet.Temporary(out, sheet.PDF, head, person.Name, secret, until) }
			},
		})
	onPaper := false
	m.Saved = func() { onPaper = true }
	p.IsSaved = func() bool { return onPaper || p.Copy.Copied }
	goesOn := false
	leave := func(on bool) func() {
		return func() {
			goesOn = on
			p.OnClose()
		}
	}
	p.Done = func() {
		if goesOn {
			again()
		}
	}
	closing := widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), leave(false))
	ways := []fyne.CanvasObject{p.Copy.Button, m.Mail, m.Print, m.Paper, widgets.Spacer()}
	if again != nil {
		ways = append(ways, widgets.NewButton(widgets.KindPlain, i18n.T("temporary_password.another"), leave(true)))
	}
	p.Open("temporary", forms.NoticeWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.HStack(0, widgets.NewChip(widgets.ToneSuccess, chip)),
			widgets.NewHeading(i18n.T("temporary_password.title")).Wrapped()),
		layout.Facts(i18n.T("users.login"), person.Login, i18n.T("users.name"), person.Name),
		widgets.NewPanel(p.Line(secret)),
		widgets.NewNotice(widgets.ToneWarning, i18n.T("temporary_password.text", "Until", until)),
		m.Said,
		widgets.Line(8, append(ways, closing)...),
		m.Why,
	), closing)
	m.Modal = p.Modal
}
