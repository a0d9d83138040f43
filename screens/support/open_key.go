package support

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// openKeyForm asks for the file of a support key and its passphrase.
type openKeyForm struct {
	w          *window.Window
	opened     func(*model.SupportKey)
	file       []byte
	path       *widgets.Text
	Browse     *widgets.Button
	Passphrase *widgets.PasswordEntry
	field      *widgets.Field
	open       *widgets.Button
	second     *fyne.Container // shown once there is a file
	grown      func()
}

func newOpenKeyForm(w *window.Window, opened func(*model.SupportKey)) *openKeyForm {
	o := &openKeyForm{w: w, opened: opened, Passphrase: widgets.NewPasswordEntry(), path: widgets.NewSmall("")}
	o.Browse = widgets.NewButton(widgets.KindPrimary, i18n.T("support_desk.choose"), o.onChoose)
	o.field = widgets.NewField(i18n.T("support_key.passphrase"), o.Passphrase)
	o.open = widgets.NewButton(widgets.KindPrimary, i18n.T("support_desk.open"), o.onOpen)
	o.Passphrase.OnEnter = o.onOpen
	o.Passphrase.OnEdited = func() { o.field.SetError("") }
	o.second = widgets.VStack(look.Gap, o.field, layout.Buttons(o.open))
	o.second.Hide()
	return o
}

func (o *openKeyForm) rows() fyne.CanvasObject {
	return widgets.VStack(look.Gap, widgets.VStack(8, widgets.HStack(0, o.Browse), o.path), o.second)
}

func (o *openKeyForm) onChoose() {
	if o.open.Busy() {
		return
	}
	var file []byte
	forms.OpenFile(o.w, forms.FileRequest{
		Title: i18n.T("support_desk.choose_title"), Text: i18n.T("support_desk.choose_text"), None: i18n.T("support_desk.choose_none"),
		Ending: keyEnding, AtMost: 1,
		Read: func(_ context.Context, _ *model.Session, data []byte, _ func(int, int)) error {
			file = data
			return nil
		},
		Done: func(path string) { o.Chosen(file, path) },
	})
}

func (o *openKeyForm) Chosen(file []byte, path string) {
	o.file = file
	o.path.SetText(i18n.T("support_desk.chosen", "Path", path))
	o.Browse.Kind = widgets.KindPlain
	o.Browse.SetText(i18n.T("support_desk.choose_other"))
	o.Passphrase.Wipe()
	o.field.SetError("")
	o.second.Show()
	o.grown()
	o.w.Focus(o.Passphrase)
}

func (o *openKeyForm) onOpen() {
	if o.open.Busy() {
		return
	}
	if o.Passphrase.Text() == "" {
		o.refuse(i18n.T("support_desk.passphrase_missing"))
		return
	}
	file, passphrase := o.file, o.Passphrase.Text()
	o.open.SetBusy(true, i18n.T("support_desk.opening"))
	window.Run(o.w, func(ctx context.Context) (*model.SupportKey, error) {
		key, err := model.OpenSupportKey(file, passphrase)
		if ctx.Err() != nil && key != nil { // the page is gone
			key.Wipe()
		}
		return key, err
	}, func(key *model.SupportKey, err error) {
		o.open.SetBusy(false, "")
		if err != nil {
			o.refuse(o.w.Report(err))
			return
		}
		o.Wipe()
		o.opened(key)
	})
}

func (o *openKeyForm) refuse(text string) {
	o.field.SetError(text)
	o.grown()
	o.w.Focus(o.Passphrase)
}

func (o *openKeyForm) Wipe() { o.Passphrase.Wipe() }
