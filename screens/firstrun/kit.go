package firstrun

import (
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/kit"
	"qlingo/screens/layout"
	"qlingo/screens/sheet"
	"qlingo/screens/widgets"
)

// firstKit is step 3: the recovery kit. Its last button is enabled once two of the groups have been typed back.
type firstKit struct {
	Run    *firstRun
	form   *kit.Form
	back   *widgets.Button
	finish *widgets.Button
	wait   forms.KeyStoreWait
	body   fyne.CanvasObject
}

func newFirstKit(run *firstRun) *firstKit {
	head := sheet.Head{Office: run.Setup.Office, Login: run.Setup.Login}
	if run.Setup.Kind == model.KindSingle {
		head.Office = run.Setup.Name
	}
	p := &firstKit{Run: run, form: kit.NewForm(run.w, head, run.Setup.Kit, run.Asked)}
	p.finish = widgets.NewButton(widgets.KindPrimary, i18n.T("first_run.finish"), p.onFinish)
	p.back = widgets.NewButton(widgets.KindPlain, i18n.T("common.back"), run.toPassword)
	p.form.Edited, p.form.Entered = p.onEdited, p.onFinish
	p.finish.Disable()
	p.body = p.build()
	return p
}

func (p *firstKit) build() fyne.CanvasObject {
	place := "first_run.kit_keep"
	if p.Run.w.KeyFile() {
		place = "first_run.kit_keep_key_file"
	}
	rows := append([]fyne.CanvasObject{widgets.NewMuted(i18n.T("first_run.kit_text"))}, p.form.Rows(i18n.T(place))...)
	return p.Run.frame(3, i18n.T("first_run.step_kit"), append(rows, layout.Spread(p.back, p.finish))...)
}

func (p *firstKit) onEdited() {
	if p.form.GroupsRight() {
		p.finish.Enable()
	} else {
		p.finish.Disable()
	}
}

func (p *firstKit) onFinish() {
	if !p.form.GroupsRight() || p.back.Disabled() {
		return
	}
	p.back.Disable()
	p.wait = forms.KeyStoreWait{}
	p.finish.SetBusy(true, i18n.T("first_run.making"))
	p.Run.create(func(err error) {
		p.back.Enable()
		p.finish.SetBusy(false, "")
		p.form.Fail(widgets.ToneDanger, p.Run.w.ReportWithRemedy(err))
	})
}

// Tick explains a long wait when it is the OS's key store that takes so long.
func (p *firstKit) Tick(now time.Time) {
	if p.finish.Busy() && p.wait.Changed(p.Run.w, now) == forms.WaitBegun {
		p.form.Fail(widgets.ToneInfo, i18n.T("key_wait.text"))
		p.Run.w.ScreenShown("first_run_key_store")
	}
}

func (p *firstKit) Content() fyne.CanvasObject  { return p.body }
func (p *firstKit) BackButton() *widgets.Button { return p.back }
func (p *firstKit) Focus() fyne.Focusable       { return p.form.Focus() }
func (p *firstKit) Wipe()                       { p.form.Forget() }
func (p *firstKit) HoldsSecret() bool           { return true }
func (p *firstKit) Name() string                { return "first_run_3" }
