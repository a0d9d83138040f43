package model

import (
	"context"
	"strings"

	"qlingo/model/store"
)

// Contact is how a support desk is reached, as the person said who registered the desk. It is
// shown to people who need help.
type Contact struct {
	Name  string // of the desk, such as a person or a firm
	Email string // either this or Phone may be empty
	Phone string
	Hours string // when somebody answers; may be empty
}

// Check tells what is wrong with a contact, in a field named "support_name",
// "support_email", "support_phone" or "support_hours". CodeContactMissing means that there
// is neither an e-mail address nor a phone number: nobody could be asked.
func (c Contact) Check() error {
	c = c.trimmed()
	for _, part := range []struct {
		field string
		err   error
	}{
		{"support_name", CheckName(c.Name)},
		{"support_email", CheckEmail(c.Email)},
		{"support_phone", checkPhone(c.Phone)},
		{"support_hours", checkLine("support_hours", c.Hours)},
	} {
		if part.err != nil {
			return inField(part.field, part.err)
		}
	}
	if c.Email == "" && c.Phone == "" {
		return &Error{Code: CodeContactMissing, Field: "support_email"}
	}
	return nil
}

func (c Contact) trimmed() Contact {
	return Contact{
		Name: strings.TrimSpace(c.Name), Email: strings.TrimSpace(c.Email),
		Phone: strings.TrimSpace(c.Phone), Hours: strings.TrimSpace(c.Hours),
	}
}

// set writes a contact into the account's row.
func (c Contact) set(a *store.Account) {
	c = c.trimmed()
	a.SupportName, a.SupportEmail, a.SupportPhone, a.SupportHours = c.Name, c.Email, c.Phone, c.Hours
}

func contactOf(a *store.Account) Contact {
	return Contact{Name: a.SupportName, Email: a.SupportEmail, Phone: a.SupportPhone, Hours: a.SupportHours}
}

// askedDesk is the desk that the account asks, with its contact; the zero value where there
// is none.
func askedDesk(a *store.Account) SupportDesk {
	desks := desksOf(a)
	if len(desks) == 0 {
		return SupportDesk{}
	}
	desk := publicDesk(desks[0])
	desk.Contact = contactOf(a)
	return desk
}

// SupportDesk is the desk that this account asks; the zero value where there is none.
func (s *Session) SupportDesk(ctx context.Context) (desk SupportDesk, err error) {
	err = s.read(ctx, allowChange|allowEnrol, func(_ *view, _ *store.User, h *handle) error {
		desk = askedDesk(h.account)
		return nil
	})
	return desk, err
}

// SupportDesk is the support desk of the only account, and the kind of that account. While there
// are several accounts it is unknown to which one somebody belongs who has not signed in, and
// the kind is "".
func (o *Office) SupportDesk(ctx context.Context) (desk SupportDesk, kind AccountKind, err error) {
	err = o.read(ctx, func(v *view) error {
		accounts, err := v.tx.Accounts()
		if err != nil || len(accounts) != 1 {
			return err
		}
		only, err := v.account(accounts[0].ID)
		if err != nil {
			return err
		}
		desk, kind = askedDesk(only), AccountKind(only.Kind)
		return nil
	})
	return desk, kind, err
}

// ChangeContact changes how the account's support desk is reached. The desk stays the same, so a
// fresh proof is enough; without a desk it is CodeNoDesk.
func (s *Session) ChangeContact(ctx context.Context, contact Contact) error {
	if err := contact.Check(); err != nil {
		return err
	}
	return s.write(ctx, needOwner|needProof, func(w *writing, me *store.User, h *handle) error {
		if len(h.account.Support) == 0 {
			return &Error{Code: CodeNoDesk}
		}
		contact.set(h.account)
		return w.update(h.account, event{kind: ActivityDesksRegistered, actor: me})
	})
}
