package screens

import (
	"slices"

	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// thisPC is what belongs to the machine, not to the account: language and appearance.
type thisPC struct {
	d        *Desk
	language fyne.CanvasObject
	body     fyne.CanvasObject
}

// appearances are the modes of the theme in the order of the list.
var appearances = []look.Mode{look.ModeFollow, look.ModeLight, look.ModeDark}

func newThisPC(d *Desk) *thisPC {
	p := &thisPC{d: d}
	p.language = d.languageSelect(d.setLanguage)
	mode := widgets.NewSelect([]string{
		i18n.T("this_pc.follow"), i18n.T("this_pc.light"), i18n.T("this_pc.dark"),
	}, func(i int) { d.setAppearance(string(appearances[i])) })
	mode.SetChosen(slices.Index(appearances, look.Mode(d.settings.Appearance)))
	rows := widgets.VStack(12,
		setting(i18n.T("this_pc.language"), p.language),
		setting(i18n.T("this_pc.appearance"), mode),
	)
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

// setting is a line of a label and what sets it.
func setting(label string, control fyne.CanvasObject) fyne.CanvasObject {
	return widgets.HStack(12, widgets.Wide(factLabel, widgets.NewMuted(label).OneLine()), control, widgets.Spacer())
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

// focus stays with the list of languages, which builds the page anew.
func (p *thisPC) focus() fyne.Focusable {
	focusable, ok := p.language.(fyne.Focusable)
	if !ok {
		return nil
	}
	return focusable
}
