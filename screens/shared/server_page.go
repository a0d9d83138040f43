package shared

import (
	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// serverPage asks for the server before there is a database on this PC.
type serverPage struct {
	w     *window.Window
	draft *Draft
	Form  *Form
	leave *widgets.Button
	next  *widgets.Button
	body  fyne.CanvasObject
}

const pageWidth = 640

// Join shows the pages for a PC that joins. What is typed stays in draft until it has joined.
func Join(w *window.Window, draft *Draft, back func()) {
	again := func() { Join(w, draft, back) }
	w.Show(func() window.Screen {
		return NewServerPage(w, ToJoin, draft, back, func() { showCode(w, draft, again) })
	})
}

// NewServerPage makes the page that asks for a server. It keeps what is typed in draft, and calls next once the server
// has answered and has what purpose needs.
func NewServerPage(w *window.Window, purpose Purpose, draft *Draft, back, next func()) window.Screen {
	p := &serverPage{w: w, draft: draft}
	onNext := func() {
		p.Form.probe(p.next, func(d *Draft, state model.ServerState) {
			if *draft = *d; p.Form.Fits(state) {
				next()
			}
		})
	}
	p.Form = NewForm(w, purpose, onNext)
	p.leave = widgets.NewButton(widgets.KindPlain, i18n.T("common.back"), func() {
		p.keep()
		back()
	})
	p.next = widgets.NewButton(widgets.KindPrimary, i18n.T("common.next"), onNext)
	p.next.Reserve(i18n.T("common.next"), i18n.T("server.testing"))
	p.Form.next = p.next
	title, text := i18n.T("server.title_new"), i18n.T("server.text_new")
	if purpose == ToJoin {
		title, text = i18n.T("server.title_join"), i18n.T("server.text_join")
	}
	p.body = w.Centred(pageWidth, widgets.VStack(look.Gap,
		widgets.VStack(8, widgets.HStack(10, widgets.NewLogo(28), widgets.NewTitle(title)), widgets.NewMuted(text)),
		p.Form.Rows(),
		layout.Spread(w.LanguageSelect(p.onLanguage), p.leave, p.Form.Test, p.next)))
	p.Form.Set(draft)
	p.Form.Grown = p.body.Refresh
	return p
}

func (p *serverPage) keep() { *p.draft = *p.Form.Draft() }

// onLanguage keeps what was typed.
func (p *serverPage) onLanguage(lang string) {
	p.keep()
	p.w.SetLanguage(lang)
}

func (p *serverPage) Content() fyne.CanvasObject  { return p.body }
func (p *serverPage) BackButton() *widgets.Button { return p.leave }
func (p *serverPage) Focus() fyne.Focusable       { return p.Form.Focus() }
func (p *serverPage) Wipe()                       { p.Form.Wipe() }
func (p *serverPage) Name() string                { return "server" }
