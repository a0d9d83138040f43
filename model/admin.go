package model

import (
	"context"
	"errors"
	"time"

	"qlingo/model/keys"
	"qlingo/model/otp"
	"qlingo/model/store"
)

// The lives of temporary passwords: of a new person's, and of one that replaces a
// forgotten password.
const (
	firstTemporary = 14 * 24 * time.Hour
	resetTemporary = 24 * time.Hour
)

// AddUser adds a user. It returns the temporary password, this once, in groups of five; it lasts
// 14 days and must be changed at the first sign-in.
func (s *Session) AddUser(ctx context.Context, n NewUser) (p Person, temporary string, err error) {
	if err := n.Check(); err != nil {
		return Person{}, "", err
	}
	err = s.write(ctx, needAdmin|needProof, func(w *writing, me *store.User, h *handle) error {
		if err := w.checkLoginFree(foldLogin(n.Login)); err != nil {
			return err
		}
		u, secret, err := w.addUser(me, h, n)
		if err != nil {
			return err
		}
		p, temporary = person(u, h.account, false), secret
		return nil
	})
	if err != nil {
		return Person{}, "", err
	}
	return p, temporary, nil
}

// addUser writes a new user's row and gives the temporary password in groups of five.
// The login is free and everything was checked.
func (w *writing) addUser(me *store.User, h *handle, n NewUser) (*store.User, string, error) {
	made, err := w.prepareUser(me, h, n)
	if err != nil {
		return nil, "", err
	}
	temporary, err := w.insertPrepared(me, made)
	return made.user, temporary, err
}

// EditUser changes what is known of a person of the account, oneself too: what differs between the details that somebody
// has seen and what they made of them. What another has changed meanwhile stays.
func (s *Session) EditUser(ctx context.Context, id PersonID, seen, edited Details) (p Person, err error) {
	if err := edited.Check(); err != nil {
		return Person{}, err
	}
	err = s.write(ctx, needAdmin, func(w *writing, me *store.User, h *handle) error {
		u, err := w.member(me, id)
		if err != nil {
			return err
		}
		if err := w.edit(me, u, seen, edited); err != nil {
			return err
		}
		p, err = w.personAfter(u, h)
		return err
	})
	return p, err
}

// edit writes what differs between the details that somebody has seen and what they made of them.
func (w *writing) edit(me, u *store.User, seen, edited Details) error {
	d := edited.onto(detailsOf(u), seen)
	fields := changedFields(detailsOf(u), d.tidy())
	if len(fields) == 0 {
		return nil
	}
	d.set(u)
	return w.update(u, event{kind: ActivityUserEdited, actor: me, target: u, fields: fields})
}

// ResetPassword gives another person of the account a new temporary password, in groups
// of five, for 24 hours. It lifts the stop of too many wrong passwords and ends that
// person's sessions; the second step stays as it is.
func (s *Session) ResetPassword(ctx context.Context, id PersonID) (p Person, temporary string, err error) {
	p, err = s.changeMember(ctx, id, func(w *writing, me, u *store.User, h *handle) error {
		temporary, err = w.resetPassword(me, u, h)
		return err
	})
	if err != nil {
		return Person{}, "", err
	}
	return p, temporary, nil
}

func (w *writing) resetPassword(me, u *store.User, h *handle) (temporary string, err error) {
	temporary, err = keys.NewTemporary(w.o.options.Rand)
	if err != nil {
		return "", err
	}
	userKey, err := w.openEscrow(u, h)
	if err != nil {
		return "", err
	}
	defer userKey.Wipe()
	private, err := w.o.setPassword(u, userKey, forAdmins(&h.adminsKey), temporary, true)
	if err != nil {
		return "", err
	}
	private.Wipe()
	u.TemporaryUntil = w.today() + resetTemporary.Milliseconds()
	u.Epoch++
	if err := w.update(u, event{kind: ActivityPasswordReset, actor: me, target: u}); err != nil {
		return "", err
	}
	return otp.Group(temporary, 5, "-"), w.resetCounters(w.o.passwordKey(u.Login))
}

// ResetMFA switches a user's second step off: secret, codes, counters and locks are
// gone, that person's sessions end. Administrators have their own page, a backup code,
// or support. Nobody can switch it on for another.
func (s *Session) ResetMFA(ctx context.Context, id PersonID) (Person, error) {
	return s.changeMember(ctx, id, resetMFA)
}

func resetMFA(w *writing, me, u *store.User, h *handle) error {
	if u.Role != string(RoleUser) {
		return &Error{Code: CodeDenied}
	}
	userKey, err := w.openEscrow(u, h)
	if err != nil {
		return err
	}
	defer userKey.Wipe()
	second, err := w.o.activeRecord(u, userKey)
	if err != nil {
		return err
	}
	second.wipe()
	if err := w.resetMFA(u, userKey); err != nil {
		return err
	}
	if err := w.update(u, event{kind: ActivityMFAReset, actor: me, target: u}); err != nil {
		return err
	}
	return w.resetCounters(w.o.secondKey(u.ID), w.o.passwordKey(u.Login))
}

// Unlock sets the counters of another person back, so that the next attempt is looked at.
// The second step's stays with an administrator: a colleague who gives a temporary
// password and unlocks again and again could guess the PIN.
func (s *Session) Unlock(ctx context.Context, id PersonID) (Person, error) {
	return s.changeMember(ctx, id, func(w *writing, me, u *store.User, _ *handle) error {
		counters := [][32]byte{w.o.passwordKey(u.Login)}
		if u.Role == string(RoleUser) {
			counters = append(counters, w.o.secondKey(u.ID))
		}
		if err := w.resetCounters(counters...); err != nil {
			return err
		}
		return w.log(event{kind: ActivityUserUnlocked, actor: me, target: u}, nil)
	})
}

// Suspend keeps another person from signing in and ends that person's sessions. An
// administrator who is suspended is a user from then on: the administrators' key goes.
func (s *Session) Suspend(ctx context.Context, id PersonID) (Person, error) {
	return s.changeMember(ctx, id, suspend)
}

func suspend(w *writing, me, u *store.User, _ *handle) error {
	if u.Status == suspended {
		return nil
	}
	demoted := u.Role == string(RoleAdministrator)
	demote(u)
	u.Status = suspended
	u.Epoch++
	if err := w.update(u, event{kind: ActivityUserSuspended, actor: me, target: u}); err != nil || !demoted {
		return err
	}
	return w.log(event{kind: ActivityMadeUser, actor: me, target: u}, nil)
}

// Resume lets a suspended person sign in again.
func (s *Session) Resume(ctx context.Context, id PersonID) (Person, error) {
	return s.changeMember(ctx, id, resume)
}

func resume(w *writing, me, u *store.User, _ *handle) error {
	if u.Status == active {
		return nil
	}
	u.Status = active
	u.Epoch++
	return w.update(u, event{kind: ActivityUserResumed, actor: me, target: u})
}

// SetRole makes another person an administrator, by sealing the administrators' key to
// that person's pair, or a user, by taking it away. It ends that person's sessions.
// CodeMustSignIn: somebody of an older version's file has no pair yet.
func (s *Session) SetRole(ctx context.Context, id PersonID, role Role) (Person, error) {
	if role != RoleAdministrator && role != RoleUser {
		return Person{}, because(CodeInternal, "no role %q", role)
	}
	return s.changeMember(ctx, id, func(w *writing, me, u *store.User, h *handle) error {
		if u.Role == string(role) {
			return nil
		}
		kind := ActivityMadeUser
		if role == RoleAdministrator {
			kind = ActivityMadeAdministrator
			if u.Status != active {
				return &Error{Code: CodeMustResume}
			}
			if err := w.promote(u, h); err != nil {
				return err
			}
		} else {
			demote(u)
		}
		u.Epoch++
		return w.update(u, event{kind: kind, actor: me, target: u})
	})
}

func (w *writing) promote(u *store.User, h *handle) (err error) {
	if !hasPair(u) {
		return &Error{Code: CodeMustSignIn, Text: u.Name}
	}
	u.Role = string(RoleAdministrator)
	u.KeyAdmin, err = keys.Public(u.KeyPublic).Wrap(w.o.sealContext("admin", u.ID), &h.adminsKey)
	return err
}

func demote(u *store.User) { u.Role, u.KeyAdmin = string(RoleUser), nil }

// DeleteUser deletes another person for good. The caller types that person's login.
func (s *Session) DeleteUser(ctx context.Context, id PersonID, login string) error {
	_, err := s.changeMember(ctx, id, func(w *writing, me, u *store.User, _ *handle) error {
		if foldLogin(login) != u.Login {
			return &Error{Code: CodeLoginDiffers, Field: "login"}
		}
		if err := w.remove(u, event{kind: ActivityUserDeleted, actor: me, target: u}); err != nil {
			return err
		}
		if err := w.dropRequest(u); err != nil {
			return err
		}
		return w.resetCounters(w.o.secondKey(u.ID), w.o.passwordKey(u.Login))
	})
	return err
}

// changeMember is something done to another person of the account, with a fresh proof. It gives
// the person as they then are.
func (s *Session) changeMember(ctx context.Context, id PersonID, do memberChange) (Person, error) {
	after, err := s.changeMembers(ctx, needProof, []PersonID{id}, nil, do)
	if err != nil {
		return Person{}, err
	}
	return after[0], nil
}

// memberChange is what an action does to a person.
type memberChange func(w *writing, me, u *store.User, h *handle) error

// changeMembers is something done to other people of the account, in one transaction. It gives them as they then are.
// check, which may be nil, looks at all of them before anything is done; a person who is not there is nil.
func (s *Session) changeMembers(ctx context.Context, needs need, ids []PersonID, check func(me *store.User, users []*store.User) error, do memberChange) (after []Person, err error) {
	err = s.write(ctx, needAdmin|needs, func(w *writing, me *store.User, h *handle) error {
		users, err := w.others(me, ids, check != nil)
		if err != nil {
			return err
		}
		if check != nil {
			if err := check(me, users); err != nil {
				return err
			}
		}
		for i, u := range users {
			if i > 0 && i%progressEvery == 0 {
				if err := errors.Join(ctx.Err(), w.tx.KeepTurn()); err != nil {
					return err
				}
			}
			if err := do(w, me, u, h); err != nil {
				return about(err, u.Name, len(users))
			}
			p, err := w.personAfter(u, h)
			if err != nil {
				return err
			}
			after = append(after, p)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return after, nil
}

// others reads people of one's own account, but not oneself. Among several, nil stands for whoever is gone.
func (w *writing) others(me *store.User, ids []PersonID, several bool) ([]*store.User, error) {
	if len(ids) > MostAtOnce {
		return nil, &Error{Code: CodeTooManyPeople, Max: MostAtOnce}
	}
	users, met := make([]*store.User, len(ids)), map[PersonID]bool{}
	for i, id := range ids {
		if met[id] {
			return nil, because(CodeInternal, "a person is there twice")
		}
		met[id] = true
		u, err := w.member(me, id)
		switch {
		case several && CodeOf(err) == CodeDenied:
		case err != nil && u != nil: // the row was changed from outside
			return nil, about(err, u.Name, len(ids))
		case err != nil:
			return nil, err
		case u == me:
			return nil, w.refuseOneself(me)
		default:
			users[i] = u
		}
	}
	return users, nil
}

// about says of an error of one among several people whom it is about.
func about(err error, name string, several int) error {
	var found *Error
	if several < 2 || !errors.As(err, &found) {
		return err
	}
	answer := *found
	answer.People = name
	return &answer
}

// member reads a person of one's own account; oneself is me itself.
func (v *view) member(me *store.User, id PersonID) (*store.User, error) {
	if me.ID == store.ID(id) {
		return me, nil
	}
	u, err := v.user(store.ID(id))
	if CodeOf(err) == CodeEnded { // that person, not this session
		return nil, &Error{Code: CodeDenied}
	}
	if err == nil && u.Account != me.Account {
		return nil, &Error{Code: CodeDenied}
	}
	return u, err
}

// refuseOneself says why an administrator cannot do something to the own row. That no
// one can is also what keeps an account from losing its last administrator.
func (v *view) refuseOneself(me *store.User) error {
	users, err := v.tx.Users(me.Account)
	if err != nil {
		return err
	}
	for _, u := range users {
		if u.ID != me.ID && u.Role == string(RoleAdministrator) && v.checkRow(u, u.ID[:]) == nil {
			return &Error{Code: CodeOneself}
		}
	}
	return &Error{Code: CodeLastAdministrator}
}

// openEscrow opens a person's key with the administrators' one.
func (v *view) openEscrow(u *store.User, h *handle) (*keys.Key, error) {
	userKey, err := h.adminsKey.Unwrap(v.o.sealContext("escrow", u.ID), u.KeyEscrow)
	if err != nil {
		return nil, because(CodeTamperedPerson, "the person's key: %w", err)
	}
	return &userKey, nil
}

// personAfter is a person as the table shows them after a change.
func (w *writing) personAfter(u *store.User, h *handle) (Person, error) {
	locked, err := w.isLockedOut(u)
	if err != nil {
		return Person{}, err
	}
	return person(u, h.account, locked), nil
}
