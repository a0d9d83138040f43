package window

import (
	"context"
	"slices"

	"qlingo/model"
	"qlingo/screens/i18n"
)

// HelpContact is whom people at this window can ask, as far as that is known: the support desk of the account, with
// the name and contact that the account has for it.
type HelpContact struct {
	Desk model.SupportDesk // zero if the account has none
	Kind model.AccountKind // of the account; "" while unknown
}

// FindHelpContact looks up whom people can ask who have not signed in. Errors are only logged.
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

// HelpContact returns whom people at this window can ask.
func (w *Window) HelpContact() HelpContact { return w.helpContact }

func (w *Window) SetHelpContact(contact HelpContact) { w.helpContact = contact }

// SetHelpDesk notes a support desk that was just registered or removed.
func (w *Window) SetHelpDesk(desk model.SupportDesk) { w.helpContact.Desk = desk }

// loadHelpContact looks up whom the person who is signed in can ask.
func (w *Window) loadHelpContact() {
	session := w.session
	w.helpContact = HelpContact{}
	var desk model.SupportDesk
	w.runInBackground(func() (err error) {
		desk, err = session.SupportDesk(w.lifetime)
		return err
	}, func(err error) {
		if err == nil && w.session == session {
			w.helpContact = HelpContact{desk, session.Account().Kind}
		}
	})
}

// AfterLoss says who helps the person who is signed in if phone and backup codes are lost: an administrator, the support
// desk, or nobody. "" while that is not known.
func (w *Window) AfterLoss() string {
	switch {
	case w.session.Person().Role != model.RoleAdministrator:
		return i18n.T("sheet.help_administrator")
	case w.helpContact.Kind == "":
		return ""
	case w.helpContact.Desk.Key == "":
		return i18n.T("enrol.no_support_desk")
	}
	return i18n.T("enrol.support_desk", "Desk", w.DeskLine(w.helpContact.Desk))
}

// DeskLine says how to reach a support desk. One without a contact is named by its fingerprint.
func (w *Window) DeskLine(desk model.SupportDesk) string {
	contact := w.ContactOf(desk)
	if contact == (model.Contact{}) {
		return i18n.T("contact.unknown", "Fingerprint", desk.Fingerprint)
	}
	return i18n.T("contact.reach", "Name", contact.Name, "Email", contact.Email, "Phone", contact.Phone, "Hours", contact.Hours)
}

// ContactOf returns the contact of a support desk. The packager's own contact is used only for the packager's desk.
func (w *Window) ContactOf(desk model.SupportDesk) model.Contact {
	support := w.cfg.Support
	if desk.Contact == (model.Contact{}) && slices.Contains(support.Keys, desk.Key) {
		return model.Contact{Name: i18n.T("contact.packager"), Email: support.Address, Hours: w.SupportHours()}
	}
	return desk.Contact
}

// Sentence returns one of three sentences: there is a support desk, there is none, or we do not know.
func (h HelpContact) Sentence(w *Window, known, none, unknown string) string {
	switch {
	case h.Kind == "":
		return i18n.T(unknown)
	case h.Desk.Key == "":
		return i18n.T(none)
	}
	return i18n.T(known, "Desk", w.DeskLine(h.Desk))
}

// Support is the packager's support desk, set at build time.
type Support struct {
	Address string
	Hours   map[string]string // by language
	Keys    []string          // public keys of the packager's desk, which new accounts register; may be empty
}

// SupportHours are the opening hours in the language in use.
func (w *Window) SupportHours() string { return w.cfg.Support.Hours[i18n.Lang()] }
