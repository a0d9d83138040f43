package screens

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
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

// toOpening opens the database and goes on to the login page, the first run or the page that says why not.
func (d *Desk) toOpening() {
	d.show(func() screen { return newOpening(d, i18n.T("opening.text")) })
	var office *model.Office
	d.run(func(ctx context.Context) (err error) {
		office, err = d.cfg.Open(ctx)
		if err == nil && ctx.Err() != nil {
			return office.Close()
		}
		return err
	}, func(err error) {
		switch {
		case err == nil:
			d.toOffice(office)
			d.toLogin("")
		case model.CodeOf(err) == model.CodeNoDatabase:
			newFirstRun(d).toNames()
		default:
			d.toFailure(err)
		}
		d.cfg.Log.Info("ready")
	})
}
