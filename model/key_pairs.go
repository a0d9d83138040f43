package model

import (
	"crypto/subtle"
	"errors"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// recipients are what a person's keys are sealed for.
type recipients struct {
	own    keys.Wrapper // the person's pair
	escrow keys.Wrapper // the administrators'; nil where an account of an older version has no pair yet
	admins *keys.Key    // the administrators' key, for one of them
}

// forAdmins are the administrators of an account, whose key the caller has.
func forAdmins(admins *keys.Key) recipients { return recipients{escrow: admins, admins: admins} }

// forEscrow are the administrators of an account, whose public key stands in its row.
func forEscrow(a *store.Account) recipients {
	if len(a.EscrowPublic) != keys.Size {
		return recipients{}
	}
	return recipients{escrow: keys.Public(a.EscrowPublic)}
}

// hasPair tells whether a person has a key pair. Rows of older versions have none until
// the person gives the password.
func hasPair(u *store.User) bool { return len(u.KeyPublic) == keys.Size }

// setPassword hashes a new password into the row and makes a new key pair for it, whose
// private half only the password opens. The person's key is renewed as well: the old
// password with an old copy of the file opens nothing that is sealed from here on.
func (o *Office) setPassword(u *store.User, userKey *keys.Key, to recipients, password string, temporary bool) (private keys.Key, err error) {
	if private, err = o.newPair(u, password, temporary); err != nil {
		return private, err
	}
	to.own = &private
	if to.escrow == nil {
		return private, o.sealKeys(u, userKey, to)
	}
	return private, o.renewKey(u, userKey, to)
}

// newPair hashes a new password into the row and seals the private half of a new key pair
// under it.
func (o *Office) newPair(u *store.User, password string, temporary bool) (private keys.Key, err error) {
	salt, err := keys.NewSalt(o.options.Rand)
	if err != nil {
		return private, err
	}
	u.Salt = salt
	u.HashTime, u.HashMemory, u.HashThreads = int64(o.options.Hash.Time), int64(o.options.Hash.Memory), int64(o.options.Hash.Threads)
	var proof *keys.Proof
	if temporary {
		proof = o.ring.Temporary(u.ID, password, salt)
	} else {
		proof = o.ring.Password(u.ID, o.hash([]byte(password), salt, o.options.Hash), salt)
	}
	defer proof.Wipe()
	u.PasswordCheck = append([]byte{}, proof.Check[:]...)
	u.Temporary, u.TemporaryUntil = temporary, 0
	return o.newPairUnder(u, &proof.KEK)
}

// newPairUnder makes a new key pair for a person whose password gave a key.
func (o *Office) newPairUnder(u *store.User, kek *keys.Key) (private keys.Key, err error) {
	if private, err = keys.NewKey(o.options.Rand); err != nil {
		return private, err
	}
	public := private.Public()
	u.KeyPublic = public[:]
	u.KeyPassword, err = kek.Wrap(o.sealContext("private", u.ID), &private)
	return private, err
}

// renewKey gives a person another key and seals the second step's record under it; userKey
// is the new one from then on.
func (o *Office) renewKey(u *store.User, userKey *keys.Key, to recipients) error {
	second, err := o.openRecord(u, userKey)
	if err != nil {
		return err
	}
	defer second.wipe()
	fresh, err := keys.NewKey(o.options.Rand)
	if err != nil {
		return err
	}
	defer fresh.Wipe()
	*userKey = fresh
	if err := o.sealRecord(u, userKey, second); err != nil {
		return err
	}
	return o.sealKeys(u, userKey, to)
}

// sealKeys puts a person's key into the row, and, for an administrator, the
// administrators' one: that is what makes an administrator.
func (o *Office) sealKeys(u *store.User, userKey *keys.Key, to recipients) (err error) {
	if u.KeyOwn, err = to.own.Wrap(o.sealContext("own", u.ID), userKey); err != nil {
		return because(CodeTamperedPerson, "the person's public key: %w", err)
	}
	if to.escrow != nil {
		if u.KeyEscrow, err = to.escrow.Wrap(o.sealContext("escrow", u.ID), userKey); err != nil {
			return because(CodeTamperedFile, "the administrators' public key: %w", err)
		}
	}
	if u.Role != string(RoleAdministrator) {
		return nil
	}
	u.KeyAdmin, err = to.own.Wrap(o.sealContext("admin", u.ID), to.admins)
	return err
}

// newUser makes a person's keys and everything that is sealed under them.
func (o *Office) newUser(u *store.User, admins *keys.Key, password string, temporary bool) error {
	private, err := o.newPair(u, password, temporary)
	if err != nil {
		return err
	}
	defer private.Wipe()
	userKey, err := keys.NewKey(o.options.Rand)
	if err != nil {
		return err
	}
	defer userKey.Wipe()
	to := forAdmins(admins)
	to.own = &private
	if err := o.sealKeys(u, &userKey, to); err != nil {
		return err
	}
	return o.sealRecord(u, &userKey, &record{})
}

// openKeys opens the private half of the person's pair, and with it the person's key. kek comes
// from the right password, which in a row of an older version opens the key itself.
func (o *Office) openKeys(p *proven, kek *keys.Key) (err error) {
	u := p.user
	if !hasPair(u) {
		p.kek = *kek
		p.userKey, err = kek.Unwrap(o.sealContext("password", u.ID), u.KeyPassword)
	} else {
		if p.private, err = kek.Unwrap(o.sealContext("private", u.ID), u.KeyPassword); err == nil && p.private.Public() != keys.Public(u.KeyPublic) {
			err = errors.New("the public key belongs to another key")
		}
		if err == nil {
			p.userKey, err = p.private.Unwrap(o.sealContext("own", u.ID), u.KeyOwn)
		}
	}
	if err != nil {
		return because(CodeTamperedPerson, "the person's key: %w", err)
	}
	return nil
}

// openAdmins opens the administrators' key for one of them. The role column must say the
// same as the sealed key, and the account's row what belongs to it.
func (o *Office) openAdmins(p *proven, u *store.User, a *store.Account) (adminsKey keys.Key, err error) {
	admin := u.Role == string(RoleAdministrator)
	if admin != (len(u.KeyAdmin) > 0) {
		return adminsKey, because(CodeTamperedPerson, "the role column and the sealed key disagree")
	}
	if !admin {
		return adminsKey, nil
	}
	key := &p.private
	if !hasPair(u) {
		key = &p.userKey
	}
	if adminsKey, err = key.Unwrap(o.sealContext("admin", u.ID), u.KeyAdmin); err != nil {
		return adminsKey, because(CodeTamperedPerson, "the administrators' key: %w", err)
	}
	return adminsKey, checkMirror(a, &adminsKey)
}

// checkMirror tells whether the public key in the account's row is that of its administrators' key.
func checkMirror(a *store.Account, adminsKey *keys.Key) error {
	public := adminsKey.Public()
	if len(a.EscrowPublic) > 0 && subtle.ConstantTimeCompare(a.EscrowPublic, public[:]) != 1 {
		return because(CodeTamperedFile, "the administrators' public key belongs to another key")
	}
	return nil
}

// addPair brings somebody of an older version's file, whose password was right, to what
// this version keeps: a key pair, and a key that nobody can have out of an old copy. The
// account gets its pair when the first administrator signs in. The caller writes the
// person's row if it changed.
func (w *writing) addPair(u *store.User, a *store.Account, p *proven) (changed bool, err error) {
	to := forEscrow(a)
	if u.Role == string(RoleAdministrator) && (!hasPair(u) || to.escrow == nil) {
		adminsKey, err := w.o.openAdmins(p, u, a)
		if err != nil {
			return false, err
		}
		defer adminsKey.Wipe()
		if to.escrow == nil {
			public := adminsKey.Public()
			a.EscrowPublic = public[:]
			if err := w.update(a, event{kind: activityRewritten}); err != nil {
				return false, err
			}
		}
		to = forAdmins(&adminsKey)
	}
	if hasPair(u) {
		return false, nil
	}
	if p.private, err = w.o.newPairUnder(u, &p.kek); err != nil {
		return false, err
	}
	to.own = &p.private
	if to.escrow == nil {
		return true, w.o.sealKeys(u, &p.userKey, to)
	}
	u.Epoch++ // sessions elsewhere have the old key
	return true, w.o.renewKey(u, &p.userKey, to)
}
