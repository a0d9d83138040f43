package model

import (
	"qlingo/model/keys"
	"qlingo/model/store"
)

// rehashed is a right password hashed anew.
type rehashed struct {
	salt   keys.Salt
	params keys.Params
	proof  *keys.Proof
}

func paramsOf(u *store.User) keys.Params {
	return keys.Params{Time: uint32(u.HashTime), Memory: uint32(u.HashMemory), Threads: uint8(u.HashThreads)}
}

// rehash hashes a password that was just proven at the cost of today, if its row is of a time
// when that was lower. A temporary password, which is as random as a key, needs none.
func (o *Office) rehash(p *proven, password string) error {
	stored := paramsOf(p.user).Clamp()
	params := stored.Raise(o.options.Hash)
	if p.user.Temporary || params == stored {
		return nil
	}
	salt, err := keys.NewSalt(o.options.Rand)
	if err != nil {
		return err
	}
	hash := o.hash([]byte(foldPassword(password)), salt, params)
	p.rehashed = &rehashed{salt, params, o.ring.Password(p.user.ID, hash, salt)}
	return nil
}

// applyRehash puts what rehash made into the person's row, which the caller writes if it
// changed. The keys stay: nobody who is signed in elsewhere notices.
func (w *writing) applyRehash(u *store.User, p *proven) (changed bool, err error) {
	r := p.rehashed
	if r == nil || !hasPair(u) || u.Salt != p.user.Salt {
		return false, nil
	}
	if u.KeyPassword, err = r.proof.KEK.Wrap(w.o.sealContext("private", u.ID), &p.private); err != nil {
		return false, err
	}
	u.Salt, u.PasswordCheck = r.salt, append([]byte{}, r.proof.Check[:]...)
	u.HashTime, u.HashMemory, u.HashThreads = int64(r.params.Time), int64(r.params.Memory), int64(r.params.Threads)
	return true, nil
}
