package mypage

import (
	"slices"

	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// thisPCPage is about the machine, not the account: language, appearance and size of text.
type thisPCPage struct {
	w     *window.Window
	lists [3]fyne.CanvasObject // languages, appearances, sizes of text
	body  fyne.CanvasObject
}

// appearances are the modes of the theme, in the order of the list.
var appearances = []look.Mode{look.ModeFollow, look.ModeLight, look.ModeDark}

func NewThisPCPage(w *window.Window) window.Page {
	p := &thisPCPage{w: w}
	p.lists[0] = w.LanguageSelect(func(lang string) { p.tune(0, func() { w.SetLanguage(lang) }) })
	mode := widgets.NewSelect([]string{
		i18n.T("this_pc.follow"), i18n.T("this_pc.light"), i18n.T("this_pc.dark"),
	}, func(i int) { p.tune(1, func() { w.SetAppearance(string(appearances[i])) }) })
	mode.Name = i18n.T("this_pc.appearance")
	mode.SetChosen(slices.Index(appearances, look.Mode(w.Settings().Appearance)))
	size := widgets.NewSelect(percents(look.TextSizes), func(i int) { p.tune(2, func() { w.SetTextSize(look.TextSizes[i]) }) })
	size.Name = i18n.T("this_pc.text_size")
	size.SetChosen(slices.Index(look.TextSizes, w.Settings().TextSize))
	p.lists[1], p.lists[2] = mode, size
	rows := widgets.VStack(12,
		setting(i18n.T("this_pc.language"), p.lists[0]),
		setting(i18n.T("this_pc.appearance"), mode),
		setting(i18n.T("this_pc.text_size"), size),
	)
	if w.Platform().HidesSecrets() {
		hide := widgets.NewCheck(i18n.T("this_pc.conceal"), func(hide bool) { w.SetShowSecrets(!hide) })
		hide.SetChecked(!w.Settings().ShowSecrets)
		rows.Add(widgets.VStack(4, hide, widgets.NewSmall(i18n.T("this_pc.conceal_text"))))
	}
	tell := widgets.NewCheck(i18n.T("this_pc.notify"), w.SetNotify)
	tell.SetChecked(w.Settings().Notify)
	rows.Add(widgets.VStack(4, tell, widgets.NewSmall(i18n.T("this_pc.notify_text"))))
	p.body = w.Column(i18n.T("this_pc.title"),
		widgets.NewCard(rows),
		widgets.NewCard(layout.Facts(
			i18n.T("this_pc.database"), w.Office().Database(),
			i18n.T("this_pc.key"), keyPlace(w.Office().KeyPlace()),
			i18n.T("this_pc.version"), w.Version(),
		)),
	)
	return p
}

func percents(sizes []int) []string {
	texts := make([]string, len(sizes))
	for i, size := range sizes {
		texts[i] = i18n.T("this_pc.percent", "Percent", size)
	}
	return texts
}

// setting makes a line of a label and a control.
func setting(label string, control fyne.CanvasObject) fyne.CanvasObject {
	return widgets.HStack(12, widgets.Wide(look.Grow(layout.FactLabel), widgets.NewMuted(label).OneLine()), control, widgets.Spacer())
}

func keyPlace(place string) string {
	if place == "file" {
		return i18n.T("this_pc.key_file")
	}
	return i18n.T("this_pc.key_store")
}

func (p *thisPCPage) Content() fyne.CanvasObject { return p.body }
func (p *thisPCPage) Wipe()                      {}
func (p *thisPCPage) Name() string               { return "this_pc" }

// tune makes a change that rebuilds the page.
func (p *thisPCPage) tune(list int, change func()) {
	p.w.SetFocusAfterRefresh(list)
	change()
}

// Focus stays on the list that was used last.
func (p *thisPCPage) Focus() fyne.Focusable {
	list := p.lists[p.w.FocusAfterRefresh()]
	focusable, ok := list.(fyne.Focusable)
	if !ok {
		return nil
	}
	return focusable
}
