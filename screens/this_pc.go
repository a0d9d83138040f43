package screens

import (
	"slices"

	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// thisPC is what belongs to the machine, not to the account: language, appearance and size of text.
type thisPC struct {
	d     *Desk
	lists [3]fyne.CanvasObject // of languages, appearances, sizes of text
	body  fyne.CanvasObject
}

// appearances are the modes of the theme in the order of the list.
var appearances = []look.Mode{look.ModeFollow, look.ModeLight, look.ModeDark}

func newThisPC(d *Desk) *thisPC {
	p := &thisPC{d: d}
	p.lists[0] = d.languageSelect(func(lang string) { p.tune(0, func() { d.setLanguage(lang) }) })
	mode := widgets.NewSelect([]string{
		i18n.T("this_pc.follow"), i18n.T("this_pc.light"), i18n.T("this_pc.dark"),
	}, func(i int) { p.tune(1, func() { d.setAppearance(string(appearances[i])) }) })
	mode.Name = i18n.T("this_pc.appearance")
	mode.SetChosen(slices.Index(appearances, look.Mode(d.settings.Appearance)))
	size := widgets.NewSelect(percents(look.TextSizes), func(i int) { p.tune(2, func() { d.setTextSize(look.TextSizes[i]) }) })
	size.Name = i18n.T("this_pc.text_size")
	size.SetChosen(slices.Index(look.TextSizes, d.settings.TextSize))
	p.lists[1], p.lists[2] = mode, size
	rows := widgets.VStack(12,
		setting(i18n.T("this_pc.language"), p.lists[0]),
		setting(i18n.T("this_pc.appearance"), mode),
		setting(i18n.T("this_pc.text_size"), size),
	)
	if d.cfg.Conceal != nil {
		hide := widgets.NewCheck(i18n.T("this_pc.conceal"), func(hide bool) { d.setShowSecrets(!hide) })
		hide.SetChecked(!d.settings.ShowSecrets)
		rows.Add(widgets.VStack(4, hide, widgets.NewSmall(i18n.T("this_pc.conceal_text"))))
	}
	tell := widgets.NewCheck(i18n.T("this_pc.notify"), d.setNotify)
	tell.SetChecked(d.settings.Notify)
	rows.Add(widgets.VStack(4, tell, widgets.NewSmall(i18n.T("this_pc.notify_text"))))
	p.body = d.column(i18n.T("this_pc.title"),
		widgets.NewCard(rows),
		widgets.NewCard(facts(
			i18n.T("this_pc.database"), d.office.Database(),
			i18n.T("this_pc.key"), keyPlace(d.office.KeyPlace()),
			i18n.T("this_pc.version"), d.cfg.Version,
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

// setting is a line of a label and what sets it.
func setting(label string, control fyne.CanvasObject) fyne.CanvasObject {
	return widgets.HStack(12, widgets.Wide(look.Grow(factLabel), widgets.NewMuted(label).OneLine()), control, widgets.Spacer())
}

func keyPlace(place string) string {
	if place == "file" {
		return i18n.T("this_pc.key_file")
	}
	return i18n.T("this_pc.key_store")
}

func (p *thisPC) content() fyne.CanvasObject { return p.body }
func (p *thisPC) wipe()                      {}
func (p *thisPC) name() string               { return "this_pc" }

// tune makes a change that builds the page anew.
func (p *thisPC) tune(list int, change func()) {
	p.d.tuned = list
	change()
}

// focus stays with the list that was used last.
func (p *thisPC) focus() fyne.Focusable {
	list := p.lists[p.d.tuned]
	p.d.tuned = 0
	focusable, ok := list.(fyne.Focusable)
	if !ok {
		return nil
	}
	return focusable
}
