package signin

import (
	"time"

	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/mypage"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// MustEnrolPage leads to MFA that the account requires. During the days of grace people may put it off. After that
// they can only set up MFA, change the password or sign out.
type MustEnrolPage struct {
	w      *window.Window
	over   bool // the days of grace are over
	notice *widgets.Notice
	enable *widgets.Button
	Later  *widgets.Button
	body   fyne.CanvasObject
}

func NewMustEnrolPage(w *window.Window, over bool) *MustEnrolPage {
	p := &MustEnrolPage{w: w, over: over, notice: widgets.NewNotice(widgets.ToneWarning, "")}
	if w.Session().News().BackupCode {
		p.notice.SetText(i18n.T("mfa.used_backup_code"))
	}
	p.enable = widgets.NewButton(widgets.KindMain, i18n.T("mfa.enable"), p.onEnable)
	p.Later = widgets.NewButton(widgets.KindPlain, i18n.T("must_enrol.later"), p.onLater)
	p.body = p.build()
	return p
}

func (p *MustEnrolPage) build() fyne.CanvasObject {
	session, text := p.w.Session(), "must_enrol.text"
	if p.over {
		text = "must_enrol.text_over"
		p.Later.Hide()
	}
	change := widgets.NewButton(widgets.KindLinkSmall, i18n.T("must_enrol.password"), p.onChange)
	leave := widgets.NewButton(widgets.KindLinkSmall, i18n.T("must_change.sign_out"), p.w.Flow.SignOut)
	return p.w.Centred(480, widgets.VStack(look.Gap,
		layout.Brand(),
		widgets.VStack(4,
			widgets.NewHeading(i18n.T("must_enrol.title")).Wrapped().Centered(),
			widgets.NewMuted(i18n.T(text, "Name", messages.Shorten(session.Person().Name, messages.CardName), "Time", i18n.When(session.MFADue()))).Centered()),
		p.notice,
		p.enable, p.Later,
		layout.Spread(change, leave),
	))
}

func (p *MustEnrolPage) onEnable() {
	mypage.OpenEnrolment(p.w, func(enabled bool) {
		if enabled {
			p.w.Flow.ToFirstPage()
		}
	})
}

// onLater goes on, unless the days of grace have just ended.
func (p *MustEnrolPage) onLater() {
	if p.w.Session().MustEnrol() {
		p.w.Flow.ToFirstPage()
		return
	}
	p.w.Flow.PutOffEnrolment()
}

func (p *MustEnrolPage) onChange() {
	mypage.ChangePassword(p.w, func() {
		p.notice.SetTone(widgets.ToneSuccess)
		p.notice.SetText(i18n.T("password_card.done"))
		p.body.Refresh()
	})
}

// Tick serves the dialogs of this page.
func (p *MustEnrolPage) Tick(now time.Time) {
	if p.w.Dialog() != nil {
		p.w.Dialog().Tick(now)
	}
}

func (p *MustEnrolPage) Content() fyne.CanvasObject { return p.body }
func (p *MustEnrolPage) Focus() fyne.Focusable      { return p.enable }
func (p *MustEnrolPage) Wipe()                      {}

func (p *MustEnrolPage) Name() string {
	if p.over {
		return "must_enrol"
	}
	return "enrol_due"
}
