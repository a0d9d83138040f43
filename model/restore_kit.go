package model

import (
	"context"
	"crypto/subtle"
	"errors"
	"io/fs"
	"slices"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// presentKeys is what the present kit of the first account opens: a restored file is sealed with it,
// so that restoring makes no void kit good again.
type presentKeys struct {
	kit     *keys.Kit
	machine keys.Key
	formers []keys.Key // of the administrators; the present one is the last
}

func (p *presentKeys) wipe() {
	if p != nil {
		p.machine.Wipe()
		clear(p.formers)
	}
}

// checkRestoreKit tells whether a kit may put the backup s in the place of the present file, and
// verifies the whole backup. Where the present file counts, its kit is asked for: a void kit must not
// bring back the file for which it was good.
func (o *Office) checkRestoreKit(ctx context.Context, s *Office, kit *keys.Kit) (present *presentKeys, machine keys.Key, err error) {
	present, err = o.openPresent(ctx, s, kit)
	if present == nil && err == nil {
		machine, err = s.openWithFirstKit(ctx, kit)
		return nil, machine, err
	}
	if CodeOf(err) == CodeKitWrong {
		if void, failed := s.openWithFirstKit(ctx, kit); failed == nil {
			void.Wipe()
			err = &Error{Code: CodeKitVoid, Field: "kit"}
		}
	}
	if err != nil {
		return present, machine, err
	}
	machine = present.machine
	return present, machine, s.db.Read(ctx, func(tx *store.Tx) error {
		meta, err := tx.Meta()
		if err != nil {
			return err
		}
		return s.verifyFile(tx, meta, keys.NewRing(&machine, meta.DB))
	})
}

// openPresent opens the present file with the kit of its first account. It gives nil where
// the present file does not count: it is not there or not sound, of another database than
// the backup s, older than this PC's anchor says, or its key is not here. What is looked
// at is a copy, so that the file stays as a crash may have left it.
func (o *Office) openPresent(ctx context.Context, s *Office, kit *keys.Kit) (found *presentKeys, err error) {
	path, remove, err := o.options.newInspectionFolder()
	if err != nil {
		return nil, err
	}
	defer remove()
	if err := o.copyPresent(ctx, path); err != nil {
		return nil, ctx.Err()
	}
	var refused error
	err = o.options.inspect(ctx, path, func(inside *Office, tx *store.Tx, meta *store.Meta) error {
		if !s.isOf(ctx, meta.DB) {
			return nil
		}
		machine, err := o.options.keyStore(meta.KeyPlace).Get(meta.DB)
		if err != nil {
			return err
		}
		if err := inside.checkCurrent(tx, meta, keys.NewRing(&machine, meta.DB)); err != nil {
			machine.Wipe()
			return err
		}
		found = &presentKeys{kit: kit, machine: machine}
		refused = found.open(&view{inside, tx, meta})
		return nil
	})
	if err != nil {
		return nil, ctx.Err()
	}
	return found, refused
}

// copyPresent copies the present file and brings a half-done change in the copy to its end.
func (o *Office) copyPresent(ctx context.Context, to string) error {
	for _, suffix := range append([]string{""}, sidecars...) {
		err := copyFile(ctx, o.options.Database()+suffix, to+suffix)
		if err != nil && (suffix == "" || !errors.Is(err, fs.ErrNotExist)) {
			return err
		}
	}
	return store.RollBack(ctx, to)
}

// isOf tells whether a file says that it is of a database.
func (o *Office) isOf(ctx context.Context, id store.ID) bool {
	var meta *store.Meta
	err := o.db.Read(ctx, func(tx *store.Tx) (err error) {
		meta, err = tx.Meta()
		return err
	})
	return err == nil && meta.DB == id
}

// checkCurrent verifies a whole file, and that no anchor knows of a newer one.
func (o *Office) checkCurrent(tx *store.Tx, meta *store.Meta, ring *keys.Ring) error {
	if err := o.verifyFile(tx, meta, ring); err != nil {
		return err
	}
	switch err := o.anchor.load(); {
	case CodeOf(err) == CodeFreshnessUnknown:
		return nil // else taking the anchor away would make the void kit of an older backup good enough
	case err != nil:
		return err
	}
	return o.checkAnchor(tx)
}

func (p *presentKeys) open(v *view) error {
	a, err := v.account(v.o.first)
	if err != nil {
		return err
	}
	machine, admins, err := p.kit.Open(v.meta.DB, a.ID, a.Kit)
	if err != nil {
		return &Error{Code: CodeKitWrong, Field: "kit"}
	}
	machine.Wipe()
	defer admins.Wipe()
	p.formers, err = v.formerKeys(a, &admins)
	return err
}

// sealWithPresentKit puts the first account of a restored file under the present kit, as a new
// kit would. A copy whose administrators' key the present kit does not know, because it
// was made by an older version before a new kit, stays as it is.
func (w *writing) sealWithPresentKit(p *presentKeys) error {
	a, err := w.account(w.o.first)
	if err != nil {
		return err
	}
	users, err := w.tx.Users(a.ID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(p.formers, func(former keys.Key) bool { return w.fits(a, users, &former) })
	if i < 0 {
		return nil
	}
	formers, err := w.formerKeys(a, &p.formers[i])
	if err != nil {
		return err
	}
	for _, former := range p.formers {
		if !slices.Contains(formers, former) {
			formers = append(formers, former)
		}
	}
	admins, err := keys.NewKey(w.o.options.Rand)
	if err != nil {
		return err
	}
	defer admins.Wipe()
	if err := w.rekey(users, &p.formers[i], &admins); err != nil {
		return err
	}
	w.sealFormerKeys(a, formers, &admins)
	if err := w.sealAccount(a, p.kit, &p.machine, &admins); err != nil {
		return err
	}
	return w.update(a, event{kind: activityRewritten})
}

// fits tells whether an administrators' key is the one that an account had.
func (w *writing) fits(a *store.Account, users []*store.User, admins *keys.Key) bool {
	if len(a.EscrowPublic) > 0 {
		public := admins.Public()
		return subtle.ConstantTimeCompare(a.EscrowPublic, public[:]) == 1
	}
	return slices.ContainsFunc(users, func(u *store.User) bool {
		_, err := admins.Unwrap(w.o.sealContext("escrow", u.ID), u.KeyEscrow)
		return err == nil
	})
}
