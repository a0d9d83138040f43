package backup

import (
	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// restoreKit asks for the recovery kit and restores the backup.
type restoreKit struct {
	w        *window.Window
	preview  model.Preview
	back     func()
	Kit      *forms.GroupField
	notice   *widgets.Notice
	restore  *widgets.Button
	leave    *widgets.Button
	language *widgets.Select
	body     fyne.CanvasObject
}

func newRestoreKit(w *window.Window, preview model.Preview, back func()) *restoreKit {
	p := &restoreKit{w: w, preview: preview, back: back, notice: widgets.NewNotice(widgets.ToneDanger, "")}
	p.Kit = forms.NewKitField(p.onRestore)
	p.restore = widgets.NewButton(widgets.KindDanger, i18n.T("restore.restore"), p.onRestore)
	p.leave = widgets.NewButton(widgets.KindPlain, i18n.T("common.back"), func() { showPreview(w, preview, back) })
	p.language = w.LanguageSelect(p.onLanguage)
	p.body = w.Centred(restoreWidth, widgets.VStack(look.Gap,
		restoreHead(i18n.T("restore.kit_title")),
		widgets.NewText(i18n.T("restore.kit_text", "Time", i18n.When(preview.Newest))),
		p.Kit.Rows(),
		widgets.NewNotice(widgets.ToneWarning, i18n.T("restore.warning")),
		p.notice,
		layout.Spread(p.language, p.leave, p.restore),
	))
	return p
}

// onRestore asks once more, because everything done since the backup will be
// lost.
func (p *restoreKit) onRestore() {
	if p.restore.Busy() || !p.Kit.Complete(p.w) {
		return
	}
	p.w.Ask(window.Question{
		Name: "restore", Title: i18n.T("restore.ask_title"),
		Text: i18n.T("restore.ask_text", "Time", i18n.When(p.preview.Newest)),
		Stay: i18n.T("common.back"), Leave: i18n.T("restore.restore"),
	}, p.begin)
}

func (p *restoreKit) begin() {
	p.say("")
	p.sleep(true)
	p.restore.SetBusy(true, i18n.T("restore.restoring"))
	restore(p.w, p.preview.Path, p.Kit.Text(), func(err error) {
		p.restore.SetBusy(false, "")
		p.sleep(false)
		p.Fail(err)
	})
}

// sleep keeps the person on the page while the database is restored.
func (p *restoreKit) sleep(asleep bool) {
	for _, o := range []fyne.Disableable{p.leave, p.language, p.Kit.Entry} {
		if asleep {
			o.Disable()
		} else {
			o.Enable()
		}
	}
}

// Fail shows what went wrong. The typed kit stays.
func (p *restoreKit) Fail(err error) {
	text := p.w.Report(err)
	switch {
	case model.CodeOf(err) == model.CodeKitWrong:
		p.Kit.Refuse(p.w, i18n.T("restore.wrong_kit"))
	case messages.FieldOf(err) == "kit":
		p.Kit.Refuse(p.w, text)
	default:
		p.say(i18n.T("restore.failed", "Why", text))
		p.w.Focus(p.Kit.Entry)
	}
}

func (p *restoreKit) say(text string) {
	p.notice.SetText(text)
	p.body.Refresh()
}

// onLanguage keeps the typed kit when the language changes.
func (p *restoreKit) onLanguage(lang string) {
	w, kit := p.w, p.Kit.Entry.Text
	w.SetLanguage(lang)
	if page, ok := w.Current().(*restoreKit); ok {
		page.Kit.Set(kit)
	}
}

// OnLock forgets the kit before the window locks.
func (p *restoreKit) OnLock() { p.Kit.Wipe() }

func (p *restoreKit) Content() fyne.CanvasObject  { return p.body }
func (p *restoreKit) BackButton() *widgets.Button { return p.leave }
func (p *restoreKit) Focus() fyne.Focusable       { return p.Kit.Entry }
func (p *restoreKit) Wipe()                       { p.Kit.Wipe() }
func (p *restoreKit) HoldsSecret() bool           { return true }
func (p *restoreKit) Name() string                { return "restore_kit" }
