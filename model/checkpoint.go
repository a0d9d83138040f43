package model

import (
	"bytes"
	"context"
	"crypto/hmac"
	"encoding/gob"
	"fmt"

	"qlingo/model/store"
)

// A checkpoint is the ledger as it was at one row of the log: opening goes on from there, and the rows before it are
// verified in the background. It is a row of the file like any other: tagged, and the log names the newest. Whoever
// changes it, takes it away or puts back an older one gets a slow start and nothing else.

const (
	// defaultCheckpointRows is after how many rows of the log a checkpoint is written, at least.
	defaultCheckpointRows = 500
	// entriesPerRow is how many entries of the ledger stand for one more: a large checkpoint takes longer to read than
	// some rows to follow.
	entriesPerRow = 4
)

// startFromCheckpoint lets the ledger begin at the newest checkpoint, if there is one that fits. That none fits is no
// alarm: the log is followed from its start.
func (o *Office) startFromCheckpoint(tx *store.Tx, meta *store.Meta) error {
	c, err := tx.Checkpoint(meta.DB)
	if err != nil || c == nil {
		return err
	}
	l, err := o.ledgerAt(tx, meta, c)
	switch {
	case inconclusive(err):
		return err
	case err != nil:
		o.options.Warn(fmt.Errorf("the checkpoint is not used: %w", err))
		return nil
	}
	o.ledger, o.startedFrom = l, &logPart{meta.Base, meta.BaseHead, c.Seq}
	return nil
}

// logPart are the rows of the log that a checkpoint stands for: behind Base, up to Seq.
type logPart struct {
	Base     int64
	BaseHead []byte
	Seq      int64
}

// ledgerAt is the ledger at the end of the log, by a checkpoint and the rows that came after it.
func (o *Office) ledgerAt(tx *store.Tx, meta *store.Meta, c *store.Checkpoint) (*ledger, error) {
	if !hmac.Equal(c.Stamp().Tag, tagOf(o.ring, c)) {
		return nil, because(CodeTamperedFile, "its tag does not fit")
	}
	if c.Seq <= meta.Base {
		return nil, because(CodeTamperedFile, "it is of a log that was bad")
	}
	l := newLedger(o.ring).startAfter(c.Seq, c.Head)
	if err := gob.NewDecoder(bytes.NewReader(c.State)).Decode(&l.facts); err != nil {
		return nil, because(CodeTamperedFile, "it cannot be read: %w", err)
	}
	if err := (&view{o, tx, meta}).follow(l); err != nil {
		return nil, err
	}
	if named, _ := l.newest(c.Table(), c.Key()); !hmac.Equal(named.Tag, c.Stamp().Tag) {
		return nil, because(CodeTamperedFile, "the log names another one")
	}
	return l, nil
}

// keepCheckpoints writes a checkpoint whenever one is due, until ctx ends.
func (o *Office) keepCheckpoints(ctx context.Context) {
	for {
		if o.checkpointDue() {
			if err := o.write(ctx, (*writing).checkpointIfDue); err != nil && ctx.Err() == nil && CodeOf(err) != codeNotDue {
				o.options.Warn(err)
			}
		}
		select {
		case <-o.rowsWritten:
		case <-ctx.Done():
			return
		}
	}
}

func (o *Office) checkpointDue() bool { return o.ledger.rowsSinceCheckpoint() >= o.checkpointEvery() }

// codeNotDue ends a transaction that would write a checkpoint where another PC has just written one.
const codeNotDue Code = "not_due"

// checkpointEvery is after how many rows of the log a checkpoint is due.
func (o *Office) checkpointEvery() int64 {
	return max(o.options.checkpointRows, o.ledger.entries()/entriesPerRow)
}

// noteRows wakes keepCheckpoints after a transaction that wrote so many rows of the log. Of the PCs that share a database
// the one does it whose rows make a checkpoint due, and the others only if it does not.
func (o *Office) noteRows(written int) {
	rows, every := o.ledger.rowsSinceCheckpoint(), o.checkpointEvery()
	if o.shared != nil && rows-int64(written) >= every && rows < 2*every {
		return
	}
	select {
	case o.rowsWritten <- struct{}{}:
	default:
	}
}

func (w *writing) checkpointIfDue() error {
	if !w.o.checkpointDue() {
		return &Error{Code: codeNotDue}
	}
	return w.checkpoint()
}

// checkpoint writes the ledger as it is.
func (w *writing) checkpoint() error {
	seq, head := w.o.ledger.end()
	state, err := w.o.ledger.state()
	if err != nil {
		return err
	}
	c := &store.Checkpoint{ID: w.meta.DB, Seq: seq, Head: head, State: state}
	before, _ := w.o.ledger.newest(c.Table(), c.Key())
	w.stamp(c, before.Generation+1)
	if err := w.tx.PutCheckpoint(c); err != nil {
		return err
	}
	return w.log(event{kind: activityCheckpoint}, c)
}
