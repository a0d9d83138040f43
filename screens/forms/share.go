package forms

import (
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// ShareBox shows a text in groups as a QR code and as text, and offers to copy, mail or save it. None of these texts
// is a secret.
type ShareBox struct {
	w       *window.Window
	Text    string        // empty until Set
	address string        // of the mail draft; "" leaves it open
	Letter  func() Letter // content of mail and file
	file    string        // suggested file name
	Code    *fyne.Container
	Area    *widgets.Area
	Copying *widgets.Button
	Buttons fyne.CanvasObject
	Said    *widgets.Notice // the result
	Grown   func()
}

func NewShareBox(w *window.Window, copying widgets.ButtonKind, address string) *ShareBox {
	p := &ShareBox{w: w, address: address, Code: container.NewStack(), Area: widgets.NewArea(layout.RequestRows), Grown: func() {}}
	p.Area.ReadOnly = true
	p.Area.Name = i18n.T("say.text")
	p.Said = widgets.NewNotice(widgets.ToneSuccess, "")
	p.Copying = widgets.NewButton(copying, i18n.T("common.copy"), p.onCopy)
	p.Copying.Reserve(i18n.T("common.copied"))
	p.Buttons = widgets.Line(8, p.Copying,
		widgets.NewButton(widgets.KindPlain, i18n.T("handout.mail"), func() { Draft(w, p.address, p.Letter(), p.Say) }),
		widgets.NewButton(widgets.KindPlain, i18n.T("support_request.save"), p.onSave))
	return p
}

// Set shows a text.
func (p *ShareBox) Set(text string, letter func() Letter, file string) {
	p.Text, p.Letter, p.file = text, letter, file
	p.Code.Objects = []fyne.CanvasObject{widgets.NewQR(messages.Flowing(text))}
	p.Area.SetText(messages.Flowing(text))
	p.Copying.SetText(i18n.T("common.copy"))
	p.Said.SetText("")
}

func (p *ShareBox) Say(tone widgets.Tone, text string) {
	p.Said.SetTone(tone)
	p.Said.SetText(text)
	p.Grown()
}

func (p *ShareBox) onCopy() {
	p.w.App().Clipboard().SetContent(p.Text)
	p.Copying.SetText(i18n.T("common.copied"))
	p.Grown()
}

func (p *ShareBox) onSave() {
	body := p.Letter().Body
	SaveFile(p.w, p.file, func(w io.Writer) error {
		_, err := io.WriteString(w, body)
		return err
	}, func(path string) {
		p.Said.SetTone(widgets.ToneSuccess)
		p.Said.SetText(i18n.T("support_request.saved", "Path", path))
		OfferFolder(p.w, p.Said, path)
		p.Grown()
	})
}

// Forget removes the text.
func (p *ShareBox) Forget() {
	p.Text, p.Letter = "", nil
	p.Code.Objects = nil
	p.Area.SetText("")
}

// RequestLetter is the mail or file for the support desk.
func RequestLetter(desk string, request model.SupportRequest) Letter {
	claim, err := model.ReadRequest(request.Text)
	if err != nil { // it was made a moment ago
		return Letter{i18n.T("support_request.mail_subject"), request.Text}
	}
	return Letter{i18n.T("support_request.mail_subject"), i18n.T("support_request.mail", "Desk", desk,
		"Office", claim.Office, "Login", claim.Login, "Until", i18n.When(request.Until), "Text", request.Text)}
}
