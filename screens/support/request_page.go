package support

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/model/fold"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// Sizes of the page.
const (
	supportWidth = 720
	answerRows   = 3
)

// requestPage is for an administrator or single user who has lost phone and backup codes. It shows the request to the
// support desk and takes the answer. pending keeps the sign-in open meanwhile.
type requestPage struct {
	w       *window.Window
	Pending *model.Pending
	since   time.Time // time of the last use of the model

	Out     *forms.ShareBox // the request
	until   *widgets.Text
	renewal *widgets.Button
	back    *widgets.Button
	Answer  *widgets.Area
	Field   *widgets.Field
	form    *forms.Attempt
	body    fyne.CanvasObject
}

// ToRequest moves a pending sign-in to the request page. It calls failed if there is no request to show.
func ToRequest(w *window.Window, pending *model.Pending, leave func(), failed func(error)) {
	window.Run(w, func(ctx context.Context) (model.SupportRequest, error) {
		return pending.RequestSupport(ctx, false)
	}, func(request model.SupportRequest, err error) {
		if err != nil {
			failed(err)
			return
		}
		leave()
		w.Show(func() window.Screen { return newRequestPage(w, pending, request) })
	})
}

func newRequestPage(w *window.Window, pending *model.Pending, request model.SupportRequest) *requestPage {
	p := &requestPage{w: w, Pending: pending, since: w.Now(), until: widgets.NewSmall("")}
	p.Out = forms.NewShareBox(w, widgets.KindPlain, w.ContactOf(pending.SupportDesk()).Email)
	p.Out.Grown = func() { p.body.Refresh() }
	p.renewal = widgets.NewButton(widgets.KindLink, i18n.T("support_request.renew"), p.onRenew)
	p.back = widgets.NewButton(widgets.KindLink, i18n.T("support_request.back"), p.onBack)
	p.Answer = widgets.NewArea(answerRows)
	p.form = forms.NewAttempt(w, i18n.T("support_request.send"), p.onSend)
	p.form.Button.Height = look.ButtonHeight
	p.Field = widgets.NewField("", p.Answer) // the step above is its label
	p.Field.SetHint(i18n.T("support_request.answer_hint", "Hours", model.TokenLife.Hours()))
	p.Answer.OnEnter = p.form.Submit
	p.Answer.OnEdited = func() {
		p.Field.SetError("")
		p.form.Edited()
	}
	p.body = p.build()
	p.show(request)
	return p
}

func (p *requestPage) build() fyne.CanvasObject {
	left := widgets.VStack(8, p.Out.Code, widgets.NewSmall(i18n.T("support_request.code_caption")), p.until)
	right := widgets.VStack(look.Gap,
		layout.Step("1", i18n.T("support_request.step_ask"),
			widgets.NewMuted(i18n.T("support_request.step_ask_text", "Desk", p.w.DeskLine(p.Pending.SupportDesk()))),
			widgets.Inset(6, 0, 0, 0, widgets.VStack(8, p.Out.Area, p.Out.Buttons))),
		layout.Step("2", i18n.T("support_request.step_wait"), widgets.NewMuted(i18n.T("support_request.step_wait_text"))),
	)
	return p.w.Centred(supportWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.HStack(10, widgets.NewLogo(28), widgets.NewTitle(i18n.T("support_request.title"))),
			widgets.NewMuted(i18n.T("support_request.intro"))),
		container.New(layout.SideBySide{Gap: layout.SupportGap}, left, right),
		p.Out.Said,
		layout.Step("3", i18n.T("support_request.step_answer"),
			widgets.Inset(2, 0, 0, 0, widgets.VStack(12, p.Field, p.form.Notice))),
		layout.Spread(p.back, p.renewal, p.form.Button),
	))
}

// show shows a request.
func (p *requestPage) show(request model.SupportRequest) {
	desk := p.addressee()
	p.Out.Set(request.Text, func() forms.Letter { return forms.RequestLetter(desk, request) }, forms.FileName(p.w, "support_request.file", p.Pending.Login(), ".txt"))
	p.until.SetText(i18n.T("support_request.until", "Time", i18n.When(request.Until)))
	p.body.Refresh()
}

// addressee is the first line of a letter to the support desk.
func (p *requestPage) addressee() string {
	if name := p.w.ContactOf(p.Pending.SupportDesk()).Name; name != "" {
		return name
	}
	return i18n.T("support_desk.title")
}

// onRenew asks first, because an answer that is on its way would become void.
func (p *requestPage) onRenew() {
	if p.form.Busy {
		return
	}
	p.w.Ask(window.Question{
		Name: "support_anew", Title: i18n.T("support_request.renew_title"), Text: i18n.T("support_request.renew_text"),
		Stay: i18n.T("common.back"), Leave: i18n.T("support_request.renew"),
	}, p.renew)
}

func (p *requestPage) renew() {
	pending := p.Pending
	p.busy(true)
	p.renewal.SetBusy(true, i18n.T("support_request.making"))
	window.Run(p.w, func(ctx context.Context) (model.SupportRequest, error) {
		return pending.RequestSupport(ctx, true)
	}, func(request model.SupportRequest, err error) {
		p.busy(false)
		p.renewal.SetBusy(false, "")
		if err != nil {
			p.fail(err)
			return
		}
		p.Answer.Wipe()
		p.Field.SetError("")
		p.show(request)
		p.Out.Say(widgets.ToneInfo, i18n.T("support_request.made"))
		p.w.Focus(p.Out.Copying)
	})
}

func (p *requestPage) onSend() {
	answer := fold.Groups(p.Answer.Text)
	if answer == "" {
		p.Field.SetError(i18n.T("support_request.answer_missing"))
		p.w.Focus(p.Answer)
		return
	}
	pending := p.Pending
	p.busy(true)
	p.form.Begin(i18n.T("login.checking"))
	window.Run(p.w, func(ctx context.Context) (*model.Session, error) {
		session, err := pending.RedeemSupport(ctx, answer)
		if ctx.Err() != nil {
			window.Discard(session, nil)
		}
		return session, err
	}, func(session *model.Session, err error) {
		p.form.End()
		p.busy(false)
		if err == nil {
			p.Pending = nil
			p.w.Flow.Enter(session, nil)
			return
		}
		p.fail(err)
	})
}

// busy keeps the page open while the model works, and notes the time.
func (p *requestPage) busy(busy bool) {
	p.since = p.w.Now()
	for _, b := range []*widgets.Button{p.back, p.renewal} {
		if busy {
			b.Disable()
		} else {
			b.Enable()
		}
	}
}

// fail shows at the field what is wrong with the answer. The pasted text stays.
func (p *requestPage) fail(err error) {
	switch {
	case model.CodeOf(err) == model.CodeEnded:
		p.w.Flow.ToLogin(i18n.T("pin.expired"))
		return
	case messages.FieldOf(err) != "":
		p.Field.SetError(p.w.Report(err))
	default:
		p.form.Fail(err)
	}
	p.body.Refresh()
	p.w.Focus(p.Answer)
}

// onBack returns the pending sign-in to the PIN page.
func (p *requestPage) onBack() {
	pending := p.Pending
	p.Pending = nil
	p.w.Flow.Enter(nil, pending)
}

func (p *requestPage) Tick(now time.Time) {
	if window.Elapsed(p.since, now) >= forms.PendingTime && !p.form.Busy {
		p.w.Flow.ToLogin(i18n.T("pin.expired"))
		return
	}
	p.form.Tick(now)
}

func (p *requestPage) Content() fyne.CanvasObject  { return p.body }
func (p *requestPage) BackButton() *widgets.Button { return p.back }
func (p *requestPage) Focus() fyne.Focusable       { return p.Answer }
func (p *requestPage) Name() string                { return "support" }

// Wipe also drops the proven password, unless it has become a session.
func (p *requestPage) Wipe() {
	p.Answer.Wipe()
	if p.Pending != nil {
		p.w.Spawn(p.Pending.Leave)
		p.Pending = nil
	}
}
