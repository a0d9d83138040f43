package screens

import (
	"context"
	"io"
	"time"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// makeKeyDialog is the dialog that makes the key of a support desk: a passphrase, the file sealed by it, and then what to
// hand out. Nothing is made until the file is in its place.
type makeKeyDialog struct {
	w      *Window
	pair   *passwordPair
	notice *widgets.Notice
	cancel *widgets.Button
	make   *widgets.Button
	modal  *widgets.Modal
	before dialogPage // the dialog below
	done   func(model.SupportDesk)
}

const (
	keyMakerWidth = 600
	keyEnding     = ".age"
)

// makeSupportKey opens the dialog; done is called when the file was saved.
func makeSupportKey(w *Window, done func(model.SupportDesk)) {
	p := &makeKeyDialog{w: w, done: done, before: w.Dialog(), notice: widgets.NewNotice(widgets.ToneDanger, "")}
	p.pair = newPasswordPair(w, []string{i18n.T("app.name")}, model.CheckPassphrase, p.onMake)
	p.pair.ofPassphrase()
	p.cancel = widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), p.onCancel)
	p.make = widgets.NewButton(widgets.KindPrimary, i18n.T("support_key.make"), p.onMake)
	p.modal = widgets.NewModal(w.canvas(), keyMakerWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.NewHeading(i18n.T("support_key.title")).Wrapped(),
			widgets.NewMuted(i18n.T("support_key.text"))),
		p.pair.rows(),
		p.notice,
		buttons(p.cancel, p.make)))
	p.modal.OnEscape = p.onCancel
	p.modal.SetDefault(p.make)
	w.setDialog(p)
	p.modal.Show(p.pair.first)
	w.dialogShown("support_key")
}

func (p *makeKeyDialog) onMake() {
	if p.make.Busy() || !p.pair.complete() {
		return
	}
	passphrase := p.pair.first.Text()
	var file []byte
	var desk model.SupportDesk
	p.say("")
	p.cancel.Disable()
	p.make.SetBusy(true, i18n.T("support_key.making"))
	p.w.run(func(context.Context) (err error) {
		file, desk, err = model.NewSupportKey(passphrase)
		return err
	}, func(err error) {
		p.cancel.Enable()
		p.make.SetBusy(false, "")
		switch {
		case err != nil && fieldOf(err) == "passphrase":
			p.pair.refuse(p.w.explain(err))
		case err != nil:
			p.say(p.w.explain(err))
		case p.modal.Visible():
			p.save(file, desk)
		}
	})
}

func (p *makeKeyDialog) save(file []byte, desk model.SupportDesk) {
	saveFile(p.w, fileName(p.w, "support_key.file", "", keyEnding), func(w io.Writer) error {
		_, err := w.Write(file)
		return err
	}, func(path string) {
		p.close()
		showPublic(p.w, desk, path, func() { p.done(desk) })
	})
}

func (p *makeKeyDialog) say(text string) {
	p.notice.SetText(text)
	p.modal.Refresh()
}

func (p *makeKeyDialog) onCancel() {
	if !p.make.Busy() {
		p.close()
	}
}

func (p *makeKeyDialog) close() {
	p.pair.Wipe()
	p.w.setDialog(p.before)
	p.modal.Hide()
}

// OnLock forgets the passphrase when the window locks, left when the page goes; so does the dialog below.
func (p *makeKeyDialog) OnLock() {
	p.pair.Wipe()
	if below, ok := p.before.(lockable); ok {
		below.OnLock()
	}
}

func (p *makeKeyDialog) OnLeave() {
	p.pair.Wipe()
	if below, ok := p.before.(leavable); ok {
		below.OnLeave()
	}
}

// Tick goes on to the dialog below.
func (p *makeKeyDialog) Tick(now time.Time) {
	if p.before != nil {
		p.before.Tick(now)
	}
}

// showPublic shows what a new key's owner hands out; done is called when the dialog has closed.
func showPublic(w *Window, desk model.SupportDesk, path string, done func()) {
	area := widgets.NewArea(keyRows)
	area.ReadOnly = true
	area.Name = i18n.T("say.public_key")
	area.SetText(flowing(desk.Key))
	var modal *widgets.Modal
	var copying *widgets.Button
	closed := func() {
		modal.Hide()
		done()
	}
	onCopy := func() {
		w.App().Clipboard().SetContent(desk.Key) // no secret: it may stay there
		copying.SetText(i18n.T("common.copied"))
	}
	copying = widgets.NewButton(widgets.KindPlain, i18n.T("support_key.copy"), onCopy)
	copying.Reserve(i18n.T("common.copied"))
	modal = widgets.NewModal(w.canvas(), keyMakerWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.HStack(0, widgets.NewChip(widgets.ToneSuccess, i18n.T("support_key.chip"))),
			widgets.NewHeading(i18n.T("support_key.made_title")).Wrapped(),
			widgets.NewMuted(i18n.T("support_key.made_text", "Path", path))),
		widgets.NewField(i18n.T("desk.public"), area),
		facts(i18n.T("desk.fingerprint"), desk.Fingerprint),
		widgets.NewNotice(widgets.ToneWarning, i18n.T("support_key.keep")),
		spread(copying, widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), closed))))
	// Enter does not close: it may be meant for the file's name.
	modal.OnEscape = closed
	modal.SetDefault(copying)
	modal.Show(copying)
	w.dialogShown("support_key_made")
}
