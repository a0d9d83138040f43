package signin

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/model/otp"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/support"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// pinPage is the second step of signing in. One field takes PIN and backup
// code.
type pinPage struct {
	w         *window.Window
	Pending   *model.Pending
	code      *widgets.PINEntry
	countdown *widgets.Countdown
	Form      *forms.Attempt
	support   *widgets.Button // leads to the support desk; hidden if there is none, and for users, whom their administrator helps
	back      *widgets.Button
	Since     time.Time // time of the last attempt
	body      fyne.CanvasObject
}

func NewPINPage(w *window.Window, pending *model.Pending) window.Screen {
	p := &pinPage{w: w, Pending: pending, code: widgets.NewPINEntry(true), countdown: widgets.NewCountdown(), Since: w.Now()}
	p.Form = forms.NewAttempt(w, i18n.T("login.submit"), p.onSubmit)
	p.code.OnEnter = p.Form.Submit
	p.code.OnEdited = func() {
		p.code.SetError(false)
		p.Form.Edited()
	}
	p.support = widgets.NewButton(widgets.KindLink, i18n.T("pin.support"), p.onSupport)
	p.support.Hidden = !pending.Administrator() || pending.SupportDesk().Key == ""
	kind := model.KindMulti
	if pending.Single() {
		kind = model.KindSingle
	}
	w.SetHelpContact(window.HelpContact{Desk: pending.SupportDesk(), Kind: kind})
	p.body = p.build()
	return p
}

func (p *pinPage) build() fyne.CanvasObject {
	rows := widgets.VStack(look.Gap,
		widgets.VStack(4,
			widgets.NewHeading(i18n.T("pin.title")).Centered(),
			widgets.NewMuted(i18n.T("pin.who", "Login", p.Pending.Login())).Centered(),
			widgets.NewMuted(i18n.T("pin.intro")).Centered()),
		p.Form.Notice,
	)
	if p.Pending.UsedAhead() {
		rows.Add(widgets.NewNotice(widgets.ToneWarning, i18n.T("pin.used_ahead")))
	}
	rows.Add(widgets.VStack(12, p.code, p.countdown))
	rows.Add(p.Form.Button)
	rows.Add(widgets.NewRule())
	rows.Add(widgets.VStack(4, widgets.NewStrong(i18n.T("pin.help_title")), widgets.NewSmall(p.help())))
	p.back = widgets.NewButton(widgets.KindLink, i18n.T("pin.back"), func() { p.w.Flow.ToLogin("") })
	rows.Add(layout.Spread(p.back, p.support))
	card := widgets.NewCardSized(440, rows)
	if person, ok := p.w.DemoPerson(p.Pending.Login()); ok && person.PIN != nil {
		return p.w.Framed(widgets.VStack(look.Gap, card, container.NewCenter(forms.NewDemoPIN(p.w, person, p.fill))), card)
	}
	return p.w.Framed(card, card)
}

// help says what else people can do without the phone. It only mentions those
// who can really help.
func (p *pinPage) help() string {
	switch desk := p.Pending.SupportDesk(); {
	case !p.Pending.Administrator():
		return i18n.T("pin.help_user")
	case desk.Key != "":
		return i18n.T("pin.help_support_desk", "Desk", p.w.DeskLine(desk))
	case p.Pending.Single():
		return i18n.T("pin.help_alone")
	}
	return i18n.T("pin.help_no_support_desk")
}

func (p *pinPage) onSubmit() {
	typed := p.code.Text()
	if typed == "" {
		p.code.SetError(true)
		p.Form.Tell(i18n.T("failure.pin_format"))
		p.w.Focus(p.code)
		return
	}
	pending := p.Pending
	p.Since = p.w.Now()
	p.Form.Begin(i18n.T("login.checking"))
	window.Run(p.w, func(ctx context.Context) (*model.Session, error) {
		session, err := pending.Enter(ctx, typed)
		if ctx.Err() != nil {
			window.Discard(session, nil)
		}
		return session, err
	}, func(session *model.Session, err error) {
		p.Form.End()
		if err == nil {
			p.Pending = nil
			p.w.Flow.Enter(session, nil)
			return
		}
		p.fail(err)
	})
}

// onSupport goes to the support desk. The password need not be typed again.
func (p *pinPage) onSupport() {
	if p.Form.Busy || p.support.Busy() {
		return
	}
	p.Since = p.w.Now()
	p.support.SetBusy(true, i18n.T("pin.support_opening"))
	support.ToRequest(p.w, p.Pending, func() { p.Pending = nil }, func(err error) {
		p.support.SetBusy(false, "")
		switch model.CodeOf(err) {
		case model.CodeEnded:
			p.w.Flow.ToLogin(i18n.T("pin.expired"))
		case model.CodeNoDesk:
			p.w.ShowMessage("no_desk", i18n.T("support_request.no_support_desk"), p.w.Report(err))
		default:
			p.Form.Fail(err)
		}
	})
}

func (p *pinPage) fail(err error) {
	switch {
	case model.CodeOf(err) == model.CodeEnded:
		p.w.Flow.ToLogin(i18n.T("pin.expired"))
		return
	case forms.MistypedCode(err): // the text stays
	default:
		p.code.Wipe()
	}
	p.code.SetError(true)
	p.Form.Fail(err)
	p.w.Focus(p.code)
}

func (p *pinPage) fill(code string) {
	p.code.SetText(code)
	p.Form.Edited()
	p.w.Focus(p.code)
}

func (p *pinPage) Tick(now time.Time) {
	if window.Elapsed(p.Since, now) >= forms.PendingTime && !p.Form.Busy {
		p.w.Flow.ToLogin(i18n.T("pin.expired"))
		return
	}
	p.countdown.SetRemaining(otp.Remaining(now), otp.Period)
	p.Form.Tick(now)
}

func (p *pinPage) Content() fyne.CanvasObject  { return p.body }
func (p *pinPage) BackButton() *widgets.Button { return p.back }
func (p *pinPage) Focus() fyne.Focusable       { return p.code }
func (p *pinPage) Name() string                { return "pin" }

// Wipe also drops the proven password, unless it has become a session.
func (p *pinPage) Wipe() {
	p.code.Wipe()
	if p.Pending != nil {
		p.w.Spawn(p.Pending.Leave)
		p.Pending = nil
	}
}
