package support

import (
	"context"
	"io"
	"time"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// makeKeyDialog makes the key of a support desk: a passphrase, the file encrypted with it, then the public key to
// hand out. There is no key until the file is saved.
type makeKeyDialog struct {
	w      *window.Window
	Pair   *forms.PasswordPair
	notice *widgets.Notice
	cancel *widgets.Button
	make   *widgets.Button
	modal  *widgets.Modal
	before window.Ticking // the dialog below this one
	done   func(model.SupportDesk)
}

const (
	keyMakerWidth = 600
	keyEnding     = ".age"
)

// MakeKey opens the dialog. It calls done when the file is saved.
func MakeKey(w *window.Window, done func(model.SupportDesk)) {
	p := &makeKeyDialog{w: w, done: done, before: w.Dialog(), notice: widgets.NewNotice(widgets.ToneDanger, "")}
	p.Pair = forms.NewPasswordPair(w, []string{i18n.T("app.name")}, model.CheckPassphrase, p.onMake)
	p.Pair.OfPassphrase()
	p.cancel = widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), p.onCancel)
	p.make = widgets.NewButton(widgets.KindPrimary, i18n.T("support_key.make"), p.onMake)
	p.modal = widgets.NewModal(w.Canvas(), keyMakerWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.NewHeading(i18n.T("support_key.title")).Wrapped(),
			widgets.NewMuted(i18n.T("support_key.text"))),
		p.Pair.Rows(),
		p.notice,
		layout.Buttons(p.cancel, p.make)))
	p.modal.OnEscape = p.onCancel
	p.modal.SetDefault(p.make)
	w.SetDialog(p)
	p.modal.Show(p.Pair.First)
	w.DialogShown("support_key")
}

func (p *makeKeyDialog) onMake() {
	if p.make.Busy() || !p.Pair.Complete() {
		return
	}
	passphrase := p.Pair.First.Text()
	var file []byte
	var desk model.SupportDesk
	p.say("")
	p.cancel.Disable()
	p.make.SetBusy(true, i18n.T("support_key.making"))
	p.w.Run(func(context.Context) (err error) {
		file, desk, err = model.NewSupportKey(passphrase)
		return err
	}, func(err error) {
		p.cancel.Enable()
		p.make.SetBusy(false, "")
		switch {
		case err != nil && messages.FieldOf(err) == "passphrase":
			p.Pair.Refuse(p.w.Report(err))
		case err != nil:
			p.say(p.w.Report(err))
		case p.modal.Visible():
			p.save(file, desk)
		}
	})
}

func (p *makeKeyDialog) save(file []byte, desk model.SupportDesk) {
	forms.SaveFile(p.w, forms.FileName(p.w, "support_key.file", "", keyEnding), func(w io.Writer) error {
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
	p.Pair.Wipe()
	p.w.SetDialog(p.before)
	p.modal.Hide()
}

// OnLock forgets the passphrase when the window locks, OnLeave when the page goes. Both tell the dialog below.
func (p *makeKeyDialog) OnLock() {
	p.Pair.Wipe()
	if below, ok := p.before.(window.Lockable); ok {
		below.OnLock()
	}
}

func (p *makeKeyDialog) OnLeave() {
	p.Pair.Wipe()
	if below, ok := p.before.(window.Leavable); ok {
		below.OnLeave()
	}
}

// Tick tells the dialog below.
func (p *makeKeyDialog) Tick(now time.Time) {
	if p.before != nil {
		p.before.Tick(now)
	}
}

// showPublic shows the public key to hand out. It calls done when the dialog has closed.
func showPublic(w *window.Window, desk model.SupportDesk, path string, done func()) {
	area := widgets.NewArea(forms.KeyRows)
	area.ReadOnly = true
	area.Name = i18n.T("say.public_key")
	area.SetText(messages.Flowing(desk.Key))
	var modal *widgets.Modal
	var copying *widgets.Button
	closed := func() {
		modal.Hide()
		done()
	}
	onCopy := func() {
		w.App().Clipboard().SetContent(desk.Key) // no secret, so it may stay there
		copying.SetText(i18n.T("common.copied"))
	}
	copying = widgets.NewButton(widgets.KindPlain, i18n.T("support_key.copy"), onCopy)
	copying.Reserve(i18n.T("common.copied"))
	folder := widgets.NewButton(widgets.KindPlain, i18n.T("saved_file.open_folder"), func() { forms.Reveal(w, path) })
	modal = widgets.NewModal(w.Canvas(), keyMakerWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.HStack(0, widgets.NewChip(widgets.ToneSuccess, i18n.T("support_key.chip"))),
			widgets.NewHeading(i18n.T("support_key.made_title")).Wrapped(),
			widgets.NewMuted(i18n.T("support_key.made_text", "Path", path))),
		widgets.NewField(i18n.T("support_desk.public_key"), area),
		layout.Facts(i18n.T("support_desk.fingerprint"), desk.Fingerprint),
		widgets.NewNotice(widgets.ToneWarning, i18n.T("support_key.keep")),
		layout.Spread(widgets.HStack(8, copying, folder), widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), closed))))
	// Enter does not close the dialog: it may have been meant for the file's name.
	modal.OnEscape = closed
	modal.SetDefault(copying)
	modal.Show(copying)
	w.DialogShown("support_key_made")
}
