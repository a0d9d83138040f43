package settings

import (
	"context"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

const contactWidth = 600

// changeContact opens the dialog for the contact of the support desk. It calls done when the contact is saved.
func changeContact(w *window.Window, contact model.Contact, done func()) {
	p := forms.NewConfirmDialog(w, widgets.KindPrimary, i18n.T("common.save"), i18n.T("person_form.saving"))
	fields := forms.NewContactFields(contact, p.Submit)
	var entered model.Contact // a worker must not read the entries
	p.Ready = func() (ok bool) {
		entered, ok = fields.Complete(w)
		return ok
	}
	p.Action = func(ctx context.Context, session *model.Session) error {
		return session.ChangeContact(ctx, entered)
	}
	p.ShowAtField = func(err error) bool { return fields.Mark(w, err) }
	p.Unsaved = func() bool { return fields.Contact() != contact }
	p.Done, p.Saves = done, true
	p.Open("contact", contactWidth, fields.First(),
		widgets.VStack(6,
			widgets.NewHeading(i18n.T("contact.title")).Wrapped(),
			widgets.NewMuted(i18n.T("contact.text"))),
		fields.Rows())
	fields.Edited = p.Modal.Refresh
}
