package model

import (
	"bytes"
	"context"
	"crypto/hmac"
	"strings"

	"qlingo/model/store"
)

// acceptLog takes a file whose log was changed as it is: from here on the log counts from its
// present end, and says of every row what is there. Rows whose own tags do not fit stay bad, one
// by one. What is wrong in the log stays in it and can be seen.
//
// It does not use write, which would follow the log first.
func (o *Office) acceptLog(ctx context.Context) error {
	if o.shared != nil {
		return o.write(ctx, (*writing).removeStrays)
	}
	return o.withWriteLock(ctx, func() error { return o.acceptLogNow(ctx) })
}

func (o *Office) acceptLogNow(ctx context.Context) error {
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
		o.ledger = newLedger(o.ring).startAfter(meta.Seq, meta.Head)
		v := &view{o, tx, meta}
		w = &writing{view: v, now: v.now()}
		if err := w.restartLog(); err != nil {
			return err
		}
		return w.seal()
	})
	if err != nil {
		return err
	}
	return o.ledger.follow(w.logged)
}

// removeStrays removes from a server the rows that the log never named: whoever may write there may put one, which would
// stop every PC. The log has to be sound, which writing has found out; nobody but the server's administrator could cut it.
func (w *writing) removeStrays() error {
	rows, err := w.tx.All()
	if err != nil {
		return err
	}
	for _, row := range rows {
		if newest, ok := w.o.ledger.newest(row.Table(), row.Key()); ok && len(newest.Tag) > 0 {
			continue
		}
		if err := w.tx.Delete(row, row.Stamp().Generation); err != nil {
			return err
		}
	}
	for _, table := range taggedTables {
		if err := w.checkComplete(table); err != nil {
			return err
		}
	}
	return w.acceptCopy(ActivityLogAccepted)
}

// restartLog lets the log count from here.
func (w *writing) restartLog() error {
	rows, err := w.tx.All()
	if err != nil {
		return err
	}
	said, err := w.loggedStamps()
	if err != nil {
		return err
	}
	genuine := make(map[store.Row]bool, len(rows))
	for _, row := range rows {
		genuine[row] = hmac.Equal(row.Stamp().Tag, tagOf(w.o.ring, row))
	}
	if err := checkAccounts(rows, genuine, said); err != nil {
		return err
	}
	for _, row := range rows {
		genuine[row] = genuine[row] && !outdated(row, said)
	}
	if err := w.tx.CutActivity(w.meta.Seq); err != nil {
		return err
	}
	if err := w.migrateRows(rows); err != nil {
		return err
	}
	w.meta.Base, w.meta.BaseHead = w.meta.Seq, w.meta.Head
	w.keepPlace()
	for _, row := range rows {
		if !genuine[row] {
			stamp := row.Stamp()
			stamp.Tag = badTag(stamp.Tag)
			err = w.log(event{kind: activityRewritten}, row)
		} else {
			w.voidRow(row)
			err = w.update(row, acceptedEvent(row))
		}
		if err != nil {
			return err
		}
	}
	return w.log(event{kind: ActivityLogAccepted, account: w.o.first}, nil)
}

// loggedStamps are the newest states of rows that the log still tells of. A row of the log whose mac
// fits to the one before it is genuine, whatever is wrong elsewhere.
func (v *view) loggedStamps() (map[string]store.Stamp, error) {
	newest := map[string]store.Stamp{}
	for seq, head := v.meta.Base, v.meta.BaseHead; ; {
		rows, err := v.tx.ActivityAfter(seq, batchRows)
		if err != nil || len(rows) == 0 {
			return newest, err
		}
		for _, a := range rows {
			key := ledgerKey(a.RowTable, a.RowID)
			if a.RowGeneration > newest[key].Generation && a.Seq == seq+1 && hmac.Equal(a.MAC, macOf(v.o.ring, a, head)) {
				newest[key] = store.Stamp{Generation: a.RowGeneration, Tag: a.RowTag}
			}
			seq, head = a.Seq, a.MAC
		}
	}
}

// outdated tells whether the log knows a newer state of an account or a person: the row was
// put back. A damage to the log elsewhere must not make somebody an administrator again, or
// bring back somebody who was deleted. Counters and requests are void in any case.
func outdated(r store.Row, said map[string]store.Stamp) bool {
	switch r.(type) {
	case *store.Account, *store.User:
		stamp, newest := r.Stamp(), said[ledgerKey(r.Table(), r.Key())]
		return newest.Generation > stamp.Generation ||
			newest.Generation == stamp.Generation && !bytes.Equal(newest.Tag, stamp.Tag)
	}
	return false
}

// checkAccounts tells whether the accounts are all there that the people and the log tell of,
// and none of them outdated. An account is never deleted in order; without the first one
// another's kit would be taken for the first.
func checkAccounts(rows []store.Row, genuine map[store.Row]bool, said map[string]store.Stamp) error {
	there := map[string]bool{}
	for _, row := range rows {
		if a, ok := row.(*store.Account); ok {
			if outdated(a, said) {
				return because(CodeTamperedFile, "an account row is older than the log says")
			}
			there[ledgerKey("account", a.ID[:])] = true
		}
	}
	for _, row := range rows {
		if u, ok := row.(*store.User); ok && genuine[row] && !there[ledgerKey("account", u.Account[:])] {
			return because(CodeTamperedFile, "the account of a person is missing")
		}
	}
	for key := range said {
		if strings.HasPrefix(key, ledgerKey("account", nil)) && !there[key] {
			return because(CodeTamperedFile, "an account that the log tells of is missing")
		}
	}
	return nil
}
