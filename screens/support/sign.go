package support

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// signForm takes requests and answers them, one after another.
type signForm struct {
	w       *window.Window
	key     *model.SupportKey
	claim   model.SupportClaim
	text    string // of the request shown; "" while there is none
	Request *widgets.Area
	Field   *widgets.Field
	asked   *fyne.Container // who is asking
	Sure    *widgets.Check
	Sign    *widgets.Button
	given   *fyne.Container // the answer
	Out     *forms.ShareBox
	all     *fyne.Container
	grown   func()
}

func newSignForm(w *window.Window, key *model.SupportKey) *signForm {
	s := &signForm{w: w, key: key, Request: widgets.NewArea(layout.RequestRows), Out: forms.NewShareBox(w, widgets.KindPrimary, "")}
	s.Out.Grown = func() { s.grown() }
	s.Field = widgets.NewField(i18n.T("support_desk.request"), s.Request)
	s.Field.SetHint(i18n.T("support_desk.request_hint"))
	s.Request.OnEdited, s.Request.OnEnter = s.onEdited, s.onSign
	s.asked, s.given = widgets.VStack(look.Gap), widgets.VStack(look.Gap)
	s.Sign = widgets.NewButton(widgets.KindPrimary, i18n.T("support_desk.sign"), s.onSign)
	s.Sure = widgets.NewCheck(i18n.T("support_desk.made_sure"), func(sure bool) {
		if sure {
			s.Sign.Enable()
		} else {
			s.Sign.Disable()
		}
	})
	s.all = widgets.VStack(look.Gap,
		layout.Facts(i18n.T("support_desk.fingerprint"), key.Desk().Fingerprint),
		s.Field, s.asked, s.given)
	s.asked.Hide()
	s.given.Hide()
	return s
}

func (s *signForm) rows() fyne.CanvasObject { return s.all }

// onEdited shows who is asking as soon as the request is complete, and reports a mistyped group.
func (s *signForm) onEdited() {
	text := s.Request.Text
	claim, err := model.ReadRequest(text)
	failure := ""
	if messages.RowOf(err) > 0 {
		failure = messages.Sentence(err)
	}
	s.Field.SetError(failure)
	s.forget()
	if err == nil {
		s.show(text, claim)
	}
	s.grown()
}

func (s *signForm) show(text string, claim model.SupportClaim) {
	s.text, s.claim = text, claim
	s.asked.Objects = []fyne.CanvasObject{
		layout.Facts(
			i18n.T("support_desk.office"), claim.Office,
			i18n.T("support_desk.login"), claim.Login,
			i18n.T("support_desk.asked"), i18n.T("support_desk.asked_at", "Time", i18n.When(claim.Created), "Age", messages.Age(s.w.Now().Sub(claim.Created)))),
		widgets.NewNotice(widgets.ToneWarning, i18n.T("support_desk.make_sure")),
		layout.Spread(s.Sure, s.Sign),
	}
	s.asked.Show()
}

// onSign signs the request shown. It is fast enough for the UI goroutine, so the key needs no lock.
func (s *signForm) onSign() {
	switch {
	case s.text == "":
		_, err := model.ReadRequest(s.Request.Text)
		s.refuse(err)
		return
	case !s.Sure.Checked:
		s.w.Focus(s.Sure)
		return
	}
	answer, err := s.key.Sign(s.text, s.w.Now())
	if err != nil {
		s.refuse(err)
		return
	}
	s.signed(answer)
}

func (s *signForm) refuse(err error) {
	s.Field.SetError(s.w.Report(err))
	s.grown()
	s.w.Focus(s.Request)
}

func (s *signForm) signed(answer string) {
	login := s.claim.Login
	s.Out.Set(answer, func() forms.Letter {
		return forms.Letter{Subject: i18n.T("support_desk.mail_subject"), Body: i18n.T("support_desk.mail", "Login", login, "Text", answer, "Hours", model.TokenLife.Hours())}
	}, forms.FileName(s.w, "support_desk.file", login, ".txt"))
	right := widgets.VStack(8,
		widgets.NewStrong(i18n.T("support_desk.answer")).Wrapped(), s.Out.Area,
		widgets.NewMuted(i18n.T("support_desk.answer_text", "Login", login, "Hours", model.TokenLife.Hours())),
		s.Out.Buttons)
	s.given.Objects = []fyne.CanvasObject{
		container.New(layout.SideBySide{Gap: layout.SupportGap}, s.Out.Code, right),
		s.Out.Said,
		widgets.HStack(0, widgets.NewButton(widgets.KindLink, i18n.T("support_desk.next"), s.onNext)),
	}
	s.Field.Hide()
	s.asked.Hide()
	s.given.Show()
	s.grown()
	s.w.Focus(s.Out.Copying)
	s.w.Log().Info("support", "signed", true)
}

// onNext clears the form for another request.
func (s *signForm) onNext() {
	s.Wipe()
	s.Field.Show()
	s.grown()
	s.w.Focus(s.Request)
}

// forget removes the request that was read, and its answer.
func (s *signForm) forget() {
	s.text, s.claim = "", model.SupportClaim{}
	s.Out.Forget()
	s.Sure.SetChecked(false)
	s.Sign.Disable()
	s.asked.Hide()
	s.given.Hide()
}

func (s *signForm) Wipe() {
	s.Request.Wipe()
	s.Field.SetError("")
	s.forget()
}
