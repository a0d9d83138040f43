package forms

import (
	"slices"

	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// topic is an everyday question with its answer. Neither says anything about who is signed in, because help also
// opens over a locked window.
type topic struct {
	Question, Answer string
	pages            []string // where people most likely look for this answer
}

func topics() []topic {
	return []topic{
		{i18n.T("help.enable"), i18n.T("help.enable_text"), nil},
		{i18n.T("help.phone"), i18n.T("help.phone_text"), []string{"support"}},
		{i18n.T("help.pin"), i18n.T("help.pin_text"), []string{"pin"}},
		{i18n.T("help.password"), i18n.T("help.password_text"), []string{"login", "recovery", "lock"}},
		{i18n.T("help.codes"), i18n.T("help.codes_text"), nil},
		{i18n.T("help.reset"), i18n.T("help.reset_text"), []string{"users"}},
	}
}

const (
	helpWidth = 660
	helpInset = 4 // room for the focus ring around a question
)

// helpDialog answers everyday questions, one at a time.
type helpDialog struct {
	modal   *widgets.Modal
	answers []*widgets.Text
}

// ShowHelp opens the help at the answer that suits the page in front.
func ShowHelp(w *window.Window) {
	w.ShowOnce("help", func() *widgets.Modal { return newHelp(w) })
}

func newHelp(w *window.Window) *widgets.Modal {
	p := &helpDialog{}
	all := topics()
	suits := max(0, slices.IndexFunc(all, func(t topic) bool { return slices.Contains(t.pages, w.PageName()) }))
	closed := func() { p.modal.Hide() }
	closing := widgets.NewClose(i18n.T("common.close"), closed)
	rows := widgets.VStack(8, layout.Spread(widgets.NewHeading(i18n.T("help.title")), closing))
	var first fyne.Focusable
	for i, t := range all {
		ask := widgets.NewButton(widgets.KindLink, t.Question, func() { p.open(i) })
		answer := widgets.NewText(t.Answer)
		answer.Hidden = i != suits
		p.answers = append(p.answers, answer)
		rows.Add(widgets.NewRule())
		rows.Add(widgets.Inset(0, helpInset, 0, helpInset, widgets.VStack(4, layout.Spread(ask), answer)))
		if i == suits {
			first = ask
		}
	}
	rows.Add(widgets.NewRule())
	rows.Add(widgets.NewSmall(w.HelpContact().Sentence(w, "help.support", "help.support_none", "help.support_unknown")))
	rows.Add(layout.Spread(
		widgets.NewButton(widgets.KindLinkSmall, i18n.T("help.shortcuts"), w.Flow.ShowShortcuts),
		widgets.NewButton(widgets.KindLinkSmall, i18n.T("about.licences"), func() { showLicences(w) }),
		widgets.NewSmall(i18n.T("app.version", "Version", w.Version())).OneLine()))
	p.modal = widgets.NewModal(w.Canvas(), helpWidth, rows)
	p.modal.OnEscape = closed
	p.modal.SetDefault(closing)
	p.modal.Show(first)
	return p.modal
}

// open shows an answer, or hides it when it is open.
func (p *helpDialog) open(topic int) {
	for i, answer := range p.answers {
		answer.Hidden = i != topic || answer.Visible()
	}
	p.modal.Refresh()
}
