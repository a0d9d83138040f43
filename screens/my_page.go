package screens

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// myPage is who somebody is. Users have their password and their second step here, too.
type myPage struct {
	d       *Desk
	own     *ownSection     // nil for administrators and single users
	signIns *widgets.Button // for those who have no Security page
	card    *fyne.Container
	body    *fyne.Container
}

func newMyPage(d *Desk) *myPage {
	p := &myPage{d: d, card: widgets.VStack(0)}
	cards := []fyne.CanvasObject{widgets.NewCard(p.card)}
	if mfaRoute(d.session) == routeMyPage {
		p.own = newOwnSection(d, p.load)
		p.signIns = widgets.NewButton(widgets.KindLinkSmall, i18n.T("security.recent"), d.showRecent)
		cards = []fyne.CanvasObject{p.own.banner, cards[0], p.own.password, p.own.mfa}
	}
	p.body = d.column(i18n.T("shell.my_page"), cards...)
	if p.own != nil {
		p.own.stand(p.body)
	}
	p.show(d.session.Person())
	p.load()
	return p
}

// load reads the person anew: an administrator may have changed something.
func (p *myPage) load() {
	var person model.Person
	p.d.load(func(ctx context.Context, session *model.Session) (err error) {
		person, err = session.Profile(ctx)
		return err
	}, func(err error) {
		switch {
		case err == nil:
			p.show(person)
		case p.own != nil:
			p.own.tell(widgets.ToneDanger, p.d.say(err))
		}
	})
}

func (p *myPage) show(person model.Person) {
	label := i18n.T("person.login_user")
	if person.Role == model.RoleAdministrator {
		label = i18n.T("person.login_administrator")
	}
	lines := []string{label, person.Login, i18n.T("person.name"), person.Name}
	lines = append(lines, optional(i18n.T("person.email"), person.Email)...)
	lines = append(lines, optional(i18n.T("person.department"), person.Department)...)
	rows := facts(lines...)
	last := fact(i18n.T("person.last_sign_in"), lastSignIn(p.d.session.News()))
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

func (p *myPage) content() fyne.CanvasObject { return p.body }
func (p *myPage) focus() fyne.Focusable {
	if p.own != nil {
		return p.own.focus()
	}
	return nil
}
func (p *myPage) wipe()        {}
func (p *myPage) name() string { return "my_page" }
