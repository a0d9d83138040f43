package model

import (
	"cmp"
	"crypto/hmac"
	"fmt"
	"slices"
	"strings"
	"sync"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// ledger is what the log says of every tagged row, as far as it was followed: which generation is the newest, its tag, and
// the account it belongs to; also which rows of the log are news for a person, and which an account is shown. It is built
// by following the chain of MACs in the order of the primary key, and never by asking the file which row is the newest: a
// row hidden from such a query would not be missed. It holds verified facts, not contents of the file.
type ledger struct {
	ring *keys.Ring

	mutex    sync.RWMutex
	seq      int64
	head     []byte
	rows     map[string]entry     // by table and key
	mentions map[string][]mention // by the person's ID, in the order of the log
	shown    map[string][]int64   // by the account's ID, in the order of the log
}

// entry is the newest state of a tagged row; a deleted one has no tag.
type entry struct {
	store.Stamp
	account string
}

// mention is a row of the log that is news for a person.
type mention struct {
	seq  int64
	kind ActivityKind
}

func newLedger(ring *keys.Ring) *ledger {
	return &ledger{ring: ring, rows: map[string]entry{}, mentions: map[string][]mention{}, shown: map[string][]int64{}}
}

// startAfter begins behind a row with that mac.
func (l *ledger) startAfter(seq int64, mac []byte) *ledger {
	l.seq, l.head = seq, mac
	return l
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
			stamp := store.Stamp{Generation: a.RowGeneration, Tag: a.RowTag}
			l.rows[ledgerKey(a.RowTable, a.RowID)] = entry{stamp, string(a.Account)}
		}
		if kind, ok := newsKinds[a.Kind]; ok && len(a.Target) > 0 {
			l.mentions[string(a.Target)] = append(l.mentions[string(a.Target)], mention{a.Seq, kind})
		}
		if len(a.Account) > 0 && !slices.Contains(hiddenKinds, ActivityKind(a.Kind)) {
			l.shown[string(a.Account)] = append(l.shown[string(a.Account)], a.Seq)
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
	e, ok := l.rows[ledgerKey(table, key)]
	return e.Stamp, ok
}

// mentionsOf are the rows of some kinds that are news for a person, behind a seq, in order.
func (l *ledger) mentionsOf(person store.ID, after int64, kinds ...ActivityKind) (seqs []int64) {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	all := l.mentions[string(person[:])]
	from, _ := slices.BinarySearchFunc(all, after+1, func(m mention, seq int64) int { return cmp.Compare(m.seq, seq) })
	for _, m := range all[from:] {
		if slices.Contains(kinds, m.kind) {
			seqs = append(seqs, m.seq)
		}
	}
	return seqs
}

// shownRows are the rows of the log from a seq up to, not including, another that an account
// is shown, in order.
func (l *ledger) shownRows(account store.ID, from, before int64) []int64 {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	all := l.shown[string(account[:])]
	first, _ := slices.BinarySearch(all, from)
	end, _ := slices.BinarySearch(all, before)
	return slices.Clone(all[first:max(first, end)])
}

// last is the newest row of some kinds that is news for a person, 0 for none.
func (l *ledger) last(person store.ID, kinds ...ActivityKind) int64 {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	for _, m := range slices.Backward(l.mentions[string(person[:])]) {
		if slices.Contains(kinds, m.kind) {
			return m.seq
		}
	}
	return 0
}

// expectedRows are the keys of a table's rows that must be there.
func (l *ledger) expectedRows(table string) map[string]bool {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	keys, prefix := map[string]bool{}, ledgerKey(table, nil)
	for key, e := range l.rows {
		if rest, ok := strings.CutPrefix(key, prefix); ok && len(e.Tag) > 0 {
			keys[rest] = true
		}
	}
	return keys
}

// expectedPeople are the keys of the people of an account who must be there.
func (l *ledger) expectedPeople(account store.ID) map[string]bool {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	keys, prefix := map[string]bool{}, ledgerKey("user", nil)
	for key, e := range l.rows {
		if rest, ok := strings.CutPrefix(key, prefix); ok && len(e.Tag) > 0 && e.account == string(account[:]) {
			keys[rest] = true
		}
	}
	return keys
}
