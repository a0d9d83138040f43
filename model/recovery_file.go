package model

import (
	"context"
	"crypto/subtle"
	"errors"

	"qlingo/model/keys"
	"qlingo/model/otp"
	"qlingo/model/store"
)

// Recover makes a database open on this PC with the recovery kit of one of its accounts: it puts
// the machine key into this PC's key store.
//
// Without accept, a file that is older than this PC's anchor is CodeOldCopy, one for which there
// is no anchor (on a new PC, or where it was taken away) CodeFreshnessUnknown, and one whose log
// was changed CodeTamperedLog. With accept, and the kit of the first account, the file is taken
// as it is: a new anchor is made, and everything that was valid in the file and may have been
// used since is void: all backup codes, every PIN up to now, every request to the support desk,
// every session.
func Recover(ctx context.Context, options Options, kit string, accept bool) (err error) {
	parsed, err := parseKit(kit)
	if err != nil {
		return err
	}
	defer parsed.Wipe()
	o, err := openDatabase(ctx, options)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(o.withPath(err), o.release()) }()
	return coded(o.recover(ctx, parsed, accept))
}

func (o *Office) recover(ctx context.Context, kit *keys.Kit, accept bool) error {
	var machine keys.Key
	var account store.ID
	defer machine.Wipe()
	bad := o.db.Read(ctx, func(tx *store.Tx) (err error) {
		machine, account, err = o.machineFrom(tx, kit)
		return err
	})
	if bad != nil && CodeOf(bad) != CodeTamperedLog {
		return bad
	}
	known := o.hasKey(&machine)
	old := o.freshnessError(ctx, known)
	if old != nil && !stale(old) {
		return old
	}
	if bad == nil && (accept || old != nil) { // else the check in the background finds what is deeper in the log
		bad = o.completeLedger(ctx)
	}
	if err := o.mayRecover(bad, old, accept, account); err != nil {
		return err
	}
	if !known {
		kept, err := o.storeKey(o.ring.DB, &machine, o.options.fitsNothingIn(ctx, o.options.Database()))
		if err != nil {
			return err
		}
		o.keyPlace = kept.place.Place()
	}
	switch {
	case old != nil || bad != nil:
		return o.accept(ctx, bad != nil)
	case known:
		return nil
	}
	return o.write(ctx, func(w *writing) error {
		w.keepPlace()
		return w.log(event{kind: ActivityKeyRecovered, account: o.first}, nil)
	})
}

// mayRecover tells whether the kit of an account is enough for a file whose log is bad, or that is old or may be.
func (o *Office) mayRecover(bad, old error, accept bool, account store.ID) error {
	switch {
	case bad != nil && (!accept || CodeOf(bad) != CodeTamperedLog || o.first == (store.ID{})):
		return copyAge(old, bad) // without the first account nobody can tell whose kit counts
	case old != nil && !accept:
		return old
	case (old != nil || bad != nil) && account != o.first:
		return &Error{Code: CodeKitWrong, Field: "kit"}
	}
	return nil
}

// accept takes a file that may be an old copy, or whose log is bad, as the current one, and
// makes the anchor that says so.
func (o *Office) accept(ctx context.Context, badLog bool) error {
	o.anchor.frozen = true
	if badLog {
		if err := o.acceptLog(ctx); err != nil {
			return err
		}
	} else {
		if err := o.migrate(ctx); err != nil {
			return err
		}
		if err := o.write(ctx, func(w *writing) error { return w.acceptCopy(ActivityCopyAccepted) }); err != nil {
			return err
		}
	}
	return o.anchor.create(o.ledger.end())
}

// hasKey tells whether the machine key is where the file says that it is kept.
func (o *Office) hasKey(machine *keys.Key) bool {
	held, err := o.options.keyStore(o.keyPlace).Get(o.ring.DB)
	defer held.Wipe()
	return err == nil && subtle.ConstantTimeCompare(held[:], machine[:]) == 1
}

// machineFrom gets the machine key out of a kit and checks the file with it, the anchor
// not included. It gives the key also where the check finds something.
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
		found, adminsKey, err := kit.Open(meta.DB, a.ID, a.Kit)
		if err != nil {
			continue
		}
		adminsKey.Wipe()
		return found, a.ID, o.checkBasics(tx, meta, keys.NewRing(&found, meta.DB))
	}
	return machine, account, &Error{Code: CodeKitWrong, Field: "kit"}
}

// freshnessError is why the file may not be the newest; nil where the anchor says that it is.
func (o *Office) freshnessError(ctx context.Context, held bool) error {
	return coded(o.db.Read(ctx, func(tx *store.Tx) error {
		meta, err := tx.Meta()
		if err != nil {
			return err
		}
		return o.withAge(tx, meta, held, o.checkFresh(tx))
	}))
}

// acceptCopy takes an old copy, or a backup, for the current file.
func (w *writing) acceptCopy(kind ActivityKind) error {
	rows, err := w.tx.All()
	if err != nil {
		return err
	}
	for _, row := range rows {
		if w.checkRow(row, row.Key()) != nil || !w.voidRow(row) {
			continue
		}
		if err := w.update(row, event{kind: activityRewritten}); err != nil {
			return err
		}
	}
	w.keepPlace()
	return w.log(event{kind: kind, account: w.o.first}, nil)
}

// voidRow makes void what an old row would otherwise bring back; it tells whether there was
// anything.
func (w *writing) voidRow(row store.Row) bool {
	switch r := row.(type) {
	case *store.User:
		r.CodeGeneration++
		r.LastStep = max(r.LastStep, otp.Step(w.now))
		r.Epoch++
		return true
	case *store.SupportRequest:
		open := r.Spent == 0
		if open {
			r.Spent = millis(w.now)
		}
		return open
	}
	return false
}
