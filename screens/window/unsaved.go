package window

import (
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// AskUnsaved asks before the changes of a page are lost: save them and leave, leave without, or stay. save stores them
// and calls stored once that has succeeded; otherwise it shows at its field what is wrong, and the person stays.
// Behind a lock nothing can be saved.
func (w *Window) AskUnsaved(save func(stored func()), leave func()) {
	q := Question{
		Name: "unsaved", Title: i18n.T("unsaved.title"), Text: i18n.T("unsaved.text"),
		Stay: i18n.T("common.cancel"), Leave: i18n.T("unsaved.leave"),
	}
	if w.cover != nil {
		q.Text = i18n.T("unsaved.locked_text")
		w.Ask(q, leave)
		return
	}
	q.Sure = i18n.T("unsaved.save")
	w.askToSave(q, func() { save(leave) }, leave)
}

// AskUnsavedDialog is AskUnsaved for a dialog. save also closes it once its input is stored.
func (w *Window) AskUnsavedDialog(save, leave func()) {
	w.askToSave(Question{
		Name: "typed", Title: i18n.T("unsaved.title"), Text: i18n.T("unsaved.dialog_text"),
		Stay: i18n.T("common.cancel"), Leave: i18n.T("unsaved.dialog_leave"), Sure: i18n.T("unsaved.dialog_save"),
	}, save, leave)
}

// askToSave asks a question whose main answer, and that of Enter, loses nothing: q.Sure saves first.
func (w *Window) askToSave(q Question, save, leave func()) {
	w.ShowOnce(q.Name, func() *widgets.Modal { return w.newSaveQuestion(q, save, leave) })
}

func (w *Window) newSaveQuestion(q Question, save, leave func()) *widgets.Modal {
	var modal *widgets.Modal
	answer := func(kind widgets.ButtonKind, label string, then func()) *widgets.Button {
		return widgets.NewButton(kind, label, func() {
			modal.Hide()
			then()
		})
	}
	stay := answer(widgets.KindPlain, q.Stay, func() {})
	leaving := answer(widgets.KindDangerLine, q.Leave, leave)
	saving := answer(widgets.KindPrimary, q.Sure, save)
	modal = widgets.NewModal(w.Canvas(), 520, widgets.VStack(look.Gap,
		widgets.NewHeading(q.Title).Wrapped(),
		widgets.NewText(q.Text),
		layout.Buttons(stay, leaving, saving)))
	modal.OnEscape = func() { modal.Hide() }
	modal.SetDefault(saving)
	modal.Show(saving)
	return modal
}
