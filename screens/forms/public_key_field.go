package forms

import (
	"qlingo/model"
	"qlingo/model/fold"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// PublicKeyField takes the public key of a support desk, however it is pasted, and shows its fingerprint for
// comparing.
type PublicKeyField struct {
	Area   *widgets.Area
	Field  *widgets.Field
	Edited func()
}

const KeyRows = 3

func NewPublicKeyField(enter func()) *PublicKeyField {
	f := &PublicKeyField{Area: widgets.NewArea(KeyRows), Edited: func() {}}
	f.Field = widgets.NewField(i18n.T("support_desk.public_key"), f.Area)
	f.Field.SetHint(i18n.T("support_desk.public_key_hint"))
	f.Area.OnEnter, f.Area.OnEdited = enter, f.onEdited
	return f
}

func (f *PublicKeyField) text() string { return f.Area.Text }

// Set fills the field as if it were typed.
func (f *PublicKeyField) Set(key string) {
	f.Area.SetText(messages.Flowing(fold.Groups(key)))
	f.onEdited()
}

// onEdited reports a mistyped group at once. A key that is not complete yet is not wrong.
func (f *PublicKeyField) onEdited() {
	desk, err := model.ReadSupportDesk(f.text())
	switch {
	case err == nil:
		f.Field.SetError("")
		f.Field.SetHint(i18n.T("support_desk.fingerprint_is", "Fingerprint", desk.Fingerprint))
	case messages.RowOf(err) > 0:
		f.Field.SetError(messages.Sentence(err))
	default:
		f.Field.SetError("")
		f.Field.SetHint(i18n.T("support_desk.public_key_hint"))
	}
	f.Edited()
}

// Complete returns the desk, or shows at the field what is wrong.
func (f *PublicKeyField) Complete(w *window.Window) (model.SupportDesk, bool) {
	desk, err := model.ReadSupportDesk(f.text())
	if err != nil {
		f.Field.SetError(w.Report(err))
		w.Focus(f.Area)
		return desk, false
	}
	return desk, true
}
