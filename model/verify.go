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
	batchRows           = 5000             // are checked in one read transaction after that
	verificationRetry   = time.Second      // before a check that was disturbed goes on
	verificationTimeout = 30 * time.Second // that a sign-in has with the check
)

// checkTail checks the newest rows of the log up to the head that the meta row names.
func (o *Office) checkTail(tx *store.Tx, meta *store.Meta) error {
	tail := newLedger(o.ring).startAfter(meta.Base, meta.BaseHead)
	if from := meta.Seq - tailRows; from > meta.Base {
		before, err := tx.Activity(from)
		if err != nil {
			return err
		}
		if before == nil {
			return badRow(from, "is missing")
		}
		tail.startAfter(from, before.MAC)
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

// verification is how the check in the background ended.
type verification struct {
	cancel context.CancelFunc
	done   chan struct{} // closed when the whole log has been followed, or found bad

	mutex sync.Mutex
	err   error
	rows  int64
}

// startVerification starts to follow the whole log in the background. Nobody signs in before it has
// come to the end: what it finds is what every row is compared with.
func (o *Office) startVerification() {
	ctx, cancel := context.WithCancel(context.Background())
	h := &verification{cancel: cancel, done: make(chan struct{})}
	o.verification = h
	go func() {
		defer close(h.done)
		err := o.verifyLog(ctx)
		for inconclusive(err) && ctx.Err() == nil {
			select {
			case <-ctx.Done():
			case <-time.After(verificationRetry):
				err = o.verifyLog(ctx)
			}
		}
		h.mutex.Lock()
		defer h.mutex.Unlock()
		h.rows, _ = o.ledger.end()
		h.err = err
	}()
}

// inconclusive tells a check that could not be made from one that found something.
func inconclusive(err error) bool {
	switch CodeOf(err) {
	case "", CodeTamperedLog, CodeTamperedFile, CodeTamperedPerson, CodeDamaged, CodeOldCopy, CodeFreshnessUnknown:
		return false
	}
	return true
}

func (h *verification) stop() {
	h.cancel()
	<-h.done
}

// requireVerified waits for the check and tells what it found.
func (o *Office) requireVerified(ctx context.Context) error {
	waiting, cancel := context.WithTimeout(ctx, verificationTimeout)
	defer cancel()
	_, err := o.WaitForVerification(waiting)
	if err != nil && ctx.Err() == nil && waiting.Err() != nil {
		return &Error{Code: CodeInUse, Path: o.options.Data, Err: err}
	}
	return err
}

// WaitForVerification waits for the check of the whole log that Open started, and says how many
// rows were sound and what is wrong with the first bad one.
func (o *Office) WaitForVerification(ctx context.Context) (rows int64, err error) {
	select {
	case <-o.verification.done:
	case <-ctx.Done():
		return 0, coded(ctx.Err())
	}
	o.verification.mutex.Lock()
	defer o.verification.mutex.Unlock()
	return o.verification.rows, coded(o.verification.err)
}

// verifyLog follows the log from where it counts, in short transactions, and then looks
// whether the rows that it says are there are there, and no others.
func (o *Office) verifyLog(ctx context.Context) error {
	for more := true; more; {
		var err error
		if _, more, err = o.followOn(ctx, o.ledger); err != nil {
			return err
		}
	}
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
}

// followOn lets a ledger follow the next rows of the log in a transaction of its own. It
// gives those that were sound, and tells whether there may be more.
func (o *Office) followOn(ctx context.Context, chain *ledger) (sound []*store.Activity, more bool, err error) {
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
		from, _ := chain.end()
		rows, err := tx.ActivityAfter(from, batchRows)
		if err != nil {
			return err
		}
		err = chain.follow(rows)
		seq, head := chain.end()
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
var taggedTables = []string{"account", "user", "throttle", "support_request"}

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
