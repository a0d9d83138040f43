package people

import (
	"io"
	"strings"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/sheet"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// severalNotices hands a text to each of several people: all texts at once to copy, print or save, or a mail draft a person.
type severalNotices struct {
	w       *window.Window
	people  []model.Person
	texts   []string // of each of them
	subject string
	drafted map[string]bool
	Table   *widgets.Table
	copying *widgets.Button
	said    *widgets.Notice
	modal   *widgets.Modal
}

// showInvitations shows how to turn MFA on, for each person to read.
func showInvitations(w *window.Window, people []model.Person) {
	office := w.Session().Account().Name
	n := newSeveralNotices(w, people, i18n.T("several.invitation_subject"), func(p model.Person) string {
		due, place := "", i18n.T("shell.my_page")
		if p.Role == model.RoleAdministrator {
			place = i18n.T("shell.security")
		}
		if !p.MFADue.IsZero() {
			due = i18n.When(p.MFADue)
		}
		return i18n.T("several.invitation", "Name", p.Name, "Office", office, "Login", p.Login,
			"Place", place, "Due", due)
	})
	n.open("invitations", i18n.T("several.invited_chip"), i18n.T("several.invited_title", "Count", number(len(people))),
		forms.FileName(w, "several.invitations_file", "", ".pdf"), sheet.Invitations)
}

// showResetNotices shows what to tell each person whose MFA was turned off.
func showResetNotices(w *window.Window, people []model.Person) {
	when := i18n.When(w.Now())
	n := newSeveralNotices(w, people, i18n.T("mfa_reset.mail_subject"), func(p model.Person) string {
		return i18n.T("mfa_reset.notice", "Name", p.Name, "Time", when)
	})
	n.open("reset_notices", i18n.T("mfa_reset.chip"), i18n.T("several.tell", "Count", number(len(people))),
		forms.FileName(w, "several.notices_file", "", ".pdf"), sheet.Resets)
}

func newSeveralNotices(w *window.Window, people []model.Person, subject string, text func(model.Person) string) *severalNotices {
	n := &severalNotices{w: w, people: people, subject: subject, drafted: map[string]bool{}, said: widgets.NewNotice(widgets.ToneSuccess, "")}
	for _, person := range people {
		n.texts = append(n.texts, text(person))
	}
	n.Table = severalTable(i18n.T("several.mail"), 0, nil)
	n.Table.MinRows = min(severalRows, len(people))
	n.Table.OnOpen = n.onDraft
	n.show()
	return n
}

// show lists the people, and to whom a draft was written.
func (n *severalNotices) show() {
	rows := make([]widgets.Row, len(n.people))
	for i, person := range n.people {
		mail := widgets.Cell{Text: i18n.T("handout.mail"), Style: widgets.StyleLink}
		switch {
		case person.Email == "":
			mail = widgets.Cell{Text: i18n.T("several.no_email"), Style: widgets.StyleMuted}
		case n.drafted[rowID(person.ID)]:
			mail.Text = i18n.T("several.drafted")
		}
		rows[i] = widgets.Row{ID: rowID(person.ID), Cells: []widgets.Cell{{Text: person.Name}, {Text: person.Login, Style: widgets.StyleMuted}, mail}}
	}
	n.Table.SetRows(rows)
}

// onDraft opens a mail draft for the person of a row.
func (n *severalNotices) onDraft(id string) {
	for i, person := range n.people {
		if rowID(person.ID) != id {
			continue
		}
		if person.Email == "" {
			n.say(widgets.ToneWarning, i18n.T("handout.no_email"))
			return
		}
		if forms.Draft(n.w, person.Email, forms.Letter{Subject: n.subject, Body: n.texts[i]}, n.say) {
			n.drafted[id] = true
			n.show()
		}
	}
}

func (n *severalNotices) say(tone widgets.Tone, text string) {
	n.said.SetTone(tone)
	n.said.SetText(text)
	n.modal.Refresh()
}

// all are the texts one after another, to copy.
func (n *severalNotices) all() string {
	return strings.Join(n.texts, "\n\n――――――――\n\n")
}

func (n *severalNotices) onCopy() {
	n.w.App().Clipboard().SetContent(n.all()) // no secret, so it may stay there
	n.copying.SetText(i18n.T("common.copied"))
}

// open shows the dialog. write makes a sheet a person of the texts.
func (n *severalNotices) open(name, chip, title, file string, write func(io.Writer, sheet.Form, []sheet.Notice) error) {
	heads, office, made := make([]sheet.Notice, len(n.people)), n.w.Session().Account().Name, n.w.Now()
	for i, person := range n.people {
		heads[i] = sheet.Notice{Head: sheet.Head{Office: office, Login: person.Login, Made: made}, Text: n.texts[i]}
	}
	paper := func(out io.Writer) error { return write(out, sheet.PDF, heads) }
	n.copying = widgets.NewButton(widgets.KindPlain, i18n.T("mfa_reset.copy"), n.onCopy)
	n.copying.Reserve(i18n.T("common.copied"))
	printing := widgets.NewButton(widgets.KindPlain, i18n.T("print.print"), func() {
		forms.PrintSheet(n.w, paper, func(said string, _ bool) { n.say(widgets.ToneSuccess, said) })
	})
	saving := widgets.NewButton(widgets.KindPlain, i18n.T("handout.save"), func() {
		forms.SaveFile(n.w, file, paper, func(path string) {
			n.say(widgets.ToneSuccess, i18n.T("handout.saved", "Path", path))
			forms.OfferFolder(n.w, n.said, path)
			n.modal.Refresh()
		})
	})
	closed := func() { n.modal.Hide() }
	closing := widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), closed)
	n.modal = widgets.NewModal(n.w.Canvas(), severalWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.HStack(0, widgets.NewChip(widgets.ToneSuccess, chip)),
			widgets.NewHeading(title).Wrapped(),
			widgets.NewMuted(i18n.T("several.notices_text"))),
		n.Table,
		widgets.NewPanel(widgets.NewText(n.texts[0])),
		n.said,
		layout.Spread(widgets.HStack(8, n.copying, printing, saving), closing),
	))
	// Enter does not close the dialog: a second Enter, meant for the question before it, would close it unseen.
	n.modal.OnEscape = closed
	n.modal.SetDefault(n.copying)
	n.modal.Show(n.copying)
	n.w.DialogShown(name)
}
