package screens

import (
	"context"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

const contactWidth = 600

// changeContact is the dialog for how the registered desk is reached; done is called when it is saved.
func (d *Desk) changeContact(contact model.Contact, done func()) {
	p := newDeed(d, widgets.KindPrimary, i18n.T("common.save"), i18n.T("form.saving"))
	fields := newContactFields(contact, p.do)
	p.ready = func() bool {
		_, ok := fields.complete(d)
		return ok
	}
	p.act = func(ctx context.Context, session *model.Session) error {
		return session.ChangeContact(ctx, fields.contact())
	}
	p.place = func(err error) bool { return fields.mark(d, err) }
	p.typed = func() bool { return fields.contact() != contact }
	p.done = done
	p.open("contact", contactWidth, fields.first(),
		widgets.VStack(6,
			widgets.NewHeading(i18n.T("contact.title")).Wrapped(),
			widgets.NewMuted(i18n.T("contact.text"))),
		fields.rows())
	fields.edited = p.modal.Refresh
}
