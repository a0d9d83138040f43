package screens

import (
	"time"

	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// mustEnrolPage leads somebody to the second step that the account requires. While the days of grace last the page can be
// put off; after them nothing works but setting the second step up, changing the password and leaving.
type mustEnrolPage struct {
	w      *Window
	over   bool // the days of grace are
	notice *widgets.Notice
	enable *widgets.Button
	later  *widgets.Button
	body   fyne.CanvasObject
}

func newMustEnrolPage(w *Window, over bool) *mustEnrolPage {
	p := &mustEnrolPage{w: w, over: over, notice: widgets.NewNotice(widgets.ToneWarning, "")}
	if w.Session().News().BackupCode {
		p.notice.SetText(i18n.T("mfa.used_backup_code"))
	}
	p.enable = widgets.NewButton(widgets.KindMain, i18n.T("mfa.enable"), p.onEnable)
	p.later = widgets.NewButton(widgets.KindPlain, i18n.T("must_enrol.later"), p.onLater)
	p.body = p.build()
	return p
}

func (p *mustEnrolPage) build() fyne.CanvasObject {
	session, text := p.w.Session(), "must_enrol.text"
	if p.over {
		text = "must_enrol.text_over"
		p.later.Hide()
	}
	change := widgets.NewButton(widgets.KindLinkSmall, i18n.T("must_enrol.password"), p.onChange)
	leave := widgets.NewButton(widgets.KindLinkSmall, i18n.T("must.sign_out"), p.w.Flow.SignOut)
	return p.w.centred(480, widgets.VStack(look.Gap,
		brand(),
		widgets.VStack(4,
			widgets.NewHeading(i18n.T("must_enrol.title")).Wrapped().Centered(),
			widgets.NewMuted(i18n.T(text, "Name", shorten(session.Person().Name, cardName), "Time", i18n.When(session.MFADue()))).Centered()),
		p.notice,
		p.enable, p.later,
		spread(change, leave),
	))
}

func (p *mustEnrolPage) onEnable() {
	openEnrolment(p.w, func(enabled bool) {
		if enabled {
			p.w.Flow.ToFirstPage()
		}
	})
}

// onLater goes on, unless the days of grace have ended on this very page.
func (p *mustEnrolPage) onLater() {
	if p.w.Session().MustEnrol() {
		p.w.Flow.ToFirstPage()
		return
	}
	p.w.Flow.PutOffEnrolment()
}

func (p *mustEnrolPage) onChange() {
	changePassword(p.w, func() {
		p.notice.SetTone(widgets.ToneSuccess)
		p.notice.SetText(i18n.T("password_card.done"))
		p.body.Refresh()
	})
}

// Tick is for the dialogs of this page.
func (p *mustEnrolPage) Tick(now time.Time) {
	if p.w.Dialog() != nil {
		p.w.Dialog().Tick(now)
	}
}

func (p *mustEnrolPage) Content() fyne.CanvasObject { return p.body }
func (p *mustEnrolPage) Focus() fyne.Focusable      { return p.enable }
func (p *mustEnrolPage) Wipe()                      {}

func (p *mustEnrolPage) Name() string {
	if p.over {
		return "must_enrol"
	}
	return "enrol_due"
}
