package model

import (
	"context"
	"slices"
	"time"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// Profile is the person as the file has it now.
func (s *Session) Profile(ctx context.Context) (p Person, err error) {
	err = s.read(ctx, allowChange|allowEnrol, func(_ *view, me *store.User, h *handle) error {
		p = person(me, h.account, false)
		return nil
	})
	return p, err
}

// EditOwn is EditUser for the person's own name and e-mail address. Everything else that is known of somebody is an
// administrator's to change.
func (s *Session) EditOwn(ctx context.Context, seen, edited Details) (p Person, err error) {
	if err := (Details{Name: edited.Name, Email: edited.Email}).Check(); err != nil {
		return Person{}, err
	}
	own := seen
	own.Name, own.Email = edited.Name, edited.Email
	err = s.write(ctx, 0, func(w *writing, me *store.User, h *handle) error {
		if err := w.edit(me, me, seen, own); err != nil {
			return err
		}
		p = person(me, h.account, false)
		return nil
	})
	return p, err
}

// ChangePassword sets a new password. The current one is asked for every time, a second
// step that is on has to be proven freshly. With a temporary password that was just
// proven, current may be empty. MFA stays as it is; every other session of the person ends.
func (s *Session) ChangePassword(ctx context.Context, current, replacement string) error {
	if err := s.CheckPassword(replacement); err != nil {
		return err
	}
	if current == "" && s.MustChange() {
		return s.write(ctx, allowChange|allowEnrol|needProof, func(w *writing, me *store.User, h *handle) error {
			if !me.Temporary { // another window was faster
				return &Error{Code: CodeCurrentWrong, Field: "current"}
			}
			return s.replace(w, me, h, replacement)
		})
	}
	if foldPassword(current) == foldPassword(replacement) {
		return &Error{Code: CodePasswordSame, Field: "password"}
	}
	return s.withOwnPassword(ctx, current, allowChange|allowEnrol|needSecond, func(w *writing, me *store.User, h *handle, _ *proven) error {
		return s.replace(w, me, h, replacement)
	})
}

func (s *Session) replace(w *writing, me *store.User, h *handle, replacement string) error {
	// The policy may have changed since this session last looked.
	if err := CheckPassword(replacement, policyOf(h.account).MinPassword, me.Login, me.Name, h.account.Name); err != nil {
		return err
	}
	// An administrator knows a temporary password: it must not become the lasting one, in
	// whatever way it is typed.
	if me.Temporary {
		known := s.o.ring.Temporary(me.ID, foldPassword(replacement), keys.Salt(me.Salt))
		defer known.Wipe()
		if known.Matches(me.PasswordCheck) {
			return &Error{Code: CodePasswordSame, Field: "password"}
		}
	}
	to := forEscrow(h.account)
	if me.Role == string(RoleAdministrator) {
		to = forAdmins(&h.adminsKey)
	}
	private, err := s.o.setPassword(me, &h.userKey, to, foldPassword(replacement), false)
	if err != nil {
		return err
	}
	private.Wipe()
	me.PasswordChanged = millis(w.now)
	me.Epoch++
	return w.update(me, event{kind: ActivityPasswordChanged, actor: me, target: me})
}

// SignInEvent is one row of a person's recent sign-ins.
type SignInEvent struct {
	Time time.Time
	Kind ActivityKind
	Host string
	OK   bool
}

// RecentSignIns are the newest sign-ins and failures of the person, newest first, ten at most.
func (s *Session) RecentSignIns(ctx context.Context, limit int) (events []SignInEvent, err error) {
	err = s.read(ctx, 0, func(v *view, me *store.User, _ *handle) error {
		seqs := v.o.ledger.person(me.ID).SignIns
		rows, err := v.activityOf(seqs[max(0, len(seqs)-limit):])
		for _, row := range slices.Backward(rows) {
			kind, _ := kindOf(row.Kind)
			events = append(events, SignInEvent{
				Time: timeOf(row.Time), Kind: kind, Host: row.Host,
				OK: kind != ActivityWrongPassword && kind != ActivityWrongPIN,
			})
		}
		return err
	})
	return events, err
}
