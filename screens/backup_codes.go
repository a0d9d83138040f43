package screens

import (
	"io"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/sheet"
	"qlingo/screens/widgets"
)

// Sizes of the dialog: with less air than others it fits the smallest window without scrolling.
const (
	codesWidth = 600
	codesGap   = 12
)

// backupCodes is the dialog that shows the five codes, this once. It closes by its last button, which wakes with the
// tick that they were noted, or after a second question.
type backupCodes struct {
	d      *Desk
	codes  []string
	lines  []*widgets.Text
	copy   *copier
	saved  *widgets.Notice
	noted  *widgets.Check
	finish *widgets.Button
	modal  *widgets.Modal
	asking *widgets.Modal // the second question, when it was asked
	done   func()
}

// showCodes shows new backup codes and forgets them afterwards; done is called when the dialog has closed.
func (d *Desk) showCodes(codes []string, done func()) {
	p := &backupCodes{d: d, codes: codes, done: done, saved: widgets.NewNotice(widgets.ToneSuccess, "")}
	p.copy = newCopier(d, i18n.T("common.copy"), func() string { return strings.Join(p.codes, "\n") })
	p.noted = widgets.NewCheck(i18n.T("codes.noted"), p.onNoted)
	p.finish = widgets.NewButton(widgets.KindPrimary, i18n.T("common.done"), p.close)
	p.finish.Disable()
	p.modal = widgets.NewModal(d.canvas(), codesWidth, p.build())
	p.modal.OnEscape = func() { p.leave(p.close) }
	p.modal.OnEnter = p.onEnter
	d.dialog = p
	d.guardClose(p.leave)
	p.modal.Show(p.copy.Button)
	d.dialogShown("codes")
}

func (p *backupCodes) build() fyne.CanvasObject {
	codes := widgets.VStack(4)
	for _, code := range p.codes {
		line := widgets.NewCode(code)
		p.lines = append(p.lines, line)
		codes.Add(line)
	}
	return widgets.VStack(codesGap,
		widgets.VStack(4,
			widgets.HStack(0, widgets.NewChip(widgets.ToneSuccess, i18n.T("codes.chip"))),
			widgets.NewHeading(i18n.T("codes.title")).Wrapped(),
			widgets.NewMuted(i18n.T("codes.text"))),
		widgets.NewPanel(widgets.Inset(0, 8, 0, 8, codes)),
		widgets.HStack(12, p.copy.Button,
			widgets.NewButton(widgets.KindPlain, i18n.T("codes.save_pdf"), func() { p.save(sheet.PDF, ".pdf") }),
			widgets.NewButton(widgets.KindPlain, i18n.T("codes.save_text"), func() { p.save(sheet.Text, ".txt") })),
		p.saved,
		widgets.NewNotice(widgets.ToneWarning, i18n.T("codes.use")),
		spread(p.noted, p.finish),
	)
}

func (p *backupCodes) save(form sheet.Form, ending string) {
	head := sheet.Head{Office: p.d.session.Account().Name, Login: p.d.session.Person().Login, Made: p.d.now()}
	codes := append([]string{}, p.codes...)
	p.d.saveFile(i18n.T("codes.file")+ending, func(w io.Writer) error {
		return sheet.Codes(w, form, head, codes)
	}, func() {
		p.saved.SetText(i18n.T("codes.saved"))
		p.modal.Refresh()
	})
}

func (p *backupCodes) onNoted(noted bool) {
	if noted {
		p.finish.Enable()
	} else {
		p.finish.Disable()
	}
}

func (p *backupCodes) onEnter() {
	if p.noted.Checked {
		p.close()
	}
}

// leave goes, by way of a second question unless the codes were noted.
func (p *backupCodes) leave(proceed func()) {
	switch {
	case p.noted.Checked:
		proceed()
	case p.asking == nil || !p.asking.Visible():
		p.asking = p.d.ask(question{
			name: "codes_close", title: i18n.T("codes.close_title"), text: i18n.T("codes.close_text"),
			stay: i18n.T("common.back"), leave: i18n.T("codes.close_leave"),
		}, proceed)
	}
}

func (p *backupCodes) close() {
	p.left()
	p.d.dialog = nil
	p.d.guardClose(nil)
	p.modal.Hide()
	p.done()
}

// left forgets the codes.
func (p *backupCodes) left() {
	clear(p.codes)
	for _, line := range p.lines {
		line.SetText("")
	}
}

func (p *backupCodes) tick(time.Time) { p.copy.tick() }
