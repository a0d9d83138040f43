package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// signForm takes requests and answers them, one after the other.
type signForm struct {
	w       *Window
	key     *model.SupportKey
	claim   model.SupportClaim
	text    string // of the request that is shown; "" while there is none
	request *widgets.Area
	field   *widgets.Field
	asked   *fyne.Container // who asks
	sure    *widgets.Check
	sign    *widgets.Button
	given   *fyne.Container // the answer
	out     *shareBox
	all     *fyne.Container
	grown   func()
}

func newSignForm(w *Window, key *model.SupportKey) *signForm {
	s := &signForm{w: w, key: key, request: widgets.NewArea(requestRows), out: newShareBox(w, widgets.KindPrimary, "")}
	s.out.grown = func() { s.grown() }
	s.field = widgets.NewField(i18n.T("desk.request"), s.request)
	s.field.SetHint(i18n.T("desk.request_hint"))
	s.request.OnEdited, s.request.OnEnter = s.onEdited, s.onSign
	s.asked, s.given = widgets.VStack(look.Gap), widgets.VStack(look.Gap)
	s.sign = widgets.NewButton(widgets.KindPrimary, i18n.T("desk.sign"), s.onSign)
	s.sure = widgets.NewCheck(i18n.T("desk.sure"), func(sure bool) {
		if sure {
			s.sign.Enable()
		} else {
			s.sign.Disable()
		}
	})
	s.all = widgets.VStack(look.Gap,
		facts(i18n.T("desk.fingerprint"), key.Desk().Fingerprint),
		s.field, s.asked, s.given)
	s.asked.Hide()
	s.given.Hide()
	return s
}

func (s *signForm) rows() fyne.CanvasObject { return s.all }

// onEdited shows who asks as soon as the request is complete, and names a mistyped group.
func (s *signForm) onEdited() {
	text := s.request.Text
	claim, err := model.ReadRequest(text)
	failure := ""
	if rowOf(err) > 0 {
		failure = sentence(err)
	}
	s.field.SetError(failure)
	s.forget()
	if err == nil {
		s.show(text, claim)
	}
	s.grown()
}

func (s *signForm) show(text string, claim model.SupportClaim) {
	s.text, s.claim = text, claim
	s.asked.Objects = []fyne.CanvasObject{
		facts(
			i18n.T("desk.office"), claim.Office,
			i18n.T("desk.login"), claim.Login,
			i18n.T("desk.asked"), i18n.T("desk.asked_at", "Time", i18n.When(claim.Created), "Age", Age(s.w.now().Sub(claim.Created)))),
		widgets.NewNotice(widgets.ToneWarning, i18n.T("desk.make_sure")),
		spread(s.sure, s.sign),
	}
	s.asked.Show()
}

// onSign signs what is shown. It takes next to no time, so the key needs no guard against another goroutine.
func (s *signForm) onSign() {
	switch {
	case s.text == "":
		_, err := model.ReadRequest(s.request.Text)
		s.refuse(err)
		return
	case !s.sure.Checked:
		s.w.Focus(s.sure)
		return
	}
	answer, err := s.key.Sign(s.text, s.w.now())
	if err != nil {
		s.refuse(err)
		return
	}
	s.signed(answer)
}

func (s *signForm) refuse(err error) {
	s.field.SetError(s.w.explain(err))
	s.grown()
	s.w.Focus(s.request)
}

func (s *signForm) signed(answer string) {
	login := s.claim.Login
	s.out.set(answer, func() letter {
		return letter{i18n.T("desk.mail_subject"), i18n.T("desk.mail", "Login", login, "Text", answer)}
	}, fileName(s.w, "desk.file", login, ".txt"))
	right := widgets.VStack(8,
		widgets.NewStrong(i18n.T("desk.answer")).Wrapped(), s.out.area,
		widgets.NewMuted(i18n.T("desk.answer_text", "Login", login)),
		s.out.ways)
	s.given.Objects = []fyne.CanvasObject{
		container.New(sideBySide{gap: supportGap}, s.out.code, right),
		s.out.said,
		widgets.HStack(0, widgets.NewButton(widgets.KindLink, i18n.T("desk.next"), s.onNext)),
	}
	s.field.Hide()
	s.asked.Hide()
	s.given.Show()
	s.grown()
	s.w.Focus(s.out.copying)
	s.w.Log().Info("support", "signed", true)
}

// onNext makes room for another request.
func (s *signForm) onNext() {
	s.Wipe()
	s.field.Show()
	s.grown()
	s.w.Focus(s.request)
}

// forget takes away what was read of a request, and its answer.
func (s *signForm) forget() {
	s.text, s.claim = "", model.SupportClaim{}
	s.out.forget()
	s.sure.SetChecked(false)
	s.sign.Disable()
	s.asked.Hide()
	s.given.Hide()
}

func (s *signForm) Wipe() {
	s.request.Wipe()
	s.field.SetError("")
	s.forget()
}
