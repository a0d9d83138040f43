package screens

import (
	"qlingo/model"
	"qlingo/model/fold"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// publicKeyField takes the public key of a support desk, however it is pasted, and shows its fingerprint to compare.
type publicKeyField struct {
	area   *widgets.Area
	field  *widgets.Field
	edited func()
}

const keyRows = 3

func newPublicKeyField(enter func()) *publicKeyField {
	f := &publicKeyField{area: widgets.NewArea(keyRows), edited: func() {}}
	f.field = widgets.NewField(i18n.T("desk.public"), f.area)
	f.field.SetHint(i18n.T("desk.public_hint"))
	f.area.OnEnter, f.area.OnEdited = enter, f.onEdited
	return f
}

func (f *publicKeyField) text() string { return f.area.Text }

// set fills the field as typing would.
func (f *publicKeyField) set(key string) {
	f.area.SetText(flowing(fold.Groups(key)))
	f.onEdited()
}

// onEdited names a mistyped group at once; what is only not complete yet is not wrong.
func (f *publicKeyField) onEdited() {
	desk, err := model.ReadSupportDesk(f.text())
	switch {
	case err == nil:
		f.field.SetError("")
		f.field.SetHint(i18n.T("desk.fingerprint_is", "Fingerprint", desk.Fingerprint))
	case rowOf(err) > 0:
		f.field.SetError(sentence(err))
	default:
		f.field.SetError("")
		f.field.SetHint(i18n.T("desk.public_hint"))
	}
	f.edited()
}

// complete gives the desk, or shows at the field what is wrong.
func (f *publicKeyField) complete(w *Window) (model.SupportDesk, bool) {
	desk, err := model.ReadSupportDesk(f.text())
	if err != nil {
		f.field.SetError(w.explain(err))
		w.Focus(f.area)
		return desk, false
	}
	return desk, true
}
