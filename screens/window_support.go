package screens

import (
	"context"
	"slices"

	"qlingo/model"
	"qlingo/screens/i18n"
)

// helper is whom somebody at this window can ask, as far as that is known: the desk of the account, by its own name and
// contact, and nobody else's.
type helper struct {
	desk model.SupportDesk // zero where the account has none
	kind model.AccountKind        // of the account; "" while it is not known whose help is needed
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

// Support is the packager's support desk, as it is set in the program.
type Support struct {
	Address string
	Hours   map[string]string // by language
	Keys    []string          // public keys of the packager's own desk, which whoever names no other gets; may be none
}

// supportHours are the opening hours in the language in use.
func (d *Desk) supportHours() string { return d.cfg.Support.Hours[i18n.Lang()] }
