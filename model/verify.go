package model

import (
	"bytes"
	"context"
	"crypto/hmac"
	"sync"

	"qlingo/model/store"
)

const (
	tailRows  = 1000 // of the log are checked before the login page
	batchRows = 5000 // are checked in one read transaction after that
)

// checkTail checks the newest rows of the log up to the head that the meta row names.
func (o *Office) checkTail(tx *store.Tx, meta *store.Meta) error {
	from := max(meta.Seq-tailRows, 0)
	link := chain{seq: from}
	if from > 0 {
		before, err := tx.Activity(from)
		if err != nil {
			return err
		}
		if before == nil {
			return because(CodeTamperedLog, "activity row %d is missing", from)
		}
		link.head = before.MAC
	}
	rows, err := tx.ActivityAfter(from, tailRows+1)
	if err != nil {
		return err
	}
	if err := o.follow(&link, rows); err != nil {
		return err
	}
	if link.seq != meta.Seq || !bytes.Equal(link.head, meta.Head) {
		return because(CodeTamperedLog, "the log ends at %d, the meta row says %d", link.seq, meta.Seq)
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

// chain is how far the log has been followed.
type chain struct {
	seq  int64
	head []byte
}

// follow checks that rows continue the chain.
func (o *Office) follow(link *chain, rows []*store.Activity) error {
	for _, row := range rows {
		if row.Seq != link.seq+1 {
			return because(CodeTamperedLog, "activity row %d is missing", link.seq+1)
		}
		if !hmac.Equal(row.MAC, macOf(o.ring, row, link.head)) {
			return because(CodeTamperedLog, "activity row %d was changed", row.Seq)
		}
		link.seq, link.head = row.Seq, row.MAC
	}
	return nil
}

// health is what the check in the background has found.
type health struct {
	cancel context.CancelFunc
	done   chan struct{}

	mutex sync.Mutex
	err   error
	rows  int64
}

// watch starts checking the whole log and every tagged row in the background.
func (o *Office) watch() {
	ctx, cancel := context.WithCancel(context.Background())
	h := &health{cancel: cancel, done: make(chan struct{})}
	o.health = h
	go func() {
		defer close(h.done)
		if err := o.verify(ctx, h); err != nil && ctx.Err() == nil {
			h.mutex.Lock()
			defer h.mutex.Unlock()
			h.err = err
		}
	}()
}

func (h *health) stop() {
	h.cancel()
	<-h.done
}

func (h *health) found() error {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	return h.err
}

// Verified waits for the check of the whole log that Open started, and says how many
// rows were sound and what is wrong with the first bad one.
func (o *Office) Verified(ctx context.Context) (rows int64, err error) {
	select {
	case <-ctx.Done():
		return 0, coded(ctx.Err())
	case <-o.health.done:
	}
	o.health.mutex.Lock()
	defer o.health.mutex.Unlock()
	return o.health.rows, coded(o.health.err)
}

// verify follows the log from its first row, then looks whether every row that the log
// says must be there is, and no other.
func (o *Office) verify(ctx context.Context, h *health) error {
	var link chain
	for more := true; more; {
		err := o.db.Read(ctx, func(tx *store.Tx) error {
			rows, err := tx.ActivityAfter(link.seq, batchRows)
			if err != nil {
				return err
			}
			more = len(rows) == batchRows
			return o.follow(&link, rows)
		})
		h.mutex.Lock()
		h.rows = link.seq
		h.mutex.Unlock()
		if err != nil {
			return err
		}
	}
	for _, table := range []string{"account", "user", "throttle"} {
		if err := o.db.Read(ctx, func(tx *store.Tx) error { return complete(tx, table) }); err != nil {
			return err
		}
	}
	return nil
}

// complete compares the rows of a table with those that the log says are there.
func complete(tx *store.Tx, table string) error {
	there, err := tx.Rows(table)
	if err != nil {
		return err
	}
	logged, err := tx.Logged(table)
	if err != nil {
		return err
	}
	known := make(map[string]bool, len(there))
	for _, id := range there {
		known[string(id)] = true
	}
	for _, id := range logged {
		if !known[string(id)] {
			return because(CodeTamperedLog, "a %s row was deleted", table)
		}
	}
	if len(there) != len(logged) {
		return because(CodeTamperedLog, "the table %s has a row that was never written", table)
	}
	return nil
}
