package screens

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// opening is shown while the database is opened and checked, or closed.
type opening struct {
	d    *Desk
	text *widgets.Text
	what string // goes on
	wait keyWait
	quit *widgets.Button
	body fyne.CanvasObject
}

func newOpening(d *Desk, text string) *opening {
	p := &opening{d: d, what: text, text: widgets.NewMuted(text).Centered()}
	p.quit = widgets.NewButton(widgets.KindPlain, i18n.T("failure_page.quit"), d.quit)
	p.quit.Hide()
	p.body = d.centred(400, widgets.VStack(look.Gap, brand(), p.text, container.NewCenter(p.quit)))
	return p
}

// tick tells after a while that it is the key store of the OS that is waited for, which may ask the person for a
// password, and offers a way out.
func (p *opening) tick(now time.Time) {
	switch p.wait.changed(p.d, now) {
	case waitBegun:
		p.text.SetText(i18n.T("key_wait.text"))
		p.quit.Show()
		p.d.screenShown("opening_key_store")
	case waitOver:
		p.text.SetText(p.what)
		p.quit.Hide()
	default:
		return
	}
	p.body.Refresh()
}

func (p *opening) content() fyne.CanvasObject { return p.body }
func (p *opening) focus() fyne.Focusable      { return nil }
func (p *opening) wipe()                      {}
func (p *opening) name() string               { return "opening" }
