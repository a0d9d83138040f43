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
	d         *Desk
	pending   *model.Pending
	code      *widgets.PINEntry
	countdown *widgets.Countdown
	form      *attempt
	support   *widgets.Button // leads to the support desk; hidden where there is none, and for users, whom their administrator helps
	back      *widgets.Button
	since     time.Time // of the last attempt
	body      fyne.CanvasObject
}

func newPIN(d *Desk, pending *model.Pending) *pinPage {
	p := &pinPage{d: d, pending: pending, code: widgets.NewPINEntry(true), countdown: widgets.NewCountdown(), since: d.now()}
	p.form = newAttempt(d, i18n.T("login.submit"), p.onSubmit)
	p.code.OnEnter = p.form.submit
	p.code.OnEdited = func() {
		p.code.SetError(false)
		p.form.edited()
	}
	p.support = widgets.NewButton(widgets.KindLink, i18n.T("pin.support"), p.onSupport)
	p.support.Hidden = !pending.Administrator() || pending.SupportDesk().Key == ""
	d.helper = helper{desk: pending.SupportDesk(), kind: model.KindMulti}
	if pending.Single() {
		d.helper.kind = model.KindSingle
	}
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
	p.back = widgets.NewButton(widgets.KindLink, i18n.T("pin.back"), func() { p.d.Flow.ToLogin("") })
	rows.Add(spread(p.back, p.support))
	card := widgets.NewCardSized(440, rows)
	if person, ok := p.d.demoPerson(p.pending.Login()); ok && person.PIN != nil {
		return p.d.framed(widgets.VStack(look.Gap, card, container.NewCenter(newDemoPIN(p.d, person, p.fill))), card)
	}
	return p.d.framed(card, card)
}

// help says what is left without the phone: it sends nobody to where nobody is.
func (p *pinPage) help() string {
	switch desk := p.pending.SupportDesk(); {
	case !p.pending.Administrator():
		return i18n.T("pin.help_user")
	case desk.Key != "":
		return i18n.T("pin.help_desk", "Desk", p.d.deskLine(desk))
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
		p.d.focus(p.code)
		return
	}
	var session *model.Session
	pending := p.pending
	p.since = p.d.now()
	p.form.begin(i18n.T("login.checking"))
	p.d.run(func(ctx context.Context) (err error) {
		session, err = pending.Enter(ctx, typed)
		if ctx.Err() != nil {
			discard(session, nil)
		}
		return err
	}, func(err error) {
		p.form.end()
		if err == nil {
			p.pending = nil
			p.d.Flow.Enter(session, nil)
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
	p.since = p.d.now()
	p.support.SetBusy(true, i18n.T("pin.support_opening"))
	p.d.toSupport(p.pending, func() { p.pending = nil }, func(err error) {
		p.support.SetBusy(false, "")
		switch model.CodeOf(err) {
		case model.CodeEnded:
			p.d.Flow.ToLogin(i18n.T("pin.expired"))
		case model.CodeNoDesk:
			p.d.message("no_desk", i18n.T("support.none_title"), p.d.say(err))
		default:
			p.form.fail(err)
		}
	})
}

func (p *pinPage) fail(err error) {
	switch {
	case model.CodeOf(err) == model.CodeEnded:
		p.d.Flow.ToLogin(i18n.T("pin.expired"))
		return
	case mistypedCode(err): // what was typed stays
	default:
		p.code.Wipe()
	}
	p.code.SetError(true)
	p.form.fail(err)
	p.d.focus(p.code)
}

func (p *pinPage) fill(code string) {
	p.code.SetText(code)
	p.form.edited()
	p.d.focus(p.code)
}

func (p *pinPage) tick(now time.Time) {
	if elapsed(p.since, now) >= pendingTime && !p.form.busy {
		p.d.Flow.ToLogin(i18n.T("pin.expired"))
		return
	}
	p.countdown.SetRemaining(otp.Remaining(now), otp.Period)
	p.form.tick(now)
}

func (p *pinPage) content() fyne.CanvasObject { return p.body }
func (p *pinPage) way() *widgets.Button       { return p.back }
func (p *pinPage) focus() fyne.Focusable      { return p.code }
func (p *pinPage) name() string               { return "pin" }

// wipe also gives the proven password up, unless it has become a session.
func (p *pinPage) wipe() {
	p.code.Wipe()
	if p.pending != nil {
		p.d.spawn(p.pending.Leave)
		p.pending = nil
	}
}
