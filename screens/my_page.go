package screens

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// overviewPage is who somebody is. Users have their password and their second step here, too.
type overviewPage struct {
	w       *Window
	own     *ownSection     // nil for administrators and single users
	signIns *widgets.Button // for those who have no Security page
	card    *fyne.Container
	body    *fyne.Container
}

func newOverviewPage(w *Window) *overviewPage {
	p := &overviewPage{w: w, card: widgets.VStack(0)}
	cards := []fyne.CanvasObject{widgets.NewCard(p.card)}
	if mfaRoute(w.Session()) == routeMyPage {
		p.own = newOwnSection(w, p.load)
		p.signIns = widgets.NewButton(widgets.KindLinkSmall, i18n.T("security.recent"), func() { showRecent(w) })
		cards = []fyne.CanvasObject{p.own.banner, cards[0], p.own.password, p.own.mfa}
	}
	p.body = w.column(i18n.T("shell.my_page"), cards...)
	if p.own != nil {
		p.own.placeStatus(p.body)
	}
	p.show(w.Session().Person())
	p.load()
	return p
}

// load reads the person anew: an administrator may have changed something.
func (p *overviewPage) load() {
	var person model.Person
	p.w.load(func(ctx context.Context, session *model.Session) (err error) {
		person, err = session.Profile(ctx)
		return err
	}, func(err error) {
		switch {
		case err == nil:
			p.show(person)
		case p.own != nil:
			p.own.setStatus(widgets.ToneDanger, p.w.explain(err))
		}
	})
}

func (p *overviewPage) show(person model.Person) {
	label := i18n.T("person.login_user")
	if person.Role == model.RoleAdministrator {
		label = i18n.T("person.login_administrator")
	}
	lines := []string{label, person.Login, i18n.T("person.name"), person.Name}
	lines = append(lines, optional(i18n.T("person.email"), person.Email)...)
	lines = append(lines, optional(i18n.T("person.department"), person.Department)...)
	rows := facts(lines...)
	last := fact(i18n.T("person.last_sign_in"), lastSignIn(p.w.Session().News()))
	p.card.Objects = []fyne.CanvasObject{rows}
	if p.own == nil {
		rows.Add(last)
	} else {
		rows.Add(widgets.HStack(12, widgets.Fill(last), p.signIns))
		p.own.show(person)
	}
	p.body.Refresh()
}

// optional is a line that is left out when it is empty.
func optional(label, value string) []string {
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
