package model

import (
	"crypto/hmac"
	"fmt"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// chain follows the MACs of the log, row by row, in the order of the primary key. It never asks
// the file which row is the newest: a row hidden from such a query would not be missed.
type chain struct {
	ring *keys.Ring
	seq  int64  // of the last row that was followed
	head []byte // its mac
}

// end is how far the log was followed.
func (c *chain) end() (seq int64, head []byte) { return c.seq, c.head }

// follow continues with the next rows of the log.
func (c *chain) follow(rows []*store.Activity) error {
	for _, a := range rows {
		if err := c.next(a); err != nil {
			return err
		}
	}
	return nil
}

func (c *chain) next(a *store.Activity) error {
	switch {
	case a.Seq != c.seq+1:
		return badRow(c.seq+1, "is missing")
	case !hmac.Equal(a.MAC, macOf(c.ring, a, c.head)):
		return badRow(a.Seq, "was changed")
	}
	c.seq, c.head = a.Seq, a.MAC
	return nil
}

// badRow names a row of the log that is not as it was written.
func badRow(seq int64, what string) error {
	return &Error{Code: CodeTamperedLog, Row: seq, Err: fmt.Errorf("activity row %d %s", seq, what)}
}
