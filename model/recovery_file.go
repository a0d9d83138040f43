package model

import (
	"context"
	"crypto/subtle"
	"errors"
	"io/fs"
	"os"

	"qlingo/model/keys"
	"qlingo/model/otp"
	"qlingo/model/store"
)

// Recover makes a database open on this PC with the recovery kit of one of its accounts:
// it puts the machine key into this PC's key store, and makes the anchor where this PC
// has never seen the database. A file that is older than the anchor is CodeOldCopy, unless
// accept takes it for the current one, for which the kit of the first account is needed:
// what was valid in it and may have been used since is void then, all backup codes, every
// PIN up to now, every session.
func Recover(ctx context.Context, options Options, kit string, accept bool) (err error) {
	parsed, err := keys.ParseKit(kit)
	if err != nil {
		return mistyped(err)
	}
	defer parsed.Wipe()
	o := newOffice(options)
	if err := o.with.checkFolders(); err != nil {
		return err
	}
	if err := o.hold(); err != nil {
		return err
	}
	defer func() { err = errors.Join(o.pathed(err), o.release()) }()
	if o.db, err = store.Open(ctx, o.with.Database()); err != nil {
		return coded(err)
	}
	return coded(o.recover(ctx, parsed, accept))
}

func (o *Office) recover(ctx context.Context, kit *keys.Kit, accept bool) error {
	var machine keys.Key
	var account store.ID
	defer machine.Wipe()
	err := o.db.Read(ctx, func(tx *store.Tx) (err error) {
		machine, account, err = o.machineFrom(tx, kit)
		return err
	})
	if err != nil {
		return err
	}
	known := o.holds(&machine)
	old, err := o.meetAnchor(ctx, known)
	switch {
	case err != nil:
		return err
	case old && !accept:
		return &Error{Code: CodeOldCopy, Path: o.anchor.path}
	case old && account != o.first:
		return &Error{Code: CodeKitWrong, Field: "kit"}
	}
	place := o.place
	if !known {
		kept, err := o.keep(o.ring.DB, &machine)
		if err != nil {
			return err
		}
		place = kept.Place()
	}
	if old || place != o.place {
		err := o.write(ctx, func(w *writing) error {
			w.meta.KeyPlace = place
			kind := kindKeyRecovered
			if old {
				kind = kindCopyAccepted
				if err := w.voidAll(); err != nil {
					return err
				}
			}
			return w.log(event{kind: kind, account: o.first}, nil)
		})
		if err != nil {
			return err
		}
	}
	if old {
		return o.anchor.create(o.ledger.end())
	}
	return nil
}

// holds tells whether the machine key is where the file says that it is kept.
func (o *Office) holds(machine *keys.Key) bool {
	held, err := o.with.keyStore(o.place).Get(o.ring.DB)
	defer held.Wipe()
	return err == nil && subtle.ConstantTimeCompare(held[:], machine[:]) == 1
}

// machineFrom gets the machine key out of a kit and checks the file with it, the anchor
// not included.
func (o *Office) machineFrom(tx *store.Tx, kit *keys.Kit) (machine keys.Key, account store.ID, err error) {
	meta, err := tx.Meta()
	if err != nil {
		return machine, account, err
	}
	accounts, err := tx.Accounts()
	if err != nil {
		return machine, account, err
	}
	for _, a := range accounts {
		found, ak, err := kit.Open(meta.DB, a.ID, a.Kit)
		if err != nil {
			continue
		}
		ak.Wipe()
		if err := o.check(tx, meta, &found); err != nil {
			found.Wipe()
			return machine, account, err
		}
		return found, a.ID, nil
	}
	return machine, account, &Error{Code: CodeKitWrong, Field: "kit"}
}

// meetAnchor tells whether the file is older than this PC's anchor says. Where there is
// none, the kit makes one; but on a PC that has the key somebody has taken it away, and
// the file counts as old.
func (o *Office) meetAnchor(ctx context.Context, known bool) (old bool, err error) {
	err = o.db.Read(ctx, func(tx *store.Tx) error {
		if _, err := os.Lstat(o.anchor.path); errors.Is(err, fs.ErrNotExist) && !known {
			meta, err := tx.Meta()
			if err != nil {
				return err
			}
			return o.anchor.create(meta.Seq, meta.Head)
		}
		if err := o.anchor.load(); err != nil {
			return err
		}
		return o.checkAnchor(tx)
	})
	if CodeOf(err) == CodeOldCopy {
		return true, nil
	}
	return false, err
}

// voidAll makes void what an old file would otherwise bring back.
func (w *writing) voidAll() error {
	rows, err := w.tx.All()
	if err != nil {
		return err
	}
	for _, row := range rows {
		u, ok := row.(*store.User)
		if !ok || w.check(u, u.ID[:]) != nil {
			continue
		}
		u.CodeGeneration++
		u.LastStep = max(u.LastStep, otp.Step(w.now))
		u.Epoch++
		if err := w.update(u, event{kind: kindRewritten}); err != nil {
			return err
		}
	}
	return nil
}
