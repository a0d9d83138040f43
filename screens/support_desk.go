package screens

import (
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

const (
	supportDeskWidth = supportWidth
	// keyIdle is how long an open support key may lie there untouched.
	keyIdle = 10 * time.Minute
)

// deskPage is the support desk's side: it opens the support key, shows who asks, and signs. It needs no account, not
// even a database. The key is open only while the page is in front.
type deskPage struct {
	w     *Window
	leave func(notice string)
	key   *model.SupportKey // nil while it is not open

	opener *openKeyForm
	signer *signForm
	rows   *fyne.Container // of what is to be done now
	back   *widgets.Button
	body   fyne.CanvasObject
}

// toSupportDesk leads to the support desk; leave leads back, with a sentence that says why or "".
func toSupportDesk(w *Window, leave func(notice string)) {
	w.touch()
	w.show(func() screen { return newDeskPage(w, leave) })
}

func newDeskPage(w *Window, leave func(string)) *deskPage {
	p := &deskPage{w: w, leave: leave}
	p.opener = newOpenKeyForm(w, p.opened)
	p.back = widgets.NewButton(widgets.KindLink, i18n.T("common.back"), func() { leave("") })
	make := widgets.NewButton(widgets.KindLink, i18n.T("desk.make"), func() { makeSupportKey(w, func(model.SupportDesk) {}) })
	p.opener.grown = func() { p.body.Refresh() }
	p.rows = widgets.VStack(look.Gap,
		widgets.NewMuted(i18n.T("desk.intro")),
		p.opener.rows(),
		spread(p.back, make))
	p.body = w.centred(supportDeskWidth, widgets.VStack(look.Gap,
		widgets.HStack(10, widgets.NewLogo(28), widgets.NewTitle(i18n.T("desk.title"))),
		p.rows))
	return p
}

// opened goes on to requests.
func (p *deskPage) opened(key *model.SupportKey) {
	p.key = key
	p.signer = newSignForm(p.w, key)
	p.signer.grown = func() { p.body.Refresh() }
	p.rows.Objects = []fyne.CanvasObject{p.signer.rows(), spread(widgets.NewButton(widgets.KindLink, i18n.T("desk.leave"), func() { p.leave("") }))}
	p.body.Refresh()
	p.w.Focus(p.signer.request)
	p.w.screenShown("desk_open")
}

func (p *deskPage) Content() fyne.CanvasObject  { return p.body }
func (p *deskPage) BackButton() *widgets.Button { return p.back }
func (p *deskPage) Focus() fyne.Focusable       { return p.opener.browse }
func (p *deskPage) Name() string                { return "desk" }

func (p *deskPage) Tick(now time.Time) {
	if p.w.untouchedFor(now) >= keyIdle {
		p.leave(i18n.T("desk.idle"))
	}
}

// Wipe forgets the key: nobody signs after this page.
func (p *deskPage) Wipe() {
	p.opener.Wipe()
	if p.signer != nil {
		p.signer.Wipe()
	}
	if p.key != nil {
		p.key.Wipe()
		p.key = nil
	}
}
