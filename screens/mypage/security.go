package mypage

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// SecurityPage is the page on which administrators and single users keep their account safe.
type SecurityPage struct {
	w      *window.Window
	Own    *ownSection
	recent *fyne.Container
	body   *fyne.Container
}

func NewSecurityPage(w *window.Window) *SecurityPage {
	p := &SecurityPage{w: w, recent: widgets.VStack(0)}
	p.Own = newOwnSection(w, p.Load)
	p.body = w.Column(i18n.T("shell.security"), p.Own.banner, p.Own.password, recentCard(w, p.recent), p.Own.mfa)
	p.Own.placeStatus(p.body)
	p.Own.show(w.Session().Person())
	p.Load()
	return p
}

func (p *SecurityPage) Load() {
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
			p.Own.setStatus(widgets.ToneDanger, p.w.Explain(err))
			return
		}
		p.Own.show(person)
		p.recent.Objects = signInRows(events)
		p.body.Refresh()
	})
}

func (p *SecurityPage) Content() fyne.CanvasObject { return p.body }
func (p *SecurityPage) Focus() fyne.Focusable      { return p.Own.Focus() }
func (p *SecurityPage) Wipe()                      {}
func (p *SecurityPage) Name() string               { return "security" }
