package screens

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// helper is whom somebody at this window can ask, as far as that is known: the desk of the account, by its own name and
// contact, and nobody else's.
type helper struct {
	desk model.SupportDesk // zero where the account has none
	kind model.AccountKind // of the account; "" while it is not known whose help is needed
}

// askForHelper looks up whom people can ask who have not signed in. A failure concerns nobody who only wants to sign in.
func (d *Desk) askForHelper() {
	var helper helper
	office := d.office
	d.run(func(ctx context.Context) (err error) {
		helper.desk, helper.kind, err = office.SupportDesk(ctx)
		return err
	}, func(err error) {
		if err != nil {
			d.cfg.Log.Warn("support desk", "err", err)
			return
		}
		d.helper = helper
	})
}

// loadHelper looks up whom who is signed in can ask.
func (d *Desk) loadHelper() {
	session := d.session
	d.helper = helper{}
	var desk model.SupportDesk
	d.aside(func() (err error) {
		desk, err = session.SupportDesk(d.life)
		return err
	}, func(err error) {
		if err == nil && d.session == session {
			d.helper = helper{desk, session.Account().Kind}
		}
	})
}

// deskLine words how a desk is reached. One that nobody has given a contact for is named by what can be compared.
func (d *Desk) deskLine(desk model.SupportDesk) string {
	contact := d.contactOf(desk)
	if contact == (model.Contact{}) {
		return i18n.T("contact.unknown", "Fingerprint", desk.Fingerprint)
	}
	return i18n.T("contact.reach", "Name", contact.Name, "Email", contact.Email, "Phone", contact.Phone, "Hours", contact.Hours)
}

// contactOf is the contact of a desk; the packager's only where that is the desk.
func (d *Desk) contactOf(desk model.SupportDesk) model.Contact {
	support := d.cfg.Support
	if desk.Contact == (model.Contact{}) && slices.Contains(support.Keys, desk.Key) {
		return model.Contact{Name: i18n.T("contact.packager"), Email: support.Address, Hours: d.supportHours()}
	}
	return desk.Contact
}

// pick is the sentence for a desk, for none, or for not knowing.
func (h helper) pick(d *Desk, known, none, unknown string) string {
	switch {
	case h.kind == "":
		return i18n.T(unknown)
	case h.desk.Key == "":
		return i18n.T(none)
	}
	return i18n.T(known, "Desk", d.deskLine(h.desk))
}

// contactFields ask how a desk is reached.
type contactFields struct {
	inputs []*contactInput // in the order of the eye
	edited func()          // hears of a change in height
}

type contactInput struct {
	name  string // as in the model's errors
	part  func(*model.Contact) *string
	entry *widgets.Entry
	field *widgets.Field
}

func newContactFields(contact model.Contact, enter func()) *contactFields {
	f := &contactFields{edited: func() {}}
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
			f.edited()
		}
		in.entry.OnEnter = enter
		f.inputs = append(f.inputs, in)
	}
	f.inputs[0].field.SetMark(i18n.T("form.required"))
	f.inputs[3].field.SetHint(i18n.T("contact.hours_hint"))
	return f
}

func (f *contactFields) rows() fyne.CanvasObject {
	return widgets.VStack(12,
		container.New(halves{gap: look.Gap}, f.inputs[0].field, f.inputs[1].field),
		container.New(halves{gap: look.Gap}, f.inputs[2].field, f.inputs[3].field))
}

func (f *contactFields) first() *widgets.Entry { return f.inputs[0].entry }

// contact is what was typed.
func (f *contactFields) contact() (contact model.Contact) {
	for _, in := range f.inputs {
		*in.part(&contact) = in.entry.Text
	}
	return contact
}

// complete gives the contact, or says at its field what is wrong.
func (f *contactFields) complete(d *Desk) (model.Contact, bool) {
	contact := f.contact()
	err := contact.Check()
	if err != nil {
		f.mark(d, err)
	}
	return contact, err == nil
}

// mark says an error of the model at the field it is about.
func (f *contactFields) mark(d *Desk, err error) bool {
	for _, in := range f.inputs {
		if in.name == fieldOf(err) {
			in.field.SetError(fieldSentence(in.name, err))
			f.edited()
			d.focus(in.entry)
			return true
		}
	}
	return false
}

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
