package support

import (
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

const (
	supportDeskWidth = supportWidth
	// keyIdle is how long a support key may stay open unused.
	keyIdle = 10 * time.Minute
)

// deskPage is the support desk's side: it opens the support key, shows who is asking, and signs. It needs no account,
// not even a database. The key is open only while the page is in front.
type deskPage struct {
	w     *window.Window
	leave func(notice string)
	Key   *model.SupportKey // nil while it is closed

	Opener *openKeyForm
	Signer *signForm
	rows   *fyne.Container // of the current step
	back   *widgets.Button
	body   fyne.CanvasObject
}

// ToDesk shows the support desk. leave leads back, with a notice that says why, or "".
func ToDesk(w *window.Window, leave func(notice string)) {
	w.Touch()
	w.Show(func() window.Screen { return newDeskPage(w, leave) })
}

func newDeskPage(w *window.Window, leave func(string)) *deskPage {
	p := &deskPage{w: w, leave: leave}
	p.Opener = newOpenKeyForm(w, p.Opened)
	p.back = widgets.NewButton(widgets.KindLink, i18n.T("common.back"), func() { leave("") })
	make := widgets.NewButton(widgets.KindLink, i18n.T("support_desk.make"), func() { MakeKey(w, func(model.SupportDesk) {}) })
	p.Opener.grown = func() { p.body.Refresh() }
	p.rows = widgets.VStack(look.Gap,
		widgets.NewMuted(i18n.T("support_desk.intro")),
		p.Opener.rows(),
		layout.Spread(p.back, make))
	p.body = w.Centred(supportDeskWidth, widgets.VStack(look.Gap,
		widgets.HStack(10, widgets.NewLogo(28), widgets.NewTitle(i18n.T("support_desk.title"))),
		p.rows))
	return p
}

// Opened goes on to the requests.
func (p *deskPage) Opened(key *model.SupportKey) {
	p.Key = key
	p.Signer = newSignForm(p.w, key)
	p.Signer.grown = func() { p.body.Refresh() }
	p.rows.Objects = []fyne.CanvasObject{p.Signer.rows(), layout.Spread(widgets.NewButton(widgets.KindLink, i18n.T("support_desk.close"), func() { p.leave("") }))}
	p.body.Refresh()
	p.w.Focus(p.Signer.Request)
	p.w.ScreenShown("desk_open")
}

func (p *deskPage) Content() fyne.CanvasObject  { return p.body }
func (p *deskPage) BackButton() *widgets.Button { return p.back }
func (p *deskPage) Focus() fyne.Focusable       { return p.Opener.Browse }
func (p *deskPage) Name() string                { return "desk" }

func (p *deskPage) Tick(now time.Time) {
	if p.w.UntouchedFor(now) >= keyIdle {
		p.leave(i18n.T("support_desk.idle"))
	}
}

// Wipe forgets the key, so that nobody can sign after this page.
func (p *deskPage) Wipe() {
	p.Opener.Wipe()
	if p.Signer != nil {
		p.Signer.Wipe()
	}
	if p.Key != nil {
		p.Key.Wipe()
		p.Key = nil
	}
}
