package window

import (
	"context"
	"slices"

	"qlingo/model"
	"qlingo/screens/i18n"
)

// HelpContact is whom somebody at this window can ask, as far as that is known: the desk of the account, by its own name and
// contact, and nobody else's.
type HelpContact struct {
	Desk model.SupportDesk // zero where the account has none
	Kind model.AccountKind // of the account; "" while it is not known whose help is needed
}

// FindHelpContact looks up whom people can ask who have not signed in. A failure concerns nobody who only wants to sign in.
func (w *Window) FindHelpContact() {
	office := w.office
	Run(w, func(ctx context.Context) (helper HelpContact, err error) {
		helper.Desk, helper.Kind, err = office.SupportDesk(ctx)
		return helper, err
	}, func(helper HelpContact, err error) {
		if err != nil {
			w.cfg.Log.Warn("support desk", "err", err)
			return
		}
		w.helpContact = helper
	})
}

// HelpContact is whom somebody at this window can ask.
func (w *Window) HelpContact() HelpContact { return w.helpContact }

func (w *Window) SetHelpContact(contact HelpContact) { w.helpContact = contact }

// SetHelpDesk is for a desk that was just registered or given up.
func (w *Window) SetHelpDesk(desk model.SupportDesk) { w.helpContact.Desk = desk }

// loadHelpContact looks up whom who is signed in can ask.
func (w *Window) loadHelpContact() {
	session := w.session
	w.helpContact = HelpContact{}
	var desk model.SupportDesk
	w.inBackground(func() (err error) {
		desk, err = session.SupportDesk(w.lifetime)
		return err
	}, func(err error) {
		if err == nil && w.session == session {
			w.helpContact = HelpContact{desk, session.Account().Kind}
		}
	})
}

// DeskLine words how a desk is reached. One that nobody has given a contact for is named by what can be compared.
func (w *Window) DeskLine(desk model.SupportDesk) string {
	contact := w.ContactOf(desk)
	if contact == (model.Contact{}) {
		return i18n.T("contact.unknown", "Fingerprint", desk.Fingerprint)
	}
	return i18n.T("contact.reach", "Name", contact.Name, "Email", contact.Email, "Phone", contact.Phone, "Hours", contact.Hours)
}

// ContactOf is the contact of a desk; the packager's only where that is the desk.
func (w *Window) ContactOf(desk model.SupportDesk) model.Contact {
	support := w.cfg.Support
	if desk.Contact == (model.Contact{}) && slices.Contains(support.Keys, desk.Key) {
		return model.Contact{Name: i18n.T("contact.packager"), Email: support.Address, Hours: w.SupportHours()}
	}
	return desk.Contact
}

// Sentence is the sentence for a desk, for none, or for not knowing.
func (h HelpContact) Sentence(w *Window, known, none, unknown string) string {
	switch {
	case h.Kind == "":
		return i18n.T(unknown)
	case h.Desk.Key == "":
		return i18n.T(none)
	}
	return i18n.T(known, "Desk", w.DeskLine(h.Desk))
}

// Support is the packager's support desk, as it is set in the program.
type Support struct {
	Address string
	Hours   map[string]string // by language
	Keys    []string          // public keys of the packager's own desk, which whoever names no other gets; may be none
}

// SupportHours are the opening hours in the language in use.
func (w *Window) SupportHours() string { return w.cfg.Support.Hours[i18n.Lang()] }
