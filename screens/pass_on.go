package screens

import (
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// shareBox shows a text in groups as a QR code and as text, with the ways to pass it on: copy, mail draft, file. None of
// these texts is a secret.
type shareBox struct {
	w       *Window
	text    string        // "" while there is none
	address string        // of the draft; "" leaves it open
	letter  func() letter // what mail and file say
	file    string        // the name that is offered
	code    *fyne.Container
	area    *widgets.Area
	copying *widgets.Button
	ways    fyne.CanvasObject
	said    *widgets.Notice // what became of it
	grown   func()
}

func newShareBox(w *Window, copying widgets.ButtonKind, address string) *shareBox {
	p := &shareBox{w: w, address: address, code: container.NewStack(), area: widgets.NewArea(requestRows), grown: func() {}}
	p.area.ReadOnly = true
	p.area.Name = i18n.T("say.text")
	p.said = widgets.NewNotice(widgets.ToneSuccess, "")
	p.copying = widgets.NewButton(copying, i18n.T("common.copy"), p.onCopy)
	p.copying.Reserve(i18n.T("common.copied"))
	p.ways = widgets.Line(8, p.copying,
		widgets.NewButton(widgets.KindPlain, i18n.T("notice.mail"), func() { draft(w, p.address, p.letter(), p.say) }),
		widgets.NewButton(widgets.KindPlain, i18n.T("support.save"), p.onSave))
	return p
}

// set shows a text.
func (p *shareBox) set(text string, letter func() letter, file string) {
	p.text, p.letter, p.file = text, letter, file
	p.code.Objects = []fyne.CanvasObject{widgets.NewQR(flowing(text))}
	p.area.SetText(flowing(text))
	p.copying.SetText(i18n.T("common.copy"))
	p.said.SetText("")
}

func (p *shareBox) say(tone widgets.Tone, text string) {
	p.said.SetTone(tone)
	p.said.SetText(text)
	p.grown()
}

func (p *shareBox) onCopy() {
	p.w.App().Clipboard().SetContent(p.text)
	p.copying.SetText(i18n.T("common.copied"))
	p.grown()
}

func (p *shareBox) onSave() {
	body := p.letter().body
	saveFile(p.w, p.file, func(w io.Writer) error {
		_, err := io.WriteString(w, body)
		return err
	}, func(path string) { p.say(widgets.ToneSuccess, i18n.T("support.saved", "Path", path)) })
}

// forget takes the text away.
func (p *shareBox) forget() {
	p.text, p.letter = "", nil
	p.code.Objects = nil
	p.area.SetText("")
}

// requestLetter is what goes to the support desk by mail or as a file.
func requestLetter(desk string, request model.SupportRequest) letter {
	claim, err := model.ReadRequest(request.Text)
	if err != nil { // it was just made
		return letter{i18n.T("support.mail_subject"), request.Text}
	}
	return letter{i18n.T("support.mail_subject"), i18n.T("support.mail", "Desk", desk,
		"Office", claim.Office, "Login", claim.Login, "Until", i18n.When(request.Until), "Text", request.Text)}
}
