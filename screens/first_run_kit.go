package screens

import (
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/sheet"
	"qlingo/screens/widgets"
)

// firstKit is step 4: the recovery kit. Its last button wakes only after two of the groups have been typed back.
type firstKit struct {
	run    *firstRun
	form   *kitForm
	back   *widgets.Button
	finish *widgets.Button
	wait   keyStoreWait
	body   fyne.CanvasObject
}

func newFirstKit(run *firstRun) *firstKit {
	head := sheet.Head{Office: run.setup.Office, Login: run.setup.Login}
	if run.setup.Kind == model.KindSingle {
		head.Office = run.setup.Name
	}
	p := &firstKit{run: run, form: newKitForm(run.w, head, run.setup.Kit, run.asked)}
	p.finish = widgets.NewButton(widgets.KindPrimary, i18n.T("first.finish"), p.onFinish)
	p.back = widgets.NewButton(widgets.KindPlain, i18n.T("common.back"), run.toSupport)
	p.form.edited, p.form.entered = p.onEdited, p.onFinish
	p.finish.Disable()
	p.body = p.build()
	return p
}

func (p *firstKit) build() fyne.CanvasObject {
	place := "first.kit_keep"
	if p.run.w.KeyFile() {
		place = "first.kit_keep_key_file"
	}
	rows := append([]fyne.CanvasObject{widgets.NewMuted(i18n.T("first.kit_text"))}, p.form.rows(i18n.T(place))...)
	return p.run.frame(4, i18n.T("first.step_kit"), append(rows, spread(p.back, p.finish))...)
}

func (p *firstKit) onEdited() {
	if p.form.groupsRight() {
		p.finish.Enable()
	} else {
		p.finish.Disable()
	}
}

func (p *firstKit) onFinish() {
	if !p.form.groupsRight() || p.back.Disabled() {
		return
	}
	p.back.Disable()
	p.wait = keyStoreWait{}
	p.finish.SetBusy(true, i18n.T("first.making"))
	p.run.create(func(err error) {
		p.back.Enable()
		p.finish.SetBusy(false, "")
		p.form.fail(widgets.ToneDanger, p.run.w.explain(err))
	})
}

// Tick tells what takes so long where it is the key store of the OS.
func (p *firstKit) Tick(now time.Time) {
	if p.finish.Busy() && p.wait.changed(p.run.w, now) == waitBegun {
		p.form.fail(widgets.ToneInfo, i18n.T("key_wait.text"))
		p.run.w.screenShown("first_run_key_store")
	}
}

func (p *firstKit) Content() fyne.CanvasObject  { return p.body }
func (p *firstKit) BackButton() *widgets.Button { return p.back }
func (p *firstKit) Focus() fyne.Focusable       { return p.form.Focus() }
func (p *firstKit) Wipe()                       { p.form.forget() }
func (p *firstKit) HoldsSecret() bool           { return true }
func (p *firstKit) Name() string                { return "first_run_4" }
