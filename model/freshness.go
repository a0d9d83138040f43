package model

import (
	"errors"
	"os"
	"slices"
	"time"

	"qlingo/model/store"
)

// checkFresh tells whether the file is as new as the anchor of this PC says: CodeOldCopy if the
// log does not contain the anchor's row, CodeFreshnessUnknown if there is no anchor. Both are
// handled alike: whoever takes the anchor away must not get more for it than an old copy gets.
func (o *Office) checkFresh(tx *store.Tx) error {
	if err := o.anchor.load(); err != nil {
		return err
	}
	if err := o.checkAnchor(tx); err != nil {
		return err
	}
	o.anchor.frozen = o.options.staged
	return nil
}

// stale tells whether an error says that the file is, or may be, older than what this PC had.
func stale(err error) bool {
	return slices.Contains([]Code{CodeOldCopy, CodeFreshnessUnknown}, CodeOf(err))
}

// withAge adds to an error what helps a person to tell whether a file is the newest: when it was
// last used, and whether it was used on this PC before. held says that the key is here.
func (o *Office) withAge(tx *store.Tx, meta *store.Meta, held bool, err error) error {
	if !stale(err) && CodeOf(err) != CodeTamperedLog {
		return err
	}
	_, none := os.Lstat(o.anchor.path)
	return copyAge(&Error{Newest: o.newestOf(tx, meta), Seen: held || none == nil || o.options.hasSeen(meta.DB)}, err)
}

// copyAge gives err the age of the file that another error carries, if it carries one.
func copyAge(aged, err error) error {
	var age, found *Error
	if !errors.As(aged, &age) || !errors.As(err, &found) {
		return err
	}
	answer := *found
	answer.Newest, answer.Seen = age.Newest, age.Seen
	return &answer
}

// newestOf is when a file was last used: the time of the newest row of its log or, where that
// row was changed, the high-water mark of the meta row, which is genuine.
func (o *Office) newestOf(tx *store.Tx, meta *store.Meta) time.Time {
	rows, err := tx.Linked(meta.Seq)
	if err != nil || len(rows) != 1 || (&view{o, tx, meta}).checkLinked(rows[0]) != nil {
		return timeOf(meta.TimeMark)
	}
	return timeOf(rows[0].Time)
}
