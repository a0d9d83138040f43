package firstrun

import (
	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/shared"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// place is where the database of this PC is to be.
type place int

const (
	placeHere place = iota
	placeNew        // on a server, and this PC is the first
	placeJoin       // on a server that other PCs use
)

// firstPlace is the page for those who use several PCs: make a shared database, or join one.
type firstPlace struct {
	run        *firstRun
	make, join *widgets.Choice
	back, next *widgets.Button
	body       fyne.CanvasObject
}

func newFirstPlace(run *firstRun) *firstPlace {
	p := &firstPlace{run: run}
	p.make = widgets.NewChoice(i18n.T("first_run.place_new"), i18n.T("first_run.place_new_text"), func() { p.choose(placeNew) })
	p.join = widgets.NewChoice(i18n.T("first_run.place_join"), i18n.T("first_run.place_join_text"), func() { p.choose(placeJoin) })
	p.make.OnEnter, p.join.OnEnter = p.onNext, p.onNext
	p.back = widgets.NewButton(widgets.KindPlain, i18n.T("common.back"), p.onBack)
	p.next = widgets.NewButton(widgets.KindPrimary, i18n.T("common.next"), p.onNext)
	p.body = run.w.Centred(frameWidth, widgets.VStack(look.Gap,
		widgets.HStack(10, widgets.NewLogo(28), widgets.NewTitle(i18n.T("first_run.several_pcs"))),
		widgets.NewMuted(i18n.T("first_run.several_pcs_text")),
		widgets.VStack(12, p.make, p.join),
		layout.Spread(p.back, p.next),
	))
	if run.place == placeHere {
		run.place = placeNew
	}
	p.choose(run.place)
	return p
}

func (p *firstPlace) choose(chosen place) {
	p.run.place = chosen
	p.make.SetChosen(chosen == placeNew)
	p.join.SetChosen(chosen == placeJoin)
}

// onBack goes on with a database on this PC.
func (p *firstPlace) onBack() {
	p.run.place = placeHere
	p.run.ToNames()
}

func (p *firstPlace) onNext() {
	if p.run.place == placeNew {
		p.run.toServer()
		return
	}
	shared.Join(p.run.w, p.run.draft, p.run.ToPlace)
}

// toServer asks for the server of a new shared database.
func (f *firstRun) toServer() {
	f.show(func() window.Screen { return shared.NewServerPage(f.w, shared.ToMake, f.draft, f.ToPlace, f.ToNames) })
}

// ToPlace shows where the database of several PCs can be.
func (f *firstRun) ToPlace() { f.show(func() window.Screen { return newFirstPlace(f) }) }

func (p *firstPlace) Content() fyne.CanvasObject  { return p.body }
func (p *firstPlace) BackButton() *widgets.Button { return p.back }
func (p *firstPlace) Focus() fyne.Focusable       { return p.next }
func (p *firstPlace) Wipe()                       {}
func (p *firstPlace) Name() string                { return "first_run_place" }
