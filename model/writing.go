package model

import (
	"context"
	"time"

	"github.com/gofrs/flock"

	"qlingo/model/store"
)

// writing is one use case on the write path: one transaction, one reading of the
// clock, one seal of the meta row.
type writing struct {
	*view
	now    time.Time
	logged []*store.Activity
}

// event is what the activity log says about a change.
type event struct {
	kind   ActivityKind
	actor  *store.User
	target *store.User
	fields []string // of the target, that were changed
	// account is taken from target, else from actor, else it is this one.
	account store.ID
}

// write is the only way anything is written: process mutex and lock file, one
// immediate transaction in which every changed row gets its activity row, the meta
// row sealed once, a durable commit, then the anchor.
func (o *Office) write(ctx context.Context, do func(*writing) error) error {
	return o.writeWanted(ctx, nil, do)
}

// writeWanted is to write as readWanted is to read.
func (o *Office) writeWanted(ctx context.Context, wanted []*store.Wanted, do func(*writing) error) error {
	leave, err := o.keepOpen()
	if err != nil {
		return err
	}
	err = o.withWriteLock(ctx, func() error { return o.writeNow(ctx, wanted, do) })
	leave()
	o.noteContact(err)
	return err
}

// withWriteLock calls do while nobody else writes, neither here nor in another program.
func (o *Office) withWriteLock(ctx context.Context, do func() error) error {
	select {
	case o.writes <- struct{}{}:
	case <-ctx.Done():
		return coded(ctx.Err())
	}
	defer func() { <-o.writes }()
	if err := o.waitForLock(ctx, o.writeLock, lockTimeout); err != nil {
		return err
	}
	defer func() {
		if err := o.writeLock.Unlock(); err != nil {
			o.options.Warn(err)
		}
	}()
	return do()
}

func (o *Office) writeNow(ctx context.Context, wanted []*store.Wanted, do func(*writing) error) error {
	var w *writing
	err := o.db.Write(ctx, func(tx *store.Tx) error {
		dataVersion, err := tx.DataVersion()
		if err != nil {
			return err
		}
		v, err := o.look(tx, dataVersion, wanted...)
		if err != nil {
			return err
		}
		w = &writing{view: v, now: v.now()}
		if err := do(w); err != nil {
			return err
		}
		return w.seal()
	})
	if err != nil {
		return coded(err)
	}
	// The change is durable. An anchor that lags is an older row of the same log, so
	// failing to move it must not look like a failed change; nor must a ledger that
	// finds its own rows wrong, which the next look will say.
	for _, err := range []error{o.ledger.follow(w.logged), o.anchor.move(w.meta.Seq, w.meta.Head)} {
		if err != nil {
			o.options.Warn(err)
		}
	}
	o.noteRows(len(w.logged))
	return nil
}

// waitForLock takes a lock file, which another program on this database may hold for a while.
func (o *Office) waitForLock(ctx context.Context, lock *flock.Flock, patience time.Duration) error {
	waiting, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	locked, err := lock.TryLockContext(waiting, lockRetry)
	switch {
	case locked:
		return nil
	case ctx.Err() != nil:
		return coded(ctx.Err())
	case waiting.Err() != nil:
		return &Error{Code: CodeInUse, Path: o.options.Data, Err: err}
	}
	return coded(err)
}

// seal gives the meta row its new generation and tag.
func (w *writing) seal() error {
	old := w.meta.Stamp().Generation
	w.stamp(w.meta, old+1)
	return w.tx.Update(w.meta, old)
}

func (w *writing) stamp(r store.Row, generation int64) {
	s := r.Stamp()
	s.Generation = generation
	s.Tag = tagOf(w.o.ring, r)
}

// insert adds a row. The generation goes on where a deleted row of the same key
// stopped, so that the old row cannot come back.
func (w *writing) insert(r store.Row, e event) error {
	before, _ := w.o.ledger.newest(r.Table(), r.Key())
	w.stamp(r, before.Generation+1)
	if err := w.tx.Insert(r); err != nil {
		return err
	}
	return w.log(e, r)
}

// update writes a row that was read in this transaction. A row is written once in it:
// the ledger learns of the change when it is durable.
func (w *writing) update(r store.Row, e event) error {
	old := r.Stamp().Generation
	w.stamp(r, old+1)
	if err := w.tx.Update(r, old); err != nil {
		return err
	}
	return w.log(e, r)
}

// remove deletes a row that was read in this transaction. The log keeps its next
// generation without a tag: the row that must not be there any more.
func (w *writing) remove(r store.Row, e event) error {
	stamp := r.Stamp()
	if err := w.tx.Delete(r, stamp.Generation); err != nil {
		return err
	}
	stamp.Generation, stamp.Tag = stamp.Generation+1, nil
	return w.log(e, r)
}

// log appends an activity row; r is the changed row or nil.
func (w *writing) log(e event, r store.Row) error {
	a := &store.Activity{Seq: w.meta.Seq + 1, Time: millis(w.now), Kind: storedKind(e.kind, e.fields), Host: w.o.options.Host}
	account := e.account
	if e.actor != nil {
		a.Actor, a.ActorLogin, account = e.actor.ID[:], e.actor.Login, e.actor.Account
	}
	if e.target != nil {
		a.Target, a.TargetLogin, account = e.target.ID[:], e.target.Login, e.target.Account
	}
	switch r := r.(type) {
	case *store.User: // what the ledger goes by
		account = r.Account
	case *store.PC: // several may have one name
		a.TargetLogin = r.Name + " (" + r.Role + ")"
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
	w.logged = append(w.logged, a)
	return w.tx.Append(a)
}

// moveTimeMark moves the time high-water mark. A failed attempt never does.
func (w *writing) moveTimeMark() { w.meta.TimeMark = w.today() }

// today is the view's, by the one clock reading of this use case.
func (w *writing) today() int64 { return w.o.today(w.meta, w.now) }

// millis is a time as it is stored; 0 is never.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// timeOf is the reverse of millis.
func timeOf(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}
