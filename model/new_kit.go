package model

import (
	"context"
	"crypto/subtle"
	"slices"
	"strings"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// NewKit voids the recovery kit of the account and puts a new one in its place. The
// account gets a new administrators' key, and every person of it a new key, all in one
// transaction: the void kit, with any older copies of the file, opens nothing that is
// sealed from here on. Everybody else signs in again. What it cannot take back: the void
// kit still opens older copies, with the secrets that were in them.
//
// An administrator of an older version's file who has not signed in since has no key pair
// that the new key could be sealed to: CodeMustSignIn names who that is in Text.
func (s *Session) NewKit(ctx context.Context, kit *RecoveryKit) error {
	return s.newKit(ctx, kit, needOwner|needProof, nil)
}

// NewKitFor is NewKit for the present kit, which stands for the second step: whoever has
// lost the phone must be able to void a kit that others may know. A kit that is not this
// account's is CodeKitWrong.
func (s *Session) NewKitFor(ctx context.Context, present string, kit *RecoveryKit) error {
	parsed, err := parseKit(present)
	if err != nil {
		return err
	}
	defer parsed.Wipe()
	return s.newKit(ctx, kit, needOwner|needPassword, parsed)
}

// newKit does it; present is checked unless it is nil.
func (s *Session) newKit(ctx context.Context, kit *RecoveryKit, needs need, present *keys.Kit) error {
	machine, err := s.o.options.keyStore(s.o.keyPlace).Get(s.o.ring.DB)
	if err != nil {
		return coded(err)
	}
	defer machine.Wipe()
	admins, err := keys.NewKey(s.o.options.Rand)
	if err != nil {
		return coded(err)
	}
	defer admins.Wipe()
	return s.write(ctx, needs, func(w *writing, me *store.User, h *handle) error {
		if present != nil {
			if err := w.checkOwnKit(present, s.office); err != nil {
				return err
			}
		}
		users, err := w.tx.Users(s.office)
		if err != nil {
			return err
		}
		for i, u := range users {
			if u.ID == me.ID {
				users[i] = me
			}
		}
		if err := w.allPaired(users); err != nil {
			return err
		}
		formers, err := w.formerKeys(h.account, &h.adminsKey)
		if err != nil {
			return err
		}
		if err := w.rekey(users, &h.adminsKey, &admins); err != nil {
			return err
		}
		w.sealFormerKeys(h.account, formers, &admins)
		if err := w.sealAccount(h.account, kit.kit, &machine, &admins); err != nil {
			return err
		}
		if h.userKey, err = admins.Unwrap(w.o.sealContext("escrow", me.ID), me.KeyEscrow); err != nil {
			return err
		}
		h.adminsKey = admins
		return w.update(h.account, event{kind: ActivityNewKit, actor: me})
	})
}

// allPaired refuses while an administrator has no key pair: the new key would have to be
// sealed under one that the void kit opens.
func (w *writing) allPaired(users []*store.User) error {
	var names []string
	for _, u := range users {
		if u.Role == string(RoleAdministrator) && !hasPair(u) && w.checkRow(u, u.ID[:]) == nil {
			names = append(names, u.Name)
		}
	}
	if len(names) > 0 {
		return &Error{Code: CodeMustSignIn, Text: strings.Join(names, ", ")}
	}
	return nil
}

// rekey puts the people of an account under new administrators' keys. Somebody whose row
// was changed from outside stays as found: nothing can be done with that row.
func (w *writing) rekey(users []*store.User, before, admins *keys.Key) error {
	for _, u := range users {
		if w.checkRow(u, u.ID[:]) != nil {
			continue
		}
		userKey, err := w.openEscrow(u, &handle{adminsKey: *before})
		if err != nil {
			return err
		}
		if err := w.o.rekeyPerson(u, userKey, admins); err != nil {
			return err
		}
		userKey.Wipe()
		u.Epoch++ // sessions elsewhere have the old keys
		if err := w.update(u, event{kind: activityRewritten}); err != nil {
			return err
		}
	}
	return nil
}

// rekeyPerson renews a person's key and seals it to the person's pair. Somebody of an
// older version's file has none, and keeps the key until the password is given.
func (o *Office) rekeyPerson(u *store.User, userKey, admins *keys.Key) (err error) {
	to := forAdmins(admins)
	if hasPair(u) {
		to.own = keys.Public(u.KeyPublic)
		return o.renewKey(u, userKey, to)
	}
	if u.KeyEscrow, err = admins.Wrap(o.sealContext("escrow", u.ID), userKey); err == nil && u.Role == string(RoleAdministrator) {
		u.KeyAdmin, err = userKey.Wrap(o.sealContext("admin", u.ID), admins)
	}
	return err
}

// sealAccount seals the machine key and the administrators' key of an account under a
// kit. The machine key comes from a store that anybody at this OS login can write to: it
// must be the one in use, and what was sealed must open, before a kit on paper counts on
// it.
func (w *writing) sealAccount(a *store.Account, kit *keys.Kit, machine, admins *keys.Key) error {
	ring := keys.NewRing(machine, w.o.ring.DB)
	defer ring.Wipe()
	if !ring.Equal(w.o.ring) {
		return because(CodeKeyMissing, "the key in the key store is not the one in use")
	}
	a.Kit = kit.Seal(w.o.ring.DB, a.ID, machine, admins)
	public := admins.Public()
	a.EscrowPublic = public[:]
	backMachine, backAdmins, err := kit.Open(w.o.ring.DB, a.ID, a.Kit)
	defer backMachine.Wipe()
	defer backAdmins.Wipe()
	if err != nil || subtle.ConstantTimeCompare(backMachine[:], machine[:])&subtle.ConstantTimeCompare(backAdmins[:], admins[:]) != 1 {
		return because(CodeInternal, "the new kit does not open what it sealed")
	}
	return nil
}

// formerKeys are the administrators' keys that the account had, the present one last.
// They open the people's keys in older copies of the file.
func (v *view) formerKeys(a *store.Account, admins *keys.Key) (formers []keys.Key, err error) {
	if len(a.FormerKeys) > 0 {
		plain, err := admins.Open(v.o.sealContext("former", a.ID), a.FormerKeys)
		if err != nil {
			return nil, because(CodeTamperedFile, "the former administrators' keys: %w", err)
		}
		defer clear(plain)
		for former := range slices.Chunk(plain, keys.Size) {
			if len(former) == keys.Size {
				formers = append(formers, keys.Key(former))
			}
		}
	}
	return append(formers, *admins), nil
}

// sealFormerKeys seals former administrators' keys under the present one.
func (w *writing) sealFormerKeys(a *store.Account, formers []keys.Key, admins *keys.Key) {
	plain := make([]byte, 0, len(formers)*keys.Size)
	defer func() { clear(plain) }()
	for _, former := range formers {
		plain = append(plain, former[:]...)
	}
	a.FormerKeys = admins.Seal(w.o.sealContext("former", a.ID), plain)
}
