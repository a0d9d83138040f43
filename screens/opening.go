package screens

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// openingPage is shown while the database is opened and checked, or closed.
type openingPage struct {
	w    *window.Window
	text *widgets.Text
	what string // says what is going on
	wait forms.KeyStoreWait
	quit *widgets.Button
	body fyne.CanvasObject
}

func newOpeningPage(w *window.Window, text string) *openingPage {
	p := &openingPage{w: w, what: text, text: widgets.NewMuted(text).Centered()}
	p.quit = widgets.NewButton(widgets.KindPlain, i18n.T("failure_page.quit"), w.Quit)
	p.quit.Hide()
	p.body = w.Centred(400, widgets.VStack(look.Gap, layout.Brand(), p.text, container.NewCenter(p.quit)))
	return p
}

// Tick says after a while that the key store of the OS keeps us waiting, perhaps for a password, and offers a way
// out.
func (p *openingPage) Tick(now time.Time) {
	switch p.wait.Changed(p.w, now) {
	case forms.WaitBegun:
		p.text.SetText(i18n.T("key_wait.text"))
		p.quit.Show()
		p.w.ScreenShown("opening_key_store")
	case forms.WaitOver:
		p.text.SetText(p.what)
		p.quit.Hide()
	default:
		return
	}
	p.body.Refresh()
}

func (p *openingPage) Content() fyne.CanvasObject { return p.body }
func (p *openingPage) Focus() fyne.Focusable      { return nil }
func (p *openingPage) Wipe()                      {}
func (p *openingPage) Name() string               { return "opening" }
