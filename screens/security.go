package screens

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// securityPage is the page of administrators and single users for all that keeps their account safe.
type securityPage struct {
	w      *Window
	own    *ownSection
	recent *fyne.Container
	body   *fyne.Container
}

func newSecurityPage(w *Window) *securityPage {
	p := &securityPage{w: w, recent: widgets.VStack(0)}
	p.own = newOwnSection(w, p.load)
	p.body = w.column(i18n.T("shell.security"), p.own.banner, p.own.password, recentCard(w, p.recent), p.own.mfa)
	p.own.placeStatus(p.body)
	p.own.show(w.Session().Person())
	p.load()
	return p
}

func (p *securityPage) load() {
	var person model.Person
	var events []model.SignInEvent
	p.w.load(func(ctx context.Context, session *model.Session) (err error) {
		if person, err = session.Profile(ctx); err != nil {
			return err
		}
		events, err = session.RecentSignIns(ctx, recentSignIns)
		return err
	}, func(err error) {
		if err != nil {
			p.own.setStatus(widgets.ToneDanger, p.w.explain(err))
			return
		}
		p.own.show(person)
		p.recent.Objects = signInRows(events)
		p.body.Refresh()
	})
}

func (p *securityPage) Content() fyne.CanvasObject { return p.body }
func (p *securityPage) Focus() fyne.Focusable      { return p.own.Focus() }
func (p *securityPage) Wipe()                      {}
func (p *securityPage) Name() string               { return "security" }
