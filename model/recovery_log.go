package model

import (
	"context"
	"crypto/hmac"

	"qlingo/model/store"
)

// acceptLog takes a file whose log was changed as it is: from here on the log counts from
// behind its present end, and says of every row what is there. Rows whose own tags do not
// fit stay bad, each for itself. What is wrong in the log stays in it, to be seen.
//
// It does not go by write, which would follow the log first.
func (o *Office) acceptLog(ctx context.Context) error {
	if err := o.lockWrites(ctx); err != nil {
		return err
	}
	defer func() {
		if err := o.writeLock.Unlock(); err != nil {
			o.with.Warn(err)
		}
	}()
	if err := o.copyOutdated(ctx); err != nil {
		return err
	}
	var w *writing
	err := o.db.Write(ctx, func(tx *store.Tx) error {
		meta, err := tx.Meta()
		if err != nil {
			return err
		}
		if err := o.checkMeta(meta); err != nil {
			return err
		}
		if err := tx.CutActivity(meta.Seq); err != nil {
			return err
		}
		o.ledger = newLedger(o.ring).behind(meta.Seq, meta.Head)
		w = &writing{view: &view{o, tx, meta}, now: o.with.Clock()}
		if err := w.beginAnew(); err != nil {
			return err
		}
		return w.seal()
	})
	if err != nil {
		return err
	}
	return o.ledger.follow(w.logged)
}

// beginAnew lets the log count from here.
func (w *writing) beginAnew() error {
	rows, err := w.tx.All()
	if err != nil {
		return err
	}
	genuine := make(map[store.Row]bool, len(rows))
	for _, row := range rows {
		genuine[row] = hmac.Equal(row.Stamp().Tag, tagOf(w.o.ring, row))
	}
	if err := w.modernise(rows); err != nil {
		return err
	}
	w.meta.Base, w.meta.BaseHead, w.meta.KeyPlace = w.meta.Seq, w.meta.Head, w.o.place
	for _, row := range rows {
		if !genuine[row] {
			stamp := row.Stamp()
			stamp.Tag = append(stamp.Tag, 0) // which fits nothing, but says that a row is there
			err = w.log(event{kind: kindRewritten}, row)
		} else {
			w.void(row)
			err = w.update(row, event{kind: kindRewritten})
		}
		if err != nil {
			return err
		}
	}
	return w.log(event{kind: kindLogAccepted, account: w.o.first}, nil)
}
