package screens

import (
	"context"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

const contactWidth = 600

// changeContact is the dialog for how the registered desk is reached; done is called when it is saved.
func changeContact(w *Window, contact model.Contact, done func()) {
	p := newConfirmDialog(w, widgets.KindPrimary, i18n.T("common.save"), i18n.T("form.saving"))
	fields := newContactFields(contact, p.submit)
	p.ready = func() bool {
		_, ok := fields.complete(w)
		return ok
	}
	p.action = func(ctx context.Context, session *model.Session) error {
		return session.ChangeContact(ctx, fields.contact())
	}
	p.showAtField = func(err error) bool { return fields.mark(w, err) }
	p.unsaved = func() bool { return fields.contact() != contact }
	p.done = done
	p.open("contact", contactWidth, fields.first(),
		widgets.VStack(6,
			widgets.NewHeading(i18n.T("contact.title")).Wrapped(),
			widgets.NewMuted(i18n.T("contact.text"))),
		fields.rows())
	fields.edited = p.modal.Refresh
}
