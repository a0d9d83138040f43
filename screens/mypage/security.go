package mypage

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// securityPage is the page on which administrators and single users keep their account safe.
type securityPage struct {
	w      *window.Window
	own    *ownSection
	recent *fyne.Container
	body   *fyne.Container
}

func NewSecurityPage(w *window.Window) window.Page {
	p := &securityPage{w: w, recent: widgets.VStack(0)}
	p.own = newOwnSection(w, p.Load)
	p.body = w.Column(i18n.T("shell.security"), p.own.banner, p.own.password, recentCard(w, p.recent), p.own.mfa)
	p.own.placeStatus(p.body)
	p.own.show(w.Session().Person())
	p.Load()
	return p
}

func (p *securityPage) Load() {
	var person model.Person
	var events []model.SignInEvent
	p.w.Load(func(ctx context.Context, session *model.Session) (err error) {
		if person, err = session.Profile(ctx); err != nil {
			return err
		}
		events, err = session.RecentSignIns(ctx, recentSignIns)
		return err
	}, func(err error) {
		if err != nil {
			p.own.setStatus(widgets.ToneDanger, p.w.Report(err))
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
