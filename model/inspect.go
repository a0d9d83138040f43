package model

import (
	"bytes"
	"context"
	"errors"
	"time"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// contents are what a file says that it holds.
type contents struct {
	accounts, people, mfaOn int
	rows                    int64 // of the log
	newest                  time.Time
}

func contentsOf(tx *store.Tx, meta *store.Meta) (c contents, err error) {
	err = tx.EachRow(func(row store.Row, _ [][]byte) error {
		switch r := row.(type) {
		case *store.Account:
			c.accounts++
		case *store.User:
			c.people++
			if r.MFA {
				c.mfaOn++
			}
		}
		return nil
	})
	if err != nil {
		return c, err
	}
	c.rows = meta.Seq
	newest, err := tx.Activity(meta.Seq)
	if err == nil && newest != nil {
		c.newest = timeOf(newest.Time)
	}
	return c, err
}

// inspect opens a file that nobody writes to, and calls do with it as an office of its own
// without any lock.
func (o Options) inspect(ctx context.Context, path string, do func(o *Office, tx *store.Tx, meta *store.Meta) error) (err error) {
	db, err := store.Inspect(ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return db.Read(ctx, func(tx *store.Tx) error {
		meta, err := tx.Meta()
		if err != nil {
			return err
		}
		inside := newOffice(o)
		inside.copied = true
		return do(inside, tx, meta)
	})
}

// verifyFile verifies all that is in a file.
func (o *Office) verifyFile(tx *store.Tx, meta *store.Meta, ring *keys.Ring) error {
	if err := o.checkBasics(tx, meta, ring); err != nil {
		return err
	}
	return o.verifyRows(tx, meta)
}

// verifyRows verifies what is not checked before the login page: the whole log that counts,
// and that every row is there, genuine and the newest, and no other.
func (o *Office) verifyRows(tx *store.Tx, meta *store.Meta) error {
	v := &view{o, tx, meta}
	if err := v.follow(o.ledger); err != nil {
		return err
	}
	for _, table := range taggedTables {
		if err := v.checkComplete(table); err != nil {
			return err
		}
	}
	tags := newTagger(o.ring)
	return tx.EachRow(func(row store.Row, fields [][]byte) error {
		if err := v.checkTagged(row, row.Key(), tags.tag(row, fields)); err != nil && !v.knownBad(row) {
			return err
		}
		return nil
	})
}

// badTag is what an accepted log says of a row that stays bad: it fits nothing, but tells
// that the row is there.
func badTag(tag []byte) []byte { return append(bytes.Clone(tag), 0) }

// knownBad tells whether a row was bad when the log was accepted and has not changed since.
func (v *view) knownBad(r store.Row) bool {
	stamp := r.Stamp()
	newest, ok := v.o.ledger.newest(r.Table(), r.Key())
	return ok && newest.Generation == stamp.Generation && bytes.Equal(newest.Tag, badTag(stamp.Tag))
}
