package screens

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// security is the page of administrators and single users for all that keeps their account safe.
type security struct {
	d      *Desk
	own    *ownSection
	recent *fyne.Container
	body   *fyne.Container
}

func newSecurity(d *Desk) *security {
	p := &security{d: d, recent: widgets.VStack(0)}
	p.own = newOwnSection(d, p.load)
	p.body = d.column(i18n.T("shell.security"), p.own.banner, p.own.password, d.recentCard(p.recent), p.own.mfa)
	p.own.stand(p.body)
	p.own.show(d.session.Person())
	p.load()
	return p
}

func (p *security) load() {
	var person model.Person
	var events []model.SignInEvent
	p.d.load(func(ctx context.Context, session *model.Session) (err error) {
		if person, err = session.Profile(ctx); err != nil {
			return err
		}
		events, err = session.RecentSignIns(ctx, recentSignIns)
		return err
	}, func(err error) {
		if err != nil {
			p.own.tell(widgets.ToneDanger, p.d.say(err))
			return
		}
		p.own.show(person)
		p.recent.Objects = signInRows(events)
		p.body.Refresh()
	})
}

func (p *security) content() fyne.CanvasObject { return p.body }
func (p *security) focus() fyne.Focusable      { return p.own.focus() }
func (p *security) wipe()                      {}
func (p *security) name() string               { return "security" }
