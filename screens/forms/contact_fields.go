package forms

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// ContactFields ask for the contact of a support desk.
type ContactFields struct {
	inputs []*contactInput // from top to bottom
	Edited func()          // called when the height changes
}

type contactInput struct {
	name  string // as in model errors
	part  func(*model.Contact) *string
	entry *widgets.Entry
	field *widgets.Field
}

func NewContactFields(contact model.Contact, enter func()) *ContactFields {
	f := &ContactFields{Edited: func() {}}
	for _, in := range []*contactInput{
		{name: "support_name", part: func(c *model.Contact) *string { return &c.Name }},
		{name: "support_email", part: func(c *model.Contact) *string { return &c.Email }},
		{name: "support_phone", part: func(c *model.Contact) *string { return &c.Phone }},
		{name: "support_hours", part: func(c *model.Contact) *string { return &c.Hours }},
	} {
		in.entry = widgets.NewEntry()
		in.entry.SetText(*in.part(&contact))
		in.field = widgets.NewField(i18n.T("contact."+in.name), in.entry)
		in.entry.OnEdited = func() {
			in.field.SetError("")
			f.Edited()
		}
		in.entry.OnEnter = enter
		f.inputs = append(f.inputs, in)
	}
	f.inputs[0].field.SetMark(i18n.T("person_form.required"))
	f.inputs[3].field.SetHint(i18n.T("contact.hours_hint"))
	return f
}

func (f *ContactFields) Rows() fyne.CanvasObject {
	return widgets.VStack(12,
		container.New(layout.Halves{Gap: look.Gap}, f.inputs[0].field, f.inputs[1].field),
		container.New(layout.Halves{Gap: look.Gap}, f.inputs[2].field, f.inputs[3].field))
}

func (f *ContactFields) First() *widgets.Entry { return f.inputs[0].entry }

// Contact returns what was typed.
func (f *ContactFields) Contact() (contact model.Contact) {
	for _, in := range f.inputs {
		*in.part(&contact) = in.entry.Text
	}
	return contact
}

// Complete returns the contact, or shows at its field what is wrong.
func (f *ContactFields) Complete(w *window.Window) (model.Contact, bool) {
	contact := f.Contact()
	err := contact.Check()
	if err != nil {
		f.Mark(w, err)
	}
	return contact, err == nil
}

// Mark shows an error of the model at the field it is about, and reports
// whether there is one.
func (f *ContactFields) Mark(w *window.Window, err error) bool {
	for _, in := range f.inputs {
		if in.name == messages.FieldOf(err) {
			in.field.SetError(messages.FieldSentence(in.name, err))
			f.Edited()
			w.Focus(in.entry)
			return true
		}
	}
	return false
}
