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

// supportDesk is the support desk's side: it opens the support key, shows who asks, and signs. It needs no account, not
// even a database. The key is open only while the page is in front.
type supportDesk struct {
	d     *Desk
	leave func(notice string)
	key   *model.SupportKey // nil while it is not open

	opener *keyOpener
	signer *signer
	rows   *fyne.Container // of what is to be done now
	back   *widgets.Button
	body   fyne.CanvasObject
}

// toSupportDesk leads to the support desk; leave leads back, with a sentence that says why or "".
func (d *Desk) toSupportDesk(leave func(notice string)) {
	d.touch()
	d.show(func() screen { return newSupportDesk(d, leave) })
}

func newSupportDesk(d *Desk, leave func(string)) *supportDesk {
	p := &supportDesk{d: d, leave: leave}
	p.opener = newKeyOpener(d, p.opened)
	p.back = widgets.NewButton(widgets.KindLink, i18n.T("common.back"), func() { leave("") })
	make := widgets.NewButton(widgets.KindLink, i18n.T("desk.make"), func() { d.makeSupportKey(func(model.SupportDesk) {}) })
	p.opener.grown = func() { p.body.Refresh() }
	p.rows = widgets.VStack(look.Gap,
		widgets.NewMuted(i18n.T("desk.intro")),
		p.opener.rows(),
		spread(p.back, make))
	p.body = d.centred(supportDeskWidth, widgets.VStack(look.Gap,
		widgets.HStack(10, widgets.NewLogo(28), widgets.NewTitle(i18n.T("desk.title"))),
		p.rows))
	return p
}

// opened goes on to requests.
func (p *supportDesk) opened(key *model.SupportKey) {
	p.key = key
	p.signer = newSigner(p.d, key)
	p.signer.grown = func() { p.body.Refresh() }
	p.rows.Objects = []fyne.CanvasObject{p.signer.rows(), spread(widgets.NewButton(widgets.KindLink, i18n.T("desk.leave"), func() { p.leave("") }))}
	p.body.Refresh()
	p.d.focus(p.signer.request)
	p.d.screenShown("desk_open")
}

func (p *supportDesk) content() fyne.CanvasObject { return p.body }
func (p *supportDesk) way() *widgets.Button       { return p.back }
func (p *supportDesk) focus() fyne.Focusable      { return p.opener.browse }
func (p *supportDesk) name() string               { return "desk" }

func (p *supportDesk) tick(now time.Time) {
	if p.d.resting(now) >= keyIdle {
		p.leave(i18n.T("desk.idle"))
	}
}

// wipe forgets the key: nobody signs after this page.
func (p *supportDesk) wipe() {
	p.opener.wipe()
	if p.signer != nil {
		p.signer.wipe()
	}
	if p.key != nil {
		p.key.Wipe()
		p.key = nil
	}
}
