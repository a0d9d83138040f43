package model

import (
	"bytes"
	"crypto/hmac"
	"fmt"
	"sync"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// ledger is what the log says of every tagged row, as far as it was followed: which
// generation is the newest, and its tag. It is built by following the chain of macs from
// the first row, in the order of its primary key, and never by asking the file which row
// is the newest: a row hidden from such a question would not be missed. It holds facts
// that were verified, not contents of the file.
type ledger struct {
	ring *keys.Ring

	mutex sync.RWMutex
	seq   int64
	head  []byte
	rows  map[string]store.Stamp // by table and key; a deleted row has no tag
}

func newLedger(ring *keys.Ring) *ledger {
	return &ledger{ring: ring, rows: map[string]store.Stamp{}}
}

func ledgerKey(table string, key []byte) string { return table + "\x00" + string(key) }

// follow continues the chain with the next rows of the log.
func (l *ledger) follow(rows []*store.Activity) error {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	for _, a := range rows {
		if a.Seq <= l.seq { // another transaction was here first
			continue
		}
		if a.Seq != l.seq+1 {
			return badRow(l.seq+1, "is missing")
		}
		if !hmac.Equal(a.MAC, macOf(l.ring, a, l.head)) {
			return badRow(a.Seq, "was changed")
		}
		l.seq, l.head = a.Seq, a.MAC
		if a.RowTable != "" {
			l.rows[ledgerKey(a.RowTable, a.RowID)] = store.Stamp{Generation: a.RowGeneration, Tag: a.RowTag}
		}
	}
	return nil
}

// badRow names a row of the log that is not as it was written.
func badRow(seq int64, what string) error {
	return &Error{Code: CodeTamperedLog, Row: seq, Err: fmt.Errorf("activity row %d %s", seq, what)}
}

// end is how far the log was followed.
func (l *ledger) end() (seq int64, head []byte) {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	return l.seq, l.head
}

// newest is what the log says of a row; ok is false when it never named it.
func (l *ledger) newest(table string, key []byte) (stamp store.Stamp, ok bool) {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	stamp, ok = l.rows[ledgerKey(table, key)]
	return stamp, ok
}

// standing are the keys of a table's rows that must be there.
func (l *ledger) standing(table string) map[string]bool {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	keys, prefix := map[string]bool{}, ledgerKey(table, nil)
	for key, stamp := range l.rows {
		if rest, ok := bytes.CutPrefix([]byte(key), []byte(prefix)); ok && len(stamp.Tag) > 0 {
			keys[string(rest)] = true
		}
	}
	return keys
}
