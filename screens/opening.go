package screens

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// opening is shown while the database is opened and checked, or closed.
type opening struct{ body fyne.CanvasObject }

func newOpening(d *Desk, text string) *opening {
	return &opening{body: d.centred(400, widgets.VStack(look.Gap,
		brand(), widgets.NewMuted(text).Centered()))}
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
