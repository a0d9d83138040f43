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
	d    *Desk
	own  *ownSection // nil for administrators and single users
	card *fyne.Container
	body *fyne.Container
}

func newMyPage(d *Desk) *myPage {
	p := &myPage{d: d, card: widgets.VStack(0)}
	cards := []fyne.CanvasObject{widgets.NewCard(p.card)}
	if mfaRoute(d.session) == routeMyPage {
		p.own = newOwnSection(d, p.load)
		cards = append([]fyne.CanvasObject{p.own.banner}, append(cards, p.own.password, p.own.mfa)...)
	}
	p.body = d.column(i18n.T("shell.my_page"), cards...)
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
	lines = append(lines, i18n.T("person.last_sign_in"), lastSignIn(p.d.session.Arrival()))
	p.card.Objects = []fyne.CanvasObject{facts(lines...)}
	if p.own != nil {
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

// lastSignIn tells of the sign-in before this one, and what failed since.
func lastSignIn(a model.Arrival) string {
	if a.LastSignIn.IsZero() {
		return i18n.T("person.first_sign_in")
	}
	return i18n.T("person.last_with_failures", "Time", i18n.When(a.LastSignIn), "Failures", a.Failures)
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
