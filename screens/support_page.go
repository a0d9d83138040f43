package screens

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/model/fold"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// Sizes of the page.
const (
	supportWidth = 720
	answerRows   = 3
)

// requestPage is for an administrator or single user who has lost phone and backup codes: it shows the request to
// the support desk and takes the answer. The password that was right a moment ago waits in pending.
type requestPage struct {
	w       *Window
	pending *model.Pending
	since   time.Time // of the last thing that was asked of the model

	out    *shareBox // the request
	until  *widgets.Text
	anew   *widgets.Button
	back   *widgets.Button
	answer *widgets.Area
	field  *widgets.Field
	form   *attempt
	body   fyne.CanvasObject
}

// toSupport takes a pending sign-in to the support page; failed is called when there is no request to show.
func toSupport(w *Window, pending *model.Pending, leave func(), failed func(error)) {
	var request model.SupportRequest
	w.run(func(ctx context.Context) (err error) {
		request, err = pending.RequestSupport(ctx, false)
		return err
	}, func(err error) {
		if err != nil {
			failed(err)
			return
		}
		leave()
		w.show(func() screen { return newRequestPage(w, pending, request) })
	})
}

func newRequestPage(w *Window, pending *model.Pending, request model.SupportRequest) *requestPage {
	p := &requestPage{w: w, pending: pending, since: w.now(), until: widgets.NewSmall("")}
	p.out = newShareBox(w, widgets.KindPlain, w.contactOf(pending.SupportDesk()).Email)
	p.out.grown = func() { p.body.Refresh() }
	p.anew = widgets.NewButton(widgets.KindLink, i18n.T("support.anew"), p.onAnew)
	p.back = widgets.NewButton(widgets.KindLink, i18n.T("support.back"), p.onBack)
	p.answer = widgets.NewArea(answerRows)
	p.form = newAttempt(w, i18n.T("support.send"), p.onSend)
	p.form.button.Height = look.ButtonHeight
	p.field = widgets.NewField("", p.answer) // the step above names it
	p.field.SetHint(i18n.T("support.answer_hint"))
	p.answer.OnEnter = p.form.submit
	p.answer.OnEdited = func() {
		p.field.SetError("")
		p.form.edited()
	}
	p.body = p.build()
	p.show(request)
	return p
}

func (p *requestPage) build() fyne.CanvasObject {
	left := widgets.VStack(8, p.out.code, widgets.NewSmall(i18n.T("support.code_caption")), p.until)
	right := widgets.VStack(look.Gap,
		step("1", i18n.T("support.step_ask"),
			widgets.NewMuted(i18n.T("support.step_ask_text", "Desk", p.w.deskLine(p.pending.SupportDesk()))),
			widgets.Inset(6, 0, 0, 0, widgets.VStack(8, p.out.area, p.out.ways))),
		step("2", i18n.T("support.step_wait"), widgets.NewMuted(i18n.T("support.step_wait_text"))),
	)
	return p.w.centred(supportWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.HStack(10, widgets.NewLogo(28), widgets.NewTitle(i18n.T("support.title"))),
			widgets.NewMuted(i18n.T("support.intro"))),
		container.New(sideBySide{gap: supportGap}, left, right),
		p.out.said,
		step("3", i18n.T("support.step_answer"),
			widgets.Inset(2, 0, 0, 0, widgets.VStack(12, p.field, p.form.notice))),
		spread(p.back, p.anew, p.form.button),
	))
}

// show fills in a request.
func (p *requestPage) show(request model.SupportRequest) {
	desk := p.addressee()
	p.out.set(request.Text, func() letter { return requestLetter(desk, request) }, fileName(p.w, "support.file", p.pending.Login(), ".txt"))
	p.until.SetText(i18n.T("support.until", "Time", i18n.When(request.Until)))
	p.body.Refresh()
}

// addressee is how a letter to the desk begins.
func (p *requestPage) addressee() string {
	if name := p.w.contactOf(p.pending.SupportDesk()).Name; name != "" {
		return name
	}
	return i18n.T("desk.title")
}

// onAnew asks first: an answer that is on its way would come to nothing.
func (p *requestPage) onAnew() {
	if p.form.busy {
		return
	}
	p.w.ask(question{
		name: "support_anew", title: i18n.T("support.anew_title"), text: i18n.T("support.anew_text"),
		stay: i18n.T("common.back"), leave: i18n.T("support.anew"),
	}, p.renew)
}

func (p *requestPage) renew() {
	var request model.SupportRequest
	pending := p.pending
	p.busy(true)
	p.anew.SetBusy(true, i18n.T("support.making"))
	p.w.run(func(ctx context.Context) (err error) {
		request, err = pending.RequestSupport(ctx, true)
		return err
	}, func(err error) {
		p.busy(false)
		p.anew.SetBusy(false, "")
		if err != nil {
			p.fail(err)
			return
		}
		p.answer.Wipe()
		p.field.SetError("")
		p.show(request)
		p.out.say(widgets.ToneInfo, i18n.T("support.made"))
		p.w.Focus(p.out.copying)
	})
}

func (p *requestPage) onSend() {
	answer := fold.Groups(p.answer.Text)
	if answer == "" {
		p.field.SetError(i18n.T("support.answer_missing"))
		p.w.Focus(p.answer)
		return
	}
	var session *model.Session
	pending := p.pending
	p.busy(true)
	p.form.begin(i18n.T("login.checking"))
	p.w.run(func(ctx context.Context) (err error) {
		session, err = pending.RedeemSupport(ctx, answer)
		if ctx.Err() != nil {
			discard(session, nil)
		}
		return err
	}, func(err error) {
		p.form.end()
		p.busy(false)
		if err == nil {
			p.pending = nil
			p.w.Flow.Enter(session, nil)
			return
		}
		p.fail(err)
	})
}

// busy keeps the page from being left while the model is at work, and notes the time.
func (p *requestPage) busy(busy bool) {
	p.since = p.w.now()
	for _, b := range []*widgets.Button{p.back, p.anew} {
		if busy {
			b.Disable()
		} else {
			b.Enable()
		}
	}
}

// fail says what is wrong with the answer at its field; what was pasted stays.
func (p *requestPage) fail(err error) {
	switch {
	case model.CodeOf(err) == model.CodeEnded:
		p.w.Flow.ToLogin(i18n.T("pin.expired"))
		return
	case fieldOf(err) != "":
		p.field.SetError(p.w.explain(err))
	default:
		p.form.fail(err)
	}
	p.body.Refresh()
	p.w.Focus(p.answer)
}

// onBack gives the pending sign-in back to the PIN page.
func (p *requestPage) onBack() {
	pending := p.pending
	p.pending = nil
	p.w.Flow.Enter(nil, pending)
}

func (p *requestPage) Tick(now time.Time) {
	if elapsed(p.since, now) >= pendingTime && !p.form.busy {
		p.w.Flow.ToLogin(i18n.T("pin.expired"))
		return
	}
	p.form.Tick(now)
}

func (p *requestPage) Content() fyne.CanvasObject  { return p.body }
func (p *requestPage) BackButton() *widgets.Button { return p.back }
func (p *requestPage) Focus() fyne.Focusable       { return p.answer }
func (p *requestPage) Name() string                { return "support" }

// Wipe also gives the proven password up, unless it has become a session.
func (p *requestPage) Wipe() {
	p.answer.Wipe()
	if p.pending != nil {
		p.w.spawn(p.pending.Leave)
		p.pending = nil
	}
}
