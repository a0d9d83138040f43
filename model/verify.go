package model

import (
	"bytes"
	"context"
	"crypto/hmac"
	"sync"
	"time"

	"qlingo/model/store"
)

const (
	tailRows            = 1000             // of the log are checked before the login page
	newsRows            = 100              // of the log are asked for with each look at a server
	batchRows           = 5000             // are checked in one read transaction after that
	verificationRetry   = time.Second      // before a check that was disturbed goes on
	verificationTimeout = 30 * time.Second // that a sign-in has with the check
)

// checkTail checks the newest rows of the log up to the head that the meta row names.
func (o *Office) checkTail(tx *store.Tx, meta *store.Meta) error {
	tail := &chain{o.ring, meta.Base, meta.BaseHead}
	if from := meta.Seq - tailRows; from > meta.Base {
		before, err := tx.Activity(from)
		if err != nil {
			return err
		}
		if before == nil {
			return badRow(from, "is missing")
		}
		tail.seq, tail.head = from, before.MAC
	}
	rows, err := tx.ActivityAfter(tail.seq, tailRows+1)
	if err != nil {
		return err
	}
	if err := tail.follow(rows); err != nil {
		return err
	}
	if tail.seq != meta.Seq || !bytes.Equal(tail.head, meta.Head) {
		return because(CodeTamperedLog, "the log ends at %d, the meta row says %d", tail.seq, meta.Seq)
	}
	return nil
}

// checkAnchor tells whether the log contains the row that the anchor remembers.
func (o *Office) checkAnchor(tx *store.Tx) error {
	row, err := tx.Activity(o.anchor.seq)
	if err != nil {
		return err
	}
	if row == nil || !hmac.Equal(row.MAC, o.anchor.head) {
		return because(CodeOldCopy, "the log does not contain row %d of the anchor", o.anchor.seq)
	}
	return nil
}

// verification is how the check in the background stands.
type verification struct {
	cancel context.CancelFunc
	ready  chan struct{} // closed when the ledger has come to the end of the log, or has found it bad
	done   chan struct{} // closed when every row of the log was followed, or one found bad
	ended  chan struct{} // closed when nothing runs any more

	mutex sync.Mutex
	err   error
	rows  int64
}

// startVerification brings the ledger to the end of the log in the background, and then follows
// the rows that a checkpoint stands for. Nobody signs in before the first is done: what it finds
// is what every row is compared with. Where the second finds something, everything is refused
// from then on. After that it writes the checkpoints, as long as the office is open.
func (o *Office) startVerification() {
	ctx, cancel := context.WithCancel(context.Background())
	h := &verification{cancel: cancel, ready: make(chan struct{}), done: make(chan struct{}), ended: make(chan struct{})}
	o.verification = h
	go func() {
		defer close(h.ended)
		var beside sync.WaitGroup
		defer beside.Wait()
		err := untilConclusive(ctx, o.completeLedger)
		h.conclude(err, o)
		close(h.ready)
		if o.shared != nil {
			if err := o.forgetFormer(ctx); err != nil && ctx.Err() == nil {
				o.options.Warn(err)
			}
			beside.Go(func() { o.watch(ctx) })
			beside.Go(func() { o.auditAgain(ctx) })
		}
		if err == nil {
			err = untilConclusive(ctx, o.verifyOldRows)
			h.conclude(err, o)
		}
		if err == nil {
			o.noteAudit()
		}
		close(h.done)
		if err == nil {
			o.keepCheckpoints(ctx)
		}
	}()
}

// untilConclusive repeats a check that was disturbed.
func untilConclusive(ctx context.Context, check func(context.Context) error) error {
	err := check(ctx)
	for inconclusive(err) && ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-time.After(verificationRetry):
			err = check(ctx)
		}
	}
	return err
}

// inconclusive tells a check that could not be made from one that found something.
func inconclusive(err error) bool {
	switch CodeOf(err) {
	case "", CodeTamperedLog, CodeTamperedFile, CodeTamperedPerson, CodeDamaged, CodeOldCopy, CodeFreshnessUnknown, CodeMoved, CodePCRemoved:
		return false
	}
	return true
}

func (h *verification) conclude(err error, o *Office) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.rows, _ = o.ledger.end()
	h.err = err
}

// found is what the check has found so far. An office that is not open yet has none.
func (h *verification) found() (rows int64, err error) {
	if h == nil {
		return 0, nil
	}
	h.mutex.Lock()
	defer h.mutex.Unlock()
	return h.rows, h.err
}

func (h *verification) stop() {
	h.cancel()
	<-h.ended
}

// requireReady waits until the ledger has come to the end of the log, and tells what was found so far.
func (o *Office) requireReady(ctx context.Context) error {
	waiting, cancel := context.WithTimeout(ctx, verificationTimeout)
	defer cancel()
	_, err := o.waitFor(waiting, o.verification.ready)
	if err != nil && ctx.Err() == nil && waiting.Err() != nil {
		if lost := o.Connection().Err; lost != nil {
			return lost
		}
		return &Error{Code: CodeInUse, Path: o.options.Data, Err: err}
	}
	return err
}

// WaitForVerification waits for the check of the whole log that Open started, and says how many
// rows were sound and what is wrong with the first bad one.
func (o *Office) WaitForVerification(ctx context.Context) (rows int64, err error) {
	return o.waitFor(ctx, o.verification.done)
}

func (o *Office) waitFor(ctx context.Context, stage <-chan struct{}) (rows int64, err error) {
	select {
	case <-stage:
	case <-ctx.Done():
		return 0, coded(ctx.Err())
	}
	rows, err = o.verification.found()
	return rows, coded(err)
}

// completeLedger follows the log from where the ledger begins, in short transactions, and then looks
// whether the rows that it says are there are there, and no others.
func (o *Office) completeLedger(ctx context.Context) error {
	for more := true; more; {
		err := o.inTurn(ctx, func() (err error) {
			_, more, err = o.followOn(ctx, o.ledger)
			return err
		})
		o.noteContact(err)
		if err != nil {
			return err
		}
	}
	return o.checkAllComplete(ctx)
}

// checkAllComplete looks whether the rows that the log says are there are there, and no others.
func (o *Office) checkAllComplete(ctx context.Context) error {
	return o.inTurn(ctx, func() error {
		return coded(o.db.Read(ctx, func(tx *store.Tx) error {
			v, err := o.look(tx, o.dataVersion.Load())
			if err != nil {
				return err
			}
			for _, table := range taggedTables {
				if err := v.checkComplete(table); err != nil {
					return err
				}
			}
			return nil
		}))
	})
}

// verifyOldRows follows the log up to the checkpoint with which the ledger began.
func (o *Office) verifyOldRows(ctx context.Context) error {
	if o.startedFrom == nil {
		return nil
	}
	old := &chain{o.ring, o.startedFrom.Base, o.startedFrom.BaseHead}
	return o.followGently(ctx, old, func() bool { return old.seq <= o.startedFrom.Seq })
}

// followGently follows the log as long as going says, and rests as long as it works: somebody may be signing in.
func (o *Office) followGently(ctx context.Context, c *chain, going func() bool) error {
	for more := true; more && going(); {
		began := time.Now()
		var sound []*store.Activity
		var err error
		if sound, more, err = o.followOn(ctx, c); err != nil {
			return err
		}
		o.ledger.learnOfKits(sound)
		select {
		case <-ctx.Done():
			return coded(ctx.Err())
		case <-time.After(time.Since(began)):
		}
	}
	return nil
}

// follower goes through the log: a chain, or a ledger that keeps what it says.
type follower interface {
	end() (seq int64, head []byte)
	follow(rows []*store.Activity) error
}

// followOn lets a follower go on with the next rows of the log in a transaction of its own. It
// gives those that were sound, and tells whether there may be more.
func (o *Office) followOn(ctx context.Context, f follower) (sound []*store.Activity, more bool, err error) {
	leave, err := o.keepOpen()
	if err != nil {
		return nil, false, err
	}
	defer leave()
	err = o.db.Read(ctx, func(tx *store.Tx) error {
		meta, err := tx.Meta()
		if err != nil {
			return err
		}
		if err := o.checkMeta(meta); err != nil {
			return err
		}
		from, _ := f.end()
		rows, err := tx.ActivityAfter(from, batchRows)
		if err != nil {
			return err
		}
		err = f.follow(rows)
		seq, head := f.end()
		sound = rows[:min(seq-from, int64(len(rows)))]
		switch {
		case err != nil:
			return err
		case seq > meta.Seq:
			return badRow(meta.Seq+1, "was never written")
		case len(rows) == 0 && seq < meta.Seq:
			return badRow(seq+1, "is missing")
		case seq == meta.Seq && !bytes.Equal(head, meta.Head):
			return badRow(seq, "was changed")
		}
		more = seq < meta.Seq || len(rows) == batchRows
		return nil
	})
	return sound, more, coded(err)
}

// taggedTables are the tables whose rows the log accounts for.
var taggedTables = []string{"account", "user", "throttle", "support_request", "pc"}

// checkComplete compares the rows of a table with those that the log says are there.
func (v *view) checkComplete(table string) error {
	there, err := v.tx.Rows(table)
	if err != nil {
		return err
	}
	standing := v.o.ledger.expectedRows(table)
	for _, id := range there {
		if !standing[string(id)] {
			return because(CodeTamperedLog, "the table %s has a row that was never written", table)
		}
		delete(standing, string(id))
	}
	if len(standing) > 0 {
		return because(CodeTamperedLog, "a %s row was deleted", table)
	}
	return v.tx.CheckIndexes(table) // a login that leads to nobody would look unknown
}
