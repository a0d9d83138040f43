package model

import (
	"context"

	"qlingo/model/store"
)

// A bad log that was accepted may have lost that somebody was made a user again, or has set
// up MFA: an older row, which was genuine once, is believed then. So everybody who was an
// administrator or without MFA at that moment is to be confirmed by a person who knows.

// acceptedEvent is what the log says of a genuine row when a bad log is accepted.
func acceptedEvent(row store.Row) event {
	if u, ok := row.(*store.User); ok && (u.Role == string(RoleAdministrator) || !u.MFA) {
		return event{kind: activityConfirmationAsked, target: u}
	}
	return event{kind: activityRewritten}
}

// awaitsConfirmation tells whether a person is still to be confirmed.
func (v *view) awaitsConfirmation(u *store.User) bool {
	return v.o.ledger.person(u.ID).Unconfirmed
}

// Unconfirmed are the people of the account whom this person is to confirm since a bad log
// was accepted: administrators, and whoever had MFA off. Oneself is confirmed by another
// administrator where there is one. Whoever's row was changed cannot sign in, and is left out.
func (s *Session) Unconfirmed(ctx context.Context) (people []Person, err error) {
	err = s.read(ctx, needOwner, func(v *view, me *store.User, h *handle) error {
		if v.meta.Base == 0 { // no log was ever accepted
			return nil
		}
		users, err := v.tx.Users(s.office)
		if err != nil {
			return err
		}
		for _, u := range users {
			if !v.awaitsConfirmation(u) || v.checkRow(u, u.ID[:]) != nil || u.ID == me.ID && v.anotherAdministrator(users, me) {
				continue
			}
			people = append(people, person(u, h.account, false))
		}
		return nil
	})
	return people, err
}

// ConfirmPeople says that people of the account are rightly administrators, or rightly without
// MFA; the log keeps it. Whoever need not be confirmed any more is skipped; oneself is
// CodeOneself if there is another administrator. It takes a fresh proof, or a person whose old
// row was put back could confirm themselves at a colleague's window.
func (s *Session) ConfirmPeople(ctx context.Context, ids []PersonID) error {
	return s.write(ctx, needOwner|needProof, func(w *writing, me *store.User, _ *handle) error {
		users, err := w.tx.Users(me.Account)
		if err != nil {
			return err
		}
		for _, id := range ids {
			u, err := w.member(me, id)
			if err != nil {
				return err
			}
			if !w.awaitsConfirmation(u) {
				continue
			}
			if u == me && w.anotherAdministrator(users, me) {
				return &Error{Code: CodeOneself}
			}
			if err := w.log(event{kind: ActivityPersonConfirmed, actor: me, target: u}, nil); err != nil {
				return err
			}
		}
		return nil
	})
}

// anotherAdministrator tells whether the account has one, whose row is sound.
func (v *view) anotherAdministrator(users []*store.User, me *store.User) bool {
	for _, u := range users {
		if u.ID != me.ID && u.Role == string(RoleAdministrator) && v.checkRow(u, u.ID[:]) == nil {
			return true
		}
	}
	return false
}
