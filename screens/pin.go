package screens

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/model/otp"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// pinPage is the second step of signing in. One field takes PIN and backup code.
type pinPage struct {
	w         *Window
	pending   *model.Pending
	code      *widgets.PINEntry
	countdown *widgets.Countdown
	form      *attempt
	support   *widgets.Button // leads to the support desk; hidden where there is none, and for users, whom their administrator helps
	back      *widgets.Button
	since     time.Time // of the last attempt
	body      fyne.CanvasObject
}

func newPINPage(w *Window, pending *model.Pending) *pinPage {
	p := &pinPage{w: w, pending: pending, code: widgets.NewPINEntry(true), countdown: widgets.NewCountdown(), since: w.now()}
	p.form = newAttempt(w, i18n.T("login.submit"), p.onSubmit)
	p.code.OnEnter = p.form.submit
	p.code.OnEdited = func() {
		p.code.SetError(false)
		p.form.edited()
	}
	p.support = widgets.NewButton(widgets.KindLink, i18n.T("pin.support"), p.onSupport)
	p.support.Hidden = !pending.Administrator() || pending.SupportDesk().Key == ""
	kind := model.KindMulti
	if pending.Single() {
		kind = model.KindSingle
	}
	w.setHelpContact(helpContact{desk: pending.SupportDesk(), kind: kind})
	p.body = p.build()
	return p
}

func (p *pinPage) build() fyne.CanvasObject {
	rows := widgets.VStack(look.Gap,
		widgets.VStack(4,
			widgets.NewHeading(i18n.T("pin.title")).Centered(),
			widgets.NewMuted(i18n.T("pin.who", "Login", p.pending.Login())).Centered(),
			widgets.NewMuted(i18n.T("pin.intro")).Centered()),
		p.form.notice,
	)
	if p.pending.UsedAhead() {
		rows.Add(widgets.NewNotice(widgets.ToneWarning, i18n.T("pin.used_ahead")))
	}
	rows.Add(widgets.VStack(12, p.code, p.countdown))
	rows.Add(p.form.button)
	rows.Add(widgets.NewRule())
	rows.Add(widgets.VStack(4, widgets.NewStrong(i18n.T("pin.help_title")), widgets.NewSmall(p.help())))
	p.back = widgets.NewButton(widgets.KindLink, i18n.T("pin.back"), func() { p.w.Flow.ToLogin("") })
	rows.Add(spread(p.back, p.support))
	card := widgets.NewCardSized(440, rows)
	if person, ok := p.w.demoPerson(p.pending.Login()); ok && person.PIN != nil {
		return p.w.framed(widgets.VStack(look.Gap, card, container.NewCenter(newDemoPIN(p.w, person, p.fill))), card)
	}
	return p.w.framed(card, card)
}

// help says what is left without the phone: it sends nobody to where nobody is.
func (p *pinPage) help() string {
	switch desk := p.pending.SupportDesk(); {
	case !p.pending.Administrator():
		return i18n.T("pin.help_user")
	case desk.Key != "":
		return i18n.T("pin.help_desk", "Desk", p.w.deskLine(desk))
	case p.pending.Single():
		return i18n.T("pin.help_alone")
	}
	return i18n.T("pin.help_no_desk")
}

func (p *pinPage) onSubmit() {
	typed := p.code.Text()
	if typed == "" {
		p.code.SetError(true)
		p.form.tell(i18n.T("failure.pin_format"))
		p.w.Focus(p.code)
		return
	}
	var session *model.Session
	pending := p.pending
	p.since = p.w.now()
	p.form.begin(i18n.T("login.checking"))
	p.w.run(func(ctx context.Context) (err error) {
		session, err = pending.Enter(ctx, typed)
		if ctx.Err() != nil {
			discard(session, nil)
		}
		return err
	}, func(err error) {
		p.form.end()
		if err == nil {
			p.pending = nil
			p.w.Flow.Enter(session, nil)
			return
		}
		p.fail(err)
	})
}

// onSupport leads to the support desk with the password that was right.
func (p *pinPage) onSupport() {
	if p.form.busy || p.support.Busy() {
		return
	}
	p.since = p.w.now()
	p.support.SetBusy(true, i18n.T("pin.support_opening"))
	toSupport(p.w, p.pending, func() { p.pending = nil }, func(err error) {
		p.support.SetBusy(false, "")
		switch model.CodeOf(err) {
		case model.CodeEnded:
			p.w.Flow.ToLogin(i18n.T("pin.expired"))
		case model.CodeNoDesk:
			p.w.showMessage("no_desk", i18n.T("support.none_title"), p.w.explain(err))
		default:
			p.form.fail(err)
		}
	})
}

func (p *pinPage) fail(err error) {
	switch {
	case model.CodeOf(err) == model.CodeEnded:
		p.w.Flow.ToLogin(i18n.T("pin.expired"))
		return
	case mistypedCode(err): // what was typed stays
	default:
		p.code.Wipe()
	}
	p.code.SetError(true)
	p.form.fail(err)
	p.w.Focus(p.code)
}

func (p *pinPage) fill(code string) {
	p.code.SetText(code)
	p.form.edited()
	p.w.Focus(p.code)
}

func (p *pinPage) Tick(now time.Time) {
	if elapsed(p.since, now) >= pendingTime && !p.form.busy {
		p.w.Flow.ToLogin(i18n.T("pin.expired"))
		return
	}
	p.countdown.SetRemaining(otp.Remaining(now), otp.Period)
	p.form.Tick(now)
}

func (p *pinPage) Content() fyne.CanvasObject  { return p.body }
func (p *pinPage) BackButton() *widgets.Button { return p.back }
func (p *pinPage) Focus() fyne.Focusable       { return p.code }
func (p *pinPage) Name() string                { return "pin" }

// Wipe also gives the proven password up, unless it has become a session.
func (p *pinPage) Wipe() {
	p.code.Wipe()
	if p.pending != nil {
		p.w.spawn(p.pending.Leave)
		p.pending = nil
	}
}
