package screens

import (
	"time"

	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// mustEnrol leads somebody to the second step that the account requires. While the days of grace last the page can be
// put off; after them nothing works but setting the second step up, changing the password and leaving.
type mustEnrol struct {
	d      *Desk
	over   bool // the days of grace are
	notice *widgets.Notice
	enable *widgets.Button
	later  *widgets.Button
	body   fyne.CanvasObject
}

func newMustEnrol(d *Desk, over bool) *mustEnrol {
	p := &mustEnrol{d: d, over: over, notice: widgets.NewNotice(widgets.ToneWarning, "")}
	if d.session.News().BackupCode {
		p.notice.SetText(i18n.T("mfa.used_backup_code"))
	}
	p.enable = widgets.NewButton(widgets.KindMain, i18n.T("mfa.enable"), p.onEnable)
	p.later = widgets.NewButton(widgets.KindPlain, i18n.T("must_enrol.later"), p.onLater)
	p.body = p.build()
	return p
}

func (p *mustEnrol) build() fyne.CanvasObject {
	session, text := p.d.session, "must_enrol.text"
	if p.over {
		text = "must_enrol.text_over"
		p.later.Hide()
	}
	change := widgets.NewButton(widgets.KindLinkSmall, i18n.T("must_enrol.password"), p.onChange)
	leave := widgets.NewButton(widgets.KindLinkSmall, i18n.T("must.sign_out"), p.d.Flow.SignOut)
	return p.d.centred(480, widgets.VStack(look.Gap,
		brand(),
		widgets.VStack(4,
			widgets.NewHeading(i18n.T("must_enrol.title")).Wrapped().Centered(),
			widgets.NewMuted(i18n.T(text, "Name", cut(session.Person().Name, cardName), "Time", i18n.When(session.MFADue()))).Centered()),
		p.notice,
		p.enable, p.later,
		spread(change, leave),
	))
}

func (p *mustEnrol) onEnable() {
	p.d.openEnrolment(func(enabled bool) {
		if enabled {
			p.d.Flow.ToFirstPage()
		}
	})
}

// onLater goes on, unless the days of grace have ended on this very page.
func (p *mustEnrol) onLater() {
	if p.d.session.MustEnrol() {
		p.d.Flow.ToFirstPage()
		return
	}
	p.d.Flow.PutOffEnrolment()
}

func (p *mustEnrol) onChange() {
	p.d.changePassword(func() {
		p.notice.SetTone(widgets.ToneSuccess)
		p.notice.SetText(i18n.T("password_card.done"))
		p.body.Refresh()
	})
}

// tick is for the dialogs of this page.
func (p *mustEnrol) tick(now time.Time) {
	if p.d.dialog != nil {
		p.d.dialog.tick(now)
	}
}

func (p *mustEnrol) content() fyne.CanvasObject { return p.body }
func (p *mustEnrol) focus() fyne.Focusable      { return p.enable }
func (p *mustEnrol) wipe()                      {}

func (p *mustEnrol) name() string {
	if p.over {
		return "must_enrol"
	}
	return "enrol_due"
}
