package model

import (
	"context"
	"errors"
	"time"

	"qlingo/model/store"
)

// writing is one use case on the write path: one transaction, one reading of the
// clock, one seal of the meta row.
type writing struct {
	o    *Office
	tx   *store.Tx
	meta *store.Meta
	now  time.Time
}

// event is what the activity log says about a change.
type event struct {
	kind   string
	actor  *store.User
	target *store.User
	// account is taken from target, else from actor, else it is this one.
	account store.ID
}

// write is the only way anything is written: process mutex and lock file, one
// immediate transaction in which every changed row gets its activity row, the meta
// row sealed once, a durable commit, then the anchor.
func (o *Office) write(ctx context.Context, do func(*writing) error) (err error) {
	o.writes.Lock()
	defer o.writes.Unlock()
	if err := o.lockWrites(ctx); err != nil {
		return err
	}
	defer func() {
		if failed := o.writeLock.Unlock(); failed != nil {
			err = errors.Join(err, coded(failed))
		}
	}()
	var seq int64
	var head []byte
	err = o.db.Write(ctx, func(tx *store.Tx) error {
		meta, err := tx.Meta()
		if err != nil {
			return err
		}
		if err := o.checkMeta(meta); err != nil {
			return err
		}
		w := &writing{o, tx, meta, o.Clock()}
		if err := do(w); err != nil {
			return err
		}
		seq, head = meta.Seq, meta.Head
		return w.seal()
	})
	if err != nil {
		return coded(err)
	}
	// The change is durable. An anchor that lags is an older row of the same log, so
	// failing to move it must not be told as a failed change.
	if err := o.anchor.move(seq, head); err != nil {
		o.Warn(err)
	}
	return nil
}

// lockWrites takes the lock file, which another program on this database may hold for
// the length of a write.
func (o *Office) lockWrites(ctx context.Context) error {
	waiting, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	locked, err := o.writeLock.TryLockContext(waiting, lockRetry)
	switch {
	case locked:
		return nil
	case ctx.Err() != nil:
		return coded(ctx.Err())
	case waiting.Err() != nil:
		return &Error{Code: CodeInUse, Path: o.Data, Err: err}
	}
	return coded(err)
}

// seal gives the meta row its new generation and tag.
func (w *writing) seal() error {
	old := w.meta.Stamp().Generation
	stamp(w.o, w.meta, old+1)
	return w.tx.Update(w.meta, old)
}

func stamp(o *Office, r store.Row, generation int64) {
	s := r.Stamp()
	s.Generation = generation
	s.Tag = tagOf(o.ring, r)
}

// insert adds a row. The generation goes on where a deleted row of the same key
// stopped, so that the old row cannot come back.
func (w *writing) insert(r store.Row, e event) error {
	newest, err := w.tx.Newest(r.Table(), r.Key())
	if err != nil {
		return err
	}
	var generation int64
	if newest != nil {
		generation = newest.RowGeneration
	}
	stamp(w.o, r, generation+1)
	if err := w.tx.Insert(r); err != nil {
		return err
	}
	return w.log(e, r)
}

// update writes a row that was read, and checked, in this transaction.
func (w *writing) update(r store.Row, e event) error {
	old := r.Stamp().Generation
	stamp(w.o, r, old+1)
	if err := w.tx.Update(r, old); err != nil {
		return err
	}
	return w.log(e, r)
}

// log appends an activity row; r is the changed row or nil.
func (w *writing) log(e event, r store.Row) error {
	a := &store.Activity{Seq: w.meta.Seq + 1, Time: millis(w.now), Kind: e.kind, Host: w.o.Host}
	account := e.account
	if e.actor != nil {
		a.Actor, a.ActorLogin, account = e.actor.ID[:], e.actor.Login, e.actor.Account
	}
	if e.target != nil {
		a.Target, a.TargetLogin, account = e.target.ID[:], e.target.Login, e.target.Account
	}
	if account != (store.ID{}) {
		a.Account = account[:]
	}
	if r != nil {
		a.RowTable, a.RowID = r.Table(), r.Key()
		a.RowGeneration, a.RowTag = r.Stamp().Generation, r.Stamp().Tag
	}
	a.MAC = macOf(w.o.ring, a, w.meta.Head)
	w.meta.Seq, w.meta.Head = a.Seq, a.MAC
	return w.tx.Append(a)
}

// succeeded moves the time high-water mark. A failed attempt never does.
func (w *writing) succeeded() { w.meta.TimeMark = max(w.meta.TimeMark, millis(w.now)) }

// expired tells whether a time has passed, by the clock or the high-water mark.
func (w *writing) expired(at int64) bool {
	return at != 0 && max(w.meta.TimeMark, millis(w.now)) >= at
}

// millis is a time as it is stored; 0 is never.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// moment is the reverse of millis.
func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}
