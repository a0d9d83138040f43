package model

import (
	"context"
	"strings"

	"qlingo/model/store"
)

// What an administrator does to one person can be done to several at once: in one transaction, all or nobody, with every
// person checked as if alone. The caller brings the people as the question showed them. If one of them is no longer so,
// nothing is done: what was agreed to was something else.

// Several is something that can be done to several people at once.
type Several string

// What can be done to several people at once.
const (
	SeveralResetMFA      Several = "reset_mfa"
	SeveralSuspend       Several = "suspend"
	SeveralResume        Several = "resume"
	SeveralResetPassword Several = "reset_password"
	SeveralInvite        Several = "invite" // to turn MFA on
)

// WhyNot says why an administrator, me, cannot do something to a person among several; "" if that is possible.
func (a Several) WhyNot(p Person, me PersonID) Code {
	switch {
	case p.State == StateTampered:
		return CodeTamperedPerson
	case p.ID == me:
		return CodeOneself
	case a == SeveralResetMFA && p.Role == RoleAdministrator:
		return CodeAdministrator
	case a == SeveralResetMFA && !p.MFA:
		return CodeMFAOff
	case a == SeveralSuspend && p.State == StateSuspended:
		return CodeIsSuspended
	case a == SeveralResume && p.State != StateSuspended:
		return CodeNotSuspended
	case a == SeveralInvite && p.MFA:
		return CodeMFAOn
	case a == SeveralInvite && p.State == StateSuspended:
		return CodeIsSuspended
	}
	return ""
}

// SuspendPeople is Suspend for several.
func (s *Session) SuspendPeople(ctx context.Context, seen []Person) ([]Person, error) {
	return s.changeSeveral(ctx, needProof, SeveralSuspend, seen, suspend)
}

// ResumePeople is Resume for several.
func (s *Session) ResumePeople(ctx context.Context, seen []Person) ([]Person, error) {
	return s.changeSeveral(ctx, needProof, SeveralResume, seen, resume)
}

// ResetMFAOfPeople is ResetMFA for several.
func (s *Session) ResetMFAOfPeople(ctx context.Context, seen []Person) ([]Person, error) {
	return s.changeSeveral(ctx, needProof, SeveralResetMFA, seen, resetMFA)
}

// ResetPasswords is ResetPassword for several. The passwords are in the order of the people.
func (s *Session) ResetPasswords(ctx context.Context, seen []Person) (after []Person, issued []IssuedPassword, err error) {
	after, err = s.changeSeveral(ctx, needProof, SeveralResetPassword, seen, func(w *writing, me, u *store.User, h *handle) error {
		temporary, err := w.resetPassword(me, u, h)
		issued = append(issued, IssuedPassword{u.Login, u.Name, temporary, timeOf(u.TemporaryUntil)})
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	return after, issued, nil
}

// InviteToMFA notes that people were asked to turn their second step on, which only they can do. It changes nothing else.
func (s *Session) InviteToMFA(ctx context.Context, seen []Person) ([]Person, error) {
	return s.changeSeveral(ctx, 0, SeveralInvite, seen, func(w *writing, me, u *store.User, _ *handle) error {
		return w.log(event{kind: ActivityMFAInvited, actor: me, target: u}, nil)
	})
}

func (s *Session) changeSeveral(ctx context.Context, needs need, action Several, seen []Person, do memberChange) ([]Person, error) {
	ids := make([]PersonID, len(seen))
	for i, p := range seen {
		ids[i] = p.ID
	}
	return s.changeMembers(ctx, needs, ids, func(me *store.User, users []*store.User) error {
		return checkSeveral(action, PersonID(me.ID), seen, users)
	}, do)
}

// checkSeveral tells whether people are still what was seen of them, and whether an action is possible for all of them.
func checkSeveral(action Several, me PersonID, seen []Person, users []*store.User) error {
	if len(seen) == 0 {
		return because(CodeInternal, "nobody to do it to")
	}
	var changed, refused []string
	var why Code
	for i, p := range seen {
		if users[i] == nil || !p.stillIs(users[i]) {
			changed = append(changed, p.Name)
		}
		if code := action.WhyNot(p, me); code != "" && (why == "" || why == code) {
			why, refused = code, append(refused, p.Name)
		}
	}
	switch {
	case len(changed) > 0:
		return &Error{Code: CodePeopleChanged, People: strings.Join(changed, "\n")}
	case why != "":
		return &Error{Code: why, People: strings.Join(refused, "\n")}
	}
	return nil
}

// stillIs tells whether a person is what a question about several people showed. That somebody has signed in meanwhile, or
// is locked out, changes no answer.
func (p Person) stillIs(u *store.User) bool {
	return p.Login == u.Login && p.Details == detailsOf(u) && string(p.Role) == u.Role && p.MFA == u.MFA &&
		(p.State == StateSuspended) == (u.Status == suspended) && p.TemporaryUntil.Equal(timeOf(u.TemporaryUntil))
}
