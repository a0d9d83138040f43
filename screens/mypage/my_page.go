package mypage

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// overviewPage says who somebody is. For users it also has password and MFA.
type overviewPage struct {
	w       *window.Window
	own     *ownSection     // nil for administrators and single users
	signIns *widgets.Button // for people without a Security page
	card    *fyne.Container
	body    *fyne.Container
}

func NewOverviewPage(w *window.Window) window.Page {
	p := &overviewPage{w: w, card: widgets.VStack(0)}
	cards := []fyne.CanvasObject{widgets.NewCard(p.card)}
	if window.MFARoute(w.Session()) == window.RouteMyPage {
		p.own = newOwnSection(w, p.Load)
		p.signIns = widgets.NewButton(widgets.KindLinkSmall, i18n.T("recent_sign_ins.title"), func() { showRecent(w) })
		cards = []fyne.CanvasObject{p.own.banner, cards[0], p.own.password, p.own.mfa}
	}
	p.body = w.Column(i18n.T("shell.my_page"), cards...)
	if p.own != nil {
		p.own.placeStatus(p.body)
	}
	p.show(w.Session().Person())
	p.Load()
	return p
}

// Load reloads the person: an administrator may have changed something.
func (p *overviewPage) Load() {
	window.Load(p.w, func(ctx context.Context, session *model.Session) (model.Person, error) {
		return session.Profile(ctx)
	}, func(person model.Person, err error) {
		switch {
		case err == nil:
			p.show(person)
		case p.own != nil:
			p.own.setStatus(widgets.ToneDanger, p.w.Explain(err))
		}
	})
}

func (p *overviewPage) show(person model.Person) {
	label := i18n.T("person.login_user")
	if person.Role == model.RoleAdministrator {
		label = i18n.T("person.login_administrator")
	}
	lines := []string{label, person.Login, i18n.T("person.name"), person.Name}
	lines = append(lines, Optional(i18n.T("person.email"), person.Email)...)
	lines = append(lines, Optional(i18n.T("person.department"), person.Department)...)
	rows := layout.Facts(lines...)
	last := layout.Fact(i18n.T("person.last_sign_in"), lastSignIn(p.w.Session().News()))
	p.card.Objects = []fyne.CanvasObject{rows}
	if p.own == nil {
		rows.Add(last)
	} else {
		rows.Add(widgets.HStack(12, widgets.Fill(last), p.signIns))
		p.own.show(person)
	}
	p.body.Refresh()
}

// Optional returns a line for Facts, or nothing if it is empty.
func Optional(label, value string) []string {
	if value == "" {
		return nil
	}
	return []string{label, value}
}

func (p *overviewPage) Content() fyne.CanvasObject { return p.body }
func (p *overviewPage) Focus() fyne.Focusable {
	if p.own != nil {
		return p.own.Focus()
	}
	return nil
}
func (p *overviewPage) Wipe()        {}
func (p *overviewPage) Name() string { return "my_page" }
