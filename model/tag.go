package model

import (
	"bytes"
	"crypto/hmac"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// tagOf is the tag that a row of this content must carry.
func tagOf(ring *keys.Ring, r store.Row) []byte {
	return ring.Row.MAC("row "+r.Table(), append([][]byte{ring.DB[:]}, store.Fields(r)...)...)
}

// macOf chains an activity row to the one before it.
func macOf(ring *keys.Ring, a *store.Activity, previous []byte) []byte {
	return ring.Audit.MAC("activity", append([][]byte{ring.DB[:], previous}, a.Fields()...)...)
}

// tampered is the code for a bad row of a table.
func tampered(table string) Code {
	if table == "user" || table == "throttle" {
		return CodeTamperedPerson
	}
	return CodeTamperedFile
}

// check tells whether a row that was read is genuine (its tag) and the newest of its
// kind (the newest activity row that names it carries the same generation and tag).
func (o *Office) check(tx *store.Tx, r store.Row) error {
	stamp := r.Stamp()
	if !hmac.Equal(stamp.Tag, tagOf(o.ring, r)) {
		return because(tampered(r.Table()), "the tag of a %s row does not fit", r.Table())
	}
	newest, err := tx.Newest(r.Table(), r.Key())
	if err != nil {
		return err
	}
	if newest == nil || newest.RowGeneration != stamp.Generation || !bytes.Equal(newest.RowTag, stamp.Tag) {
		return because(tampered(r.Table()), "a %s row is not the one last written", r.Table())
	}
	return o.checkActivity(tx, newest)
}

// checkListed is check for a row of a long list, whose newest stamp in the log is at
// hand. The log's own rows are checked in the background, not for each row again.
func (o *Office) checkListed(r store.Row, newest store.Stamp) error {
	stamp := r.Stamp()
	if !hmac.Equal(stamp.Tag, tagOf(o.ring, r)) || newest.Generation != stamp.Generation || !bytes.Equal(newest.Tag, stamp.Tag) {
		return because(tampered(r.Table()), "a %s row is not the one last written", r.Table())
	}
	return nil
}

// checkAbsent tells whether a row that was not found has never been, or was deleted
// in order.
func (o *Office) checkAbsent(tx *store.Tx, table string, id []byte) error {
	newest, err := tx.Newest(table, id)
	if err != nil || newest == nil {
		return err
	}
	if len(newest.RowTag) > 0 {
		return because(tampered(table), "a %s row is missing", table)
	}
	return o.checkActivity(tx, newest)
}

// checkActivity tells whether one activity row is genuine.
func (o *Office) checkActivity(tx *store.Tx, a *store.Activity) error {
	var previous []byte
	if a.Seq > 1 {
		before, err := tx.Activity(a.Seq - 1)
		if err != nil {
			return err
		}
		if before == nil {
			return because(CodeTamperedLog, "activity row %d is missing", a.Seq-1)
		}
		previous = before.MAC
	}
	if !hmac.Equal(a.MAC, macOf(o.ring, a, previous)) {
		return because(CodeTamperedLog, "activity row %d was changed", a.Seq)
	}
	return nil
}

// checkMeta tells whether the meta row is genuine and no older than what this process
// has seen.
func (o *Office) checkMeta(meta *store.Meta) error {
	if meta.DB != o.ring.DB || !hmac.Equal(meta.Stamp().Tag, tagOf(o.ring, meta)) {
		return because(CodeTamperedFile, "the tag of the meta row does not fit")
	}
	if meta.Seq < o.anchor.seq {
		return because(CodeOldCopy, "the log ends at %d, the anchor stands at %d", meta.Seq, o.anchor.seq)
	}
	return nil
}

// user reads a person and checks the row. A person who is not there is CodeEnded.
func (o *Office) user(tx *store.Tx, id store.ID) (*store.User, error) {
	u, err := tx.User(id)
	if err != nil {
		return nil, err
	}
	if u == nil {
		if err := o.checkAbsent(tx, "user", id[:]); err != nil {
			return nil, err
		}
		return nil, &Error{Code: CodeEnded}
	}
	return u, o.check(tx, u)
}

// account reads an account and checks the row.
func (o *Office) account(tx *store.Tx, id store.ID) (*store.Account, error) {
	a, err := tx.Account(id)
	if err != nil {
		return nil, err
	}
	if a == nil {
		return nil, because(CodeTamperedFile, "an account row is missing")
	}
	return a, o.check(tx, a)
}
