package screens

import (
	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// restoreKit takes the recovery kit and restores.
type restoreKit struct {
	w        *Window
	preview  model.Preview
	back     func()
	kit      *kitField
	notice   *widgets.Notice
	restore  *widgets.Button
	leave    *widgets.Button
	language *widgets.Select
	body     fyne.CanvasObject
}

func newRestoreKit(w *Window, preview model.Preview, back func()) *restoreKit {
	p := &restoreKit{w: w, preview: preview, back: back, notice: widgets.NewNotice(widgets.ToneDanger, "")}
	p.kit = newKitField(p.onRestore)
	p.restore = widgets.NewButton(widgets.KindDanger, i18n.T("restore.restore"), p.onRestore)
	p.leave = widgets.NewButton(widgets.KindPlain, i18n.T("common.back"), func() { showPreview(w, preview, back) })
	p.language = w.languageSelect(p.onLanguage)
	p.body = w.centred(restoreWidth, widgets.VStack(look.Gap,
		restoreHead(i18n.T("restore.kit_title")),
		widgets.NewText(i18n.T("restore.kit_text", "Time", i18n.When(preview.Newest))),
		p.kit.rows(),
		widgets.NewNotice(widgets.ToneWarning, i18n.T("restore.warning")),
		p.notice,
		spread(p.language, p.leave, p.restore),
	))
	return p
}

// onRestore asks once more: what was done since the backup goes out of sight.
func (p *restoreKit) onRestore() {
	if p.restore.Busy() || !p.kit.complete(p.w) {
		return
	}
	p.w.ask(question{
		name: "restore", title: i18n.T("restore.ask_title"),
		text: i18n.T("restore.ask_text", "Time", i18n.When(p.preview.Newest)),
		stay: i18n.T("common.back"), leave: i18n.T("restore.restore"),
	}, p.begin)
}

func (p *restoreKit) begin() {
	p.say("")
	p.sleep(true)
	p.restore.SetBusy(true, i18n.T("restore.restoring"))
	restore(p.w, p.preview.Path, p.kit.text(), func(err error) {
		p.restore.SetBusy(false, "")
		p.sleep(false)
		p.fail(err)
	})
}

// sleep keeps the rest of the page from leaving.
func (p *restoreKit) sleep(asleep bool) {
	for _, o := range []fyne.Disableable{p.leave, p.language, p.kit.entry} {
		if asleep {
			o.Disable()
		} else {
			o.Enable()
		}
	}
}

// fail says what is wrong; all that was typed stays.
func (p *restoreKit) fail(err error) {
	text := p.w.explain(err)
	switch {
	case model.CodeOf(err) == model.CodeKitWrong:
		p.kit.refuse(p.w, i18n.T("restore.wrong_kit"))
	case fieldOf(err) == "kit":
		p.kit.refuse(p.w, text)
	default:
		p.say(i18n.T("restore.failed", "Why", text))
		p.w.Focus(p.kit.entry)
	}
}

func (p *restoreKit) say(text string) {
	p.notice.SetText(text)
	p.body.Refresh()
}

// onLanguage keeps the typed kit over the change.
func (p *restoreKit) onLanguage(lang string) {
	w, kit := p.w, p.kit.entry.Text
	w.setLanguage(lang)
	if page, ok := w.Current().(*restoreKit); ok {
		page.kit.set(kit)
	}
}

// OnLock forgets the kit before the window is locked.
func (p *restoreKit) OnLock() { p.kit.Wipe() }

func (p *restoreKit) Content() fyne.CanvasObject  { return p.body }
func (p *restoreKit) BackButton() *widgets.Button { return p.leave }
func (p *restoreKit) Focus() fyne.Focusable       { return p.kit.entry }
func (p *restoreKit) Wipe()                       { p.kit.Wipe() }
func (p *restoreKit) HoldsSecret() bool           { return true }
func (p *restoreKit) Name() string                { return "restore_kit" }
