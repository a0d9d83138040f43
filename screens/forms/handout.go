package forms

import (
	"io"
	"net/url"
	"strings"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/sheet"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

const NoticeWidth = 600

// Handout offers ways to tell a person what an administrator did: a mail draft and a sheet of paper.
type Handout struct {
	w      *window.Window
	person model.Person
	Mail   *widgets.Button
	Paper  *widgets.Button
	Print  *widgets.Button
	Said   *widgets.Notice // the result
	Why    *widgets.Text   // why no mail can be written
	Modal  *widgets.Modal  // set once the dialog is open
	Saved  func()          // called when the sheet was saved
}

// Letter is a mail. It must not hold a secret: mail is kept for ever, unencrypted.
type Letter struct{ Subject, Body string }

// Paper is a sheet that can be printed or saved.
type Paper struct {
	File  string                       // suggested file name
	Print func() func(io.Writer) error // called when the button is pressed
}

func NewHandout(w *window.Window, person model.Person, mail Letter, sheet Paper) *Handout {
	m := &Handout{w: w, person: person, Said: widgets.NewNotice(widgets.ToneSuccess, ""), Saved: func() {}}
	m.Mail = widgets.NewButton(widgets.KindPlain, i18n.T("handout.mail"), func() { Draft(w, person.Email, mail, m.say) })
	m.Paper = widgets.NewButton(widgets.KindPlain, i18n.T("handout.save"), func() { m.onPaper(sheet) })
	m.Print = widgets.NewButton(widgets.KindPlain, i18n.T("print.print"), func() { m.onPrint(sheet) })
	m.Why = widgets.NewSmall(i18n.T("handout.no_email"))
	m.Why.Hidden = person.Email != ""
	if person.Email == "" {
		m.Mail.Disable()
	}
	return m
}

func (m *Handout) say(tone widgets.Tone, text string) {
	m.Said.SetTone(tone)
	m.Said.SetText(text)
	m.Modal.Refresh()
}

// Draft opens a mail draft, and says so or that there is no mail program. It reports whether it opened.
func Draft(w *window.Window, address string, l Letter, say func(widgets.Tone, string)) (opened bool) {
	if err := w.App().OpenURL(mailURL(address, l)); err != nil {
		w.Log().Info("failure", "code", "mail", "err", err)
		say(widgets.ToneWarning, i18n.T("handout.mail_failed"))
		showLetter(w, address, l)
		return false
	}
	say(widgets.ToneSuccess, i18n.T("handout.mail_opened"))
	return true
}

const letterRows = 8

// showLetter shows the whole mail for copying, when no mail program opens.
func showLetter(w *window.Window, address string, l Letter) {
	text := i18n.T("handout.letter", "Address", address, "Subject", l.Subject, "Body", l.Body)
	area := widgets.NewArea(letterRows)
	area.ReadOnly = true
	area.Name = i18n.T("say.text")
	area.SetText(text)
	var modal *widgets.Modal
	var copying *widgets.Button
	closed := func() { modal.Hide() }
	onCopy := func() {
		w.App().Clipboard().SetContent(text) // no secret, so it may stay there
		copying.SetText(i18n.T("common.copied"))
	}
	copying = widgets.NewButton(widgets.KindPlain, i18n.T("mfa_reset.copy"), onCopy)
	modal = widgets.NewModal(w.Canvas(), NoticeWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.NewHeading(i18n.T("handout.mail_failed")).Wrapped(),
			widgets.NewMuted(i18n.T("handout.letter_text"))),
		area,
		layout.Spread(copying, widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), closed))))
	modal.OnEscape = closed
	modal.Show(copying)
	w.DialogShown("letter")
}

func (m *Handout) onPaper(p Paper) {
	SaveFile(m.w, p.File, p.Print(), func(path string) {
		m.Said.SetTone(widgets.ToneSuccess)
		m.Said.SetText(i18n.T("handout.saved", "Path", path))
		OfferFolder(m.w, m.Said, path)
		m.Modal.Refresh()
		m.Saved()
	})
}

func (m *Handout) onPrint(p Paper) {
	PrintSheet(m.w, p.Print(), func(said string, onPaper bool) {
		m.say(widgets.ToneSuccess, said)
		if onPaper {
			m.Saved()
		}
	})
}

// mailURL makes the URL of a draft as RFC 6068 wants it: blanks as %20, lines ending in CRLF.
func mailURL(address string, l Letter) *url.URL {
	escape := func(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }
	body := strings.ReplaceAll(l.Body, "\n", "\r\n")
	return &url.URL{
		Scheme:   "mailto",
		Opaque:   strings.ReplaceAll(escape(address), "%40", "@"),
		RawQuery: "subject=" + escape(l.Subject) + "&body=" + escape(body),
	}
}

// ShowResetNotice shows what to tell the person. The text is no secret, so it stays on the clipboard.
func ShowResetNotice(w *window.Window, person model.Person) {
	now := w.Now()
	text := i18n.T("mfa_reset.notice", "Name", person.Name, "Time", i18n.When(now))
	head := sheet.Head{Office: w.Session().Account().Name, Login: person.Login, Made: now}
	m := NewHandout(w, person, Letter{i18n.T("mfa_reset.mail_subject"), text}, Paper{
		FileName(w, "mfa_reset.file", person.Login, ".pdf"),
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
	copying = widgets.NewButton(widgets.KindPlain, i18n.T("mfa_reset.copy"), onCopy)
	copying.Reserve(i18n.T("common.copied"))
	closing := widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), closed)
	modal = widgets.NewModal(w.Canvas(), NoticeWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.HStack(0, widgets.NewChip(widgets.ToneSuccess, i18n.T("mfa_reset.chip"))),
			widgets.NewHeading(i18n.T("mfa_reset.tell", "Name", person.Name)).Wrapped()),
		widgets.NewPanel(widgets.NewText(text)),
		m.Said,
		widgets.Line(8, copying, m.Mail, m.Print, m.Paper, widgets.Spacer(), closing),
		m.Why,
	))
	m.Modal = modal
	// Enter does not close the dialog: a second Enter, meant for the reset, would close it unseen.
	modal.OnEscape = closed
	modal.SetDefault(copying)
	modal.Show(copying)
	w.DialogShown("notice")
}
