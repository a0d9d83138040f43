package mypage

import (
	"slices"

	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// thisPCPage is about the machine, not the account: language, appearance, size of text and what only this PC does. Every
// choice is saved at once, and says so beside its label.
type thisPCPage struct {
	w     *window.Window
	lists [3]fyne.Focusable // languages, appearances, sizes of text
	begun int               // the list that was used last plus 1, 0 when the page was just opened
	said  []*widgets.Text   // beside the labels
	body  fyne.CanvasObject
}

// appearances are the modes of the theme, in the order of the list.
var appearances = []look.Mode{look.ModeFollow, look.ModeLight, look.ModeDark}

const settingWidth = 280

func NewThisPCPage(w *window.Window) window.Page {
	p := &thisPCPage{w: w, begun: w.FocusAfterRefresh()}
	language := w.LanguageBox(func(lang string) { p.tune(0, func() { w.SetLanguage(lang) }) })
	mode := widgets.NewBoxSelect([]string{
		i18n.T("this_pc.follow"), i18n.T("this_pc.light"), i18n.T("this_pc.dark"),
	}, func(i int) { p.tune(1, func() { w.SetAppearance(string(appearances[i])) }) })
	mode.SetChosen(slices.Index(appearances, look.Mode(w.Settings().Appearance)))
	size := widgets.NewBoxSelect(percents(look.TextSizes), func(i int) {
		p.tune(2, func() { w.SetTextSize(look.TextSizes[i]) })
	})
	size.SetChosen(slices.Index(look.TextSizes, w.Settings().TextSize))
	p.lists = [3]fyne.Focusable{language, mode, size}
	rows := widgets.VStack(look.Gap+4,
		p.list(i18n.T("this_pc.language"), language, i18n.T("this_pc.language_text")),
		p.list(i18n.T("this_pc.appearance"), mode, i18n.T("this_pc.appearance_text")),
		p.list(i18n.T("this_pc.text_size"), size, i18n.T("this_pc.text_size_text")),
	)
	rows.Add(p.tick(i18n.T("this_pc.notifications"), i18n.T("this_pc.notify"), i18n.T("this_pc.notify_text"),
		w.Settings().Notify, w.SetNotify))
	if w.Platform().HidesSecrets() {
		rows.Add(p.tick(i18n.T("this_pc.recordings"), i18n.T("this_pc.conceal"), i18n.T("this_pc.conceal_text"),
			!w.Settings().ShowSecrets, func(hide bool) { w.SetShowSecrets(!hide) }))
	}
	if p.begun > 0 {
		p.saved(p.said[p.begun-1])
	}
	p.body = w.Column(i18n.T("this_pc.title"),
		widgets.NewMuted(i18n.T("this_pc.text")), widgets.NewCard(rows), newPlaceCard(w))
	return p
}

func percents(sizes []int) []string {
	texts := make([]string, len(sizes))
	for i, size := range sizes {
		texts[i] = i18n.T("this_pc.percent", "Percent", size)
	}
	return texts
}

// list makes a setting that is chosen from a list.
func (p *thisPCPage) list(label string, choice *widgets.Select, text string) fyne.CanvasObject {
	choice.Name = label
	head, _ := p.head(label)
	return widgets.VStack(4, head, widgets.HStack(0, widgets.Wide(look.Grow(settingWidth), choice)), widgets.NewSmall(text))
}

// tick makes a setting that is on or off.
func (p *thisPCPage) tick(label, sentence, text string, on bool, change func(bool)) fyne.CanvasObject {
	head, said := p.head(label)
	check := widgets.NewCheck(sentence, func(on bool) {
		change(on)
		for _, other := range p.said {
			other.SetText("")
		}
		p.saved(said)
	})
	check.SetChecked(on)
	return widgets.VStack(4, head, check, widgets.NewSmall(text))
}

// head makes the label of a setting, with room for what is said after a change.
func (p *thisPCPage) head(label string) (head fyne.CanvasObject, said *widgets.Text) {
	said = widgets.NewSmall("")
	said.SetColor(look.ColorSuccess)
	p.said = append(p.said, said)
	return widgets.HStack(12, widgets.NewStrong(label), widgets.Fill(said)), said
}

func (p *thisPCPage) saved(said *widgets.Text) { said.SetText(i18n.T("this_pc.saved")) }

func (p *thisPCPage) Content() fyne.CanvasObject { return p.body }
func (p *thisPCPage) Wipe()                      {}
func (p *thisPCPage) Name() string               { return "this_pc" }

// tune makes a change that rebuilds the page.
func (p *thisPCPage) tune(list int, change func()) {
	p.w.SetFocusAfterRefresh(list + 1)
	change()
}

// Focus stays on the list that was used last.
func (p *thisPCPage) Focus() fyne.Focusable { return p.lists[max(0, p.begun-1)] }
