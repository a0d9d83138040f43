package screens

import (
	"io"
	"net/url"
	"strings"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/sheet"
	"qlingo/screens/widgets"
)

const noticeWidth = 600

// handout is the ways in which a person hears what an administrator did: a mail draft and a sheet of paper.
type handout struct {
	w      *Window
	person model.Person
	mail   *widgets.Button
	paper  *widgets.Button
	print  *widgets.Button
	said   *widgets.Notice // what became of it
	why    *widgets.Text   // why there is no mail
	modal  *widgets.Modal  // set once it is open
	saved  func()          // called when the paper is there
}

// letter is a mail without any secret: mail lies about for ever, unsealed.
type letter struct{ subject, body string }

// paper is what goes to a file to be printed.
type paper struct {
	file  string                       // the name that is offered
	print func() func(io.Writer) error // asked when the button is pressed
}

func newHandout(w *Window, person model.Person, mail letter, sheet paper) *handout {
	m := &handout{w: w, person: person, said: widgets.NewNotice(widgets.ToneSuccess, ""), saved: func() {}}
	m.mail = widgets.NewButton(widgets.KindPlain, i18n.T("notice.mail"), func() { draft(w, person.Email, mail, m.say) })
	m.paper = widgets.NewButton(widgets.KindPlain, i18n.T("notice.save"), func() { m.onPaper(sheet) })
	m.print = widgets.NewButton(widgets.KindPlain, i18n.T("print.print"), func() { m.onPrint(sheet) })
	m.why = widgets.NewSmall(i18n.T("notice.no_email"))
	m.why.Hidden = person.Email != ""
	if person.Email == "" {
		m.mail.Disable()
	}
	return m
}

func (m *handout) say(tone widgets.Tone, text string) {
	m.said.SetTone(tone)
	m.said.SetText(text)
	m.modal.Refresh()
}

// draft opens a mail draft and says whether there is a program for it.
func draft(w *Window, address string, l letter, say func(widgets.Tone, string)) {
	if err := w.App().OpenURL(mailURL(address, l)); err != nil {
		w.Log().Info("failure", "code", "mail", "err", err)
		say(widgets.ToneWarning, i18n.T("notice.mail_failed"))
		showLetter(w, address, l)
		return
	}
	say(widgets.ToneSuccess, i18n.T("notice.mail_opened"))
}

const letterRows = 8

// showLetter is for where no mail program opens: the whole mail to copy into whatever else there is.
func showLetter(w *Window, address string, l letter) {
	text := i18n.T("letter.whole", "Address", address, "Subject", l.subject, "Body", l.body)
	area := widgets.NewArea(letterRows)
	area.ReadOnly = true
	area.Name = i18n.T("say.text")
	area.SetText(text)
	var modal *widgets.Modal
	var copying *widgets.Button
	closed := func() { modal.Hide() }
	onCopy := func() {
		w.App().Clipboard().SetContent(text) // no secret: it may stay there
		copying.SetText(i18n.T("common.copied"))
	}
	copying = widgets.NewButton(widgets.KindPlain, i18n.T("reset.copy"), onCopy)
	modal = widgets.NewModal(w.canvas(), noticeWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.NewHeading(i18n.T("notice.mail_failed")).Wrapped(),
			widgets.NewMuted(i18n.T("letter.text"))),
		area,
		spread(copying, widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), closed))))
	modal.OnEscape = closed
	modal.Show(copying)
	w.dialogShown("letter")
}

func (m *handout) onPaper(p paper) {
	saveFile(m.w, p.file, p.print(), func(path string) {
		m.say(widgets.ToneSuccess, i18n.T("notice.saved", "Path", path))
		m.saved()
	})
}

func (m *handout) onPrint(p paper) {
	printSheet(m.w, p.print(), func(said string, onPaper bool) {
		m.say(widgets.ToneSuccess, said)
		if onPaper {
			m.saved()
		}
	})
}

// mailURL is a draft as RFC 6068 writes it: blanks as %20, lines ending in CRLF.
func mailURL(address string, l letter) *url.URL {
	escape := func(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }
	body := strings.ReplaceAll(l.body, "\n", "\r\n")
	return &url.URL{
		Scheme:   "mailto",
		Opaque:   strings.ReplaceAll(escape(address), "%40", "@"),
		RawQuery: "subject=" + escape(l.subject) + "&body=" + escape(body),
	}
}

// showResetNotice shows what to tell the person. The text is no secret, so it stays on the clipboard.
func showResetNotice(w *Window, person model.Person) {
	now := w.now()
	text := i18n.T("reset.notice", "Name", person.Name, "Time", i18n.When(now))
	head := sheet.Head{Office: w.Session().Account().Name, Login: person.Login, Made: now}
	m := newHandout(w, person, letter{i18n.T("reset.mail_subject"), text}, paper{
		fileName(w, "reset.file", person.Login, ".pdf"),
		func() func(io.Writer) error {
			return func(out io.Writer) error { return sheet.Reset(out, sheet.PDF, head, text) }
		},
	})
	var modal *widgets.Modal
	var copying *widgets.Button
	closed := func() { modal.Hide() }
	onCopy := func() {
		w.App().Clipboard().SetContent(text)
		copying.SetText(i18n.T("common.copied"))
	}
	copying = widgets.NewButton(widgets.KindPlain, i18n.T("reset.copy"), onCopy)
	copying.Reserve(i18n.T("common.copied"))
	closing := widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), closed)
	modal = widgets.NewModal(w.canvas(), noticeWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.HStack(0, widgets.NewChip(widgets.ToneSuccess, i18n.T("reset.chip"))),
			widgets.NewHeading(i18n.T("reset.tell", "Name", person.Name)).Wrapped()),
		widgets.NewPanel(widgets.NewText(text)),
		m.said,
		widgets.Line(8, copying, m.mail, m.print, m.paper, widgets.Spacer(), closing),
		m.why,
	))
	m.modal = modal
	// Enter does not close: another one, meant for the reset, would take the notice away unseen.
	modal.OnEscape = closed
	modal.SetDefault(copying)
	modal.Show(copying)
	w.dialogShown("notice")
}
