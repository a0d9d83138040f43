package screens

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// recentSignIns is how many of somebody's own sign-ins the page shows.
const recentSignIns = 5

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
	history := widgets.NewCard(widgets.VStack(10, widgets.NewTitle(i18n.T("security.recent")), p.recent))
	p.body = d.column(i18n.T("shell.security"), p.own.banner, p.own.password, history, p.own.mfa)
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
		p.showEvents(events)
		p.body.Refresh()
	})
}

func (p *security) showEvents(events []model.SignInEvent) {
	p.recent.Objects = nil
	for i, event := range events {
		if i > 0 {
			p.recent.Add(widgets.NewRule())
		}
		what := widgets.NewText(eventText(event.Kind)).OneLine()
		if !event.OK {
			what.SetColor(look.ColorDanger)
		}
		row := widgets.Equal(12, widgets.NewText(i18n.When(event.Time)).OneLine(), what, widgets.NewMuted(cut(event.Host, 20)).OneLine())
		p.recent.Add(widgets.Inset(6, 12, 6, 12, row))
	}
}

// eventText names what happened; each name is a sentence of its own.
func eventText(kind string) string {
	switch kind {
	case "sign_in_password":
		return i18n.T("event.sign_in_password")
	case "sign_in_pin":
		return i18n.T("event.sign_in_pin")
	case "sign_in_backup":
		return i18n.T("event.sign_in_backup")
	case "password_wrong":
		return i18n.T("event.password_wrong")
	case "pin_wrong":
		return i18n.T("event.pin_wrong")
	}
	return i18n.T("event.unlock")
}

func (p *security) content() fyne.CanvasObject { return p.body }
func (p *security) focus() fyne.Focusable      { return p.own.focus() }
func (p *security) wipe()                      {}
func (p *security) name() string               { return "security" }
