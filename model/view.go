package model

import (
	"bytes"
	"context"
	"crypto/hmac"
	"time"

	"qlingo/model/store"
)

// view is one transaction's look at the file. What its own methods read is genuine and
// the newest of its kind; lists that tx gives are for display until check was asked.
type view struct {
	o    *Office
	tx   *store.Tx
	meta *store.Meta
}

// read is the only way anything is read: one transaction that sees one state of the file.
func (o *Office) read(ctx context.Context, do func(*view) error) error {
	return o.readWanted(ctx, nil, do)
}

// readWanted is read with rows that do is going to ask for: a server is asked for them in one go with what every
// transaction begins with.
func (o *Office) readWanted(ctx context.Context, wanted []*store.Wanted, do func(*view) error) error {
	leave, err := o.keepOpen()
	if err != nil {
		return err
	}
	if o.shared != nil {
		err := o.readOnServer(ctx, wanted, do)
		leave()
		o.noteContact(err)
		return err
	}
	defer leave()
	dataVersion := o.dataVersion.Load()
	select {
	case o.writes <- struct{}{}: // a write that is under way looks itself
		dataVersion, err = o.db.DataVersion(ctx)
		<-o.writes
		if err != nil {
			return coded(err)
		}
	default:
	}
	return coded(o.db.Read(ctx, func(tx *store.Tx) error {
		v, err := o.look(tx, dataVersion)
		if err != nil {
			return err
		}
		return do(v)
	}))
}

// look checks the meta row and follows the log to its end, from where it was followed last. If
// something other than this program has written to the file since, it follows the whole log
// anew: only that finds a row that was deleted behind our back. Nothing is looked at any more when the check in the
// background has found a bad row.
func (o *Office) look(tx *store.Tx, dataVersion int64, wanted ...*store.Wanted) (*view, error) {
	if _, err := o.verification.found(); err != nil {
		return nil, err
	}
	meta, err := o.metaAndNews(tx, wanted)
	if err != nil {
		return nil, err
	}
	v := &view{o, tx, meta}
	if dataVersion != o.dataVersion.Load() {
		if err := v.followAnew(); err != nil {
			return nil, err
		}
		o.dataVersion.Store(dataVersion)
	}
	if err := v.follow(o.ledger); err != nil {
		return nil, err
	}
	return v, v.checkMembership()
}

// metaAndNews is the meta row, if it is genuine. On a server the next rows of the log come with it, which others may have
// written, so that they need no way there of their own.
func (o *Office) metaAndNews(tx *store.Tx, wanted []*store.Wanted) (*store.Meta, error) {
	if o.shared == nil {
		meta, err := tx.Meta()
		if err != nil {
			return nil, err
		}
		return meta, o.checkMeta(meta)
	}
	seq, _ := o.ledger.end()
	meta, rows, err := tx.MetaAndActivityAfter(seq, newsRows, wanted...)
	if err != nil {
		return nil, err
	}
	if err := o.checkMeta(meta); err != nil {
		return nil, err
	}
	if n := len(rows); n > 0 && rows[n-1].Seq > meta.Seq {
		return nil, badRow(meta.Seq+1, "was never written")
	}
	return meta, o.ledger.follow(rows)
}

// now is this machine's time or, where the database is on a server, the server's: PCs differ.
func (v *view) now() time.Time { return v.o.timeIn(v.tx) }

// today is the clock by which things expire, in milliseconds: now, or the high-water mark where
// that is later. What expires is issued by it, too.
func (v *view) today() int64 { return v.o.today(v.meta, v.now()) }

// today is the latest of the clock, the high-water mark, and the mark at opening plus the time
// that has really passed since: a clock that was ahead once must not let expiring things live
// for ever.
func (o *Office) today(meta *store.Meta, now time.Time) int64 {
	return max(meta.TimeMark, millis(now), o.openMark+o.options.Clock().Sub(o.opened).Milliseconds())
}

// checkMeta tells whether the meta row is genuine.
func (o *Office) checkMeta(meta *store.Meta) error {
	if meta.DB != o.ring.DB || !hmac.Equal(meta.Stamp().Tag, tagOf(o.ring, meta)) {
		return because(CodeTamperedFile, "the tag of the meta row does not fit")
	}
	return nil
}

// follow brings a chain or a ledger to the end of the log, a batch of rows at a time.
func (v *view) follow(f follower) error {
	for {
		seq, head := f.end()
		switch {
		case seq > v.meta.Seq:
			return because(CodeOldCopy, "the log ends at %d; it went to %d before", v.meta.Seq, seq)
		case seq == v.meta.Seq && bytes.Equal(head, v.meta.Head):
			return nil
		case seq == v.meta.Seq:
			return because(CodeTamperedLog, "the end of the log does not match the meta row")
		}
		rows, err := v.tx.ActivityAfter(seq, batchRows)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return badRow(seq+1, "is missing")
		}
		if err := f.follow(rows); err != nil {
			return err
		}
		if end := rows[len(rows)-1].Seq; end > v.meta.Seq {
			return badRow(v.meta.Seq+1, "was never written")
		}
	}
}

// followAnew follows the whole log that counts and looks behind its end.
func (v *view) followAnew() error {
	if err := v.follow(&chain{v.o.ring, v.meta.Base, v.meta.BaseHead}); err != nil {
		return err
	}
	rows, err := v.tx.ActivityAfter(v.meta.Seq, 1)
	if err == nil && len(rows) > 0 {
		err = badRow(rows[0].Seq, "was never written")
	}
	return err
}

// checkRow tells whether a row that was asked for by its key is that row, genuine (its tag)
// and the newest (the log says the same of it).
func (v *view) checkRow(r store.Row, key []byte) error {
	return v.checkTagged(r, key, tagOf(v.o.ring, r))
}

// checkTagged is checkRow for a row whose right tag is known.
func (v *view) checkTagged(r store.Row, key, tag []byte) error {
	stamp := r.Stamp()
	if !bytes.Equal(r.Key(), key) || !hmac.Equal(stamp.Tag, tag) {
		return because(tampered(r.Table()), "the tag of a %s row does not fit", r.Table())
	}
	newest, ok := v.o.ledger.newest(r.Table(), key)
	if !ok || newest.Generation != stamp.Generation || !bytes.Equal(newest.Tag, stamp.Tag) {
		return because(tampered(r.Table()), "a %s row is not the one last written", r.Table())
	}
	return nil
}

// checkAbsent tells whether a row that was not found never existed, or was deleted properly.
func (v *view) checkAbsent(table string, key []byte) error {
	if newest, ok := v.o.ledger.newest(table, key); ok && len(newest.Tag) > 0 {
		return because(tampered(table), "a %s row is missing", table)
	}
	return nil
}

// user reads a person. A person who is not there is CodeEnded.
func (v *view) user(id store.ID) (*store.User, error) {
	u, err := v.tx.User(id)
	switch {
	case err != nil:
		return nil, err
	case u == nil:
		if err := v.checkAbsent("user", id[:]); err != nil {
			return nil, err
		}
		return nil, &Error{Code: CodeEnded}
	}
	return u, v.checkRow(u, id[:])
}

// userByLogin reads a person by the folded login; nil when nobody has it.
func (v *view) userByLogin(login string) (*store.User, error) {
	u, err := v.tx.UserByLogin(login)
	if err != nil || u == nil {
		return nil, err
	}
	if u.Login != login {
		return nil, because(CodeTamperedFile, "a login leads to another person")
	}
	return u, v.checkRow(u, u.ID[:])
}

// account reads an account.
func (v *view) account(id store.ID) (*store.Account, error) {
	a, err := v.tx.Account(id)
	switch {
	case err != nil:
		return nil, err
	case a == nil:
		return nil, because(CodeTamperedFile, "an account row is missing")
	}
	return a, v.checkRow(a, id[:])
}

// counter reads a throttle row; a new one stands at 0, not yet written.
func (v *view) counter(key [32]byte) (t *store.Throttle, fresh bool, err error) {
	t, err = v.tx.Throttle(key)
	switch {
	case err != nil:
		return nil, false, err
	case t == nil:
		return &store.Throttle{ID: key}, true, v.checkAbsent("throttle", key[:])
	}
	return t, false, v.checkRow(t, key[:])
}
