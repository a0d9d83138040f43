package mypage

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// overviewPage says who somebody is, whether they are safe and what is left to do. For users it also has password and MFA.
type overviewPage struct {
	w        *window.Window
	own      *ownSection     // nil for administrators and single users
	signIns  *widgets.Button // for people without a Security page
	edit     *widgets.Button
	card     *fyne.Container
	overview *overviewCard
	status   *widgets.Notice // at the foot of a page without own
	body     *fyne.Container
}

func NewOverviewPage(w *window.Window) window.Page {
	p := &overviewPage{w: w, card: widgets.VStack(0), status: widgets.NewNotice(widgets.ToneInfo, "")}
	p.edit = widgets.NewButton(widgets.KindPlain, i18n.T("person.edit"), func() { editOwn(w, w.Session().Person(), p.edited) })
	p.overview = newOverviewCard(w, p.Load, func() {
		if p.body != nil {
			p.body.Refresh()
		}
	})
	cards := []fyne.CanvasObject{widgets.NewCard(p.card), p.overview.Card}
	if window.MFARoute(w.Session()) == window.RouteMyPage {
		p.own = newOwnSection(w, p.Load)
		p.signIns = widgets.NewButton(widgets.KindLinkSmall, i18n.T("recent_sign_ins.title"), func() { showRecent(w) })
		cards = []fyne.CanvasObject{p.own.banner, cards[0], cards[1], p.own.password, p.own.mfa}
	}
	p.body = w.Column(i18n.T("shell.my_page"), cards...)
	if p.own != nil {
		p.own.placeStatus(p.body)
	} else {
		p.body.Add(p.status)
	}
	p.show(w.Session().Person())
	p.Load()
	return p
}

// Load reloads everything: an administrator may have changed something.
func (p *overviewPage) Load() {
	window.Load(p.w, func(ctx context.Context, session *model.Session) (model.Overview, error) {
		return session.Overview(ctx)
	}, func(o model.Overview, err error) {
		if err != nil {
			p.fail(err)
			return
		}
		p.overview.account = o.Account
		p.show(o.Person)
		if o.Account != nil {
			p.loadRest(o.Account)
		}
	})
}

// loadRest loads what may take longer: the folder of the backups may lie on a network.
func (p *overviewPage) loadRest(a *model.AccountOverview) {
	if a.First {
		window.Load(p.w, func(ctx context.Context, session *model.Session) (model.BackupState, error) {
			return session.Backups(ctx)
		}, func(state model.BackupState, err error) {
			if err != nil && state.Folder == "" {
				p.fail(err)
				return
			}
			p.overview.backups = &backupFacts{state, err}
			p.show(p.w.Session().Person())
		})
	}
}

// Tick loads again once the log is verified. A worker that waits for that would keep the window from locking.
func (p *overviewPage) Tick(time.Time) {
	if a := p.overview.account; a != nil && !a.Verified && p.w.Office().Verified() {
		a.Verified = true
		p.Load()
	}
}

func (p *overviewPage) fail(err error) {
	if model.CodeOf(err) != model.CodeCanceled {
		p.say(widgets.ToneDanger, p.w.Report(err))
	}
}

// say shows a sentence at the foot of the page.
func (p *overviewPage) say(tone widgets.Tone, text string) {
	if p.own != nil {
		p.own.setStatus(tone, text)
		return
	}
	p.status.SetTone(tone)
	p.status.SetText(text)
	p.body.Refresh()
}

// edited says that name and e-mail address are saved.
func (p *overviewPage) edited() {
	p.Tell(i18n.T("edit_own.done"))
	p.show(p.w.Session().Person())
}

// Tell says at the foot of the page what was done.
func (p *overviewPage) Tell(text string) { p.say(widgets.ToneSuccess, text) }

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
	if p.own == nil {
		rows.Add(last)
	} else {
		rows.Add(widgets.HStack(12, widgets.Fill(last), p.signIns))
		p.own.show(person)
	}
	p.card.Objects = []fyne.CanvasObject{container.New(layout.Beside{Gap: 12}, rows, p.edit)}
	p.overview.show(person)
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
