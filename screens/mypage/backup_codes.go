package mypage

import (
	"io"
	"strings"

	"fyne.io/fyne/v2"

	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/sheet"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// Sizes of the dialog. It has less padding than others, to fit the smallest window without scrolling.
const (
	codesWidth = 600
	codesGap   = 12
)

// backupCodes is the dialog that shows the five codes, this one time. It closes by its last button, which is enabled
// once the person ticks that the codes are noted, or after a confirmation.
type backupCodes struct {
	*window.ShownOnce
	words  codesWords
	codes  []string
	saved  *widgets.Notice
	noted  *widgets.Check
	finish *widgets.Button
}

// codesWords say why there are new backup codes.
type codesWords struct{ chip, title, text string }

// enrolledWords are for codes that come with MFA that was just turned on.
func enrolledWords() codesWords {
	return codesWords{chip: i18n.T("backup_codes.chip"), title: i18n.T("backup_codes.title"), text: i18n.T("backup_codes.text")}
}

// showCodes shows new backup codes. It calls done when the dialog has closed.
func showCodes(w *window.Window, codes []string, words codesWords, done func()) {
	p := &backupCodes{codes: codes, words: words, saved: widgets.NewNotice(widgets.ToneSuccess, "")}
	p.ShownOnce = window.NewShownOnce(w, strings.Join(codes, "\n"), window.Question{
		Name: "codes_close", Title: i18n.T("backup_codes.close_title"), Text: i18n.T("backup_codes.close_text"),
		Stay: i18n.T("common.back"), Leave: i18n.T("backup_codes.close_leave"),
	})
	p.noted = widgets.NewCheck(i18n.T("backup_codes.noted"), p.onNoted)
	p.finish = widgets.NewButton(widgets.KindPrimary, i18n.T("common.done"), p.Close)
	p.finish.Disable()
	p.IsSaved = func() bool { return p.noted.Checked }
	p.Done = func() {
		clear(p.codes)
		done()
	}
	p.Open("codes", codesWidth, p.build(), p.finish)
}

func (p *backupCodes) build() fyne.CanvasObject {
	codes := widgets.VStack(4)
	for _, code := range p.codes {
		codes.Add(p.Line(code))
	}
	return widgets.VStack(codesGap,
		widgets.VStack(4,
			widgets.HStack(0, widgets.NewChip(widgets.ToneSuccess, p.words.chip)),
			widgets.NewHeading(p.words.title).Wrapped(),
			widgets.NewMuted(p.words.text)),
		widgets.NewPanel(widgets.Inset(0, 8, 0, 8, codes)),
		widgets.Line(8, p.Copy.Button,
			widgets.NewButton(widgets.KindPlain, i18n.T("print.print"), p.onPrint),
			widgets.NewButton(widgets.KindPlain, i18n.T("backup_codes.save_pdf"), func() { p.save(sheet.PDF, ".pdf") }),
			widgets.NewButton(widgets.KindPlain, i18n.T("backup_codes.save_text"), func() { p.save(sheet.Text, ".txt") })),
		p.saved,
		widgets.NewNotice(widgets.ToneWarning, i18n.T("backup_codes.use")),
		layout.Spread(p.noted, p.finish),
	)
}

func (p *backupCodes) save(form sheet.Form, ending string) {
	forms.SaveFile(p.W, forms.FileName(p.W, "backup_codes.file", p.W.Session().Person().Login, ending), p.sheet(form), func(path string) {
		p.saved.SetText(i18n.T("backup_codes.saved", "Path", path))
		forms.OfferFolder(p.W, p.saved, path)
		p.Modal.Refresh()
	})
}

func (p *backupCodes) onPrint() {
	forms.PrintSheet(p.W, p.sheet(sheet.PDF), func(said string, _ bool) { p.say(said) })
}

// sheet returns a function that writes the codes.
func (p *backupCodes) sheet(form sheet.Form) func(io.Writer) error {
	session := p.W.Session()
	head := sheet.Head{Office: session.Account().Name, Login: session.Person().Login, Made: p.W.Now(), Help: p.W.AfterLoss()}
	codes := append([]string{}, p.codes...)
	return func(w io.Writer) error { return sheet.Codes(w, form, head, codes) }
}

func (p *backupCodes) say(text string) {
	p.saved.SetText(text)
	p.Modal.Refresh()
}

func (p *backupCodes) onNoted(noted bool) {
	if noted {
		p.finish.Enable()
	} else {
		p.finish.Disable()
	}
}
