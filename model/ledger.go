package model

import (
	"bytes"
	"encoding/gob"
	"slices"
	"strings"
	"sync"
	"time"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// ledger is what the log says, as far as it was followed: of every tagged row which generation is the newest, its tag, and
// the account it belongs to; and of every person what there is to tell. It holds verified facts, not contents of the file.
// How much that is grows with the people, not with the log. A checkpoint keeps it.
type ledger struct {
	mutex sync.RWMutex
	chain
	facts
	checkpointed int64 // the row of the log that names the newest checkpoint; 0: none
	moved        bool  // the last row says that the database goes on in another place
	kits         map[store.ID]kitRow
}

// facts are what the ledger knows. gob stores them in a checkpoint.
type facts struct {
	Rows   map[string]entry // by table and key
	People map[store.ID]*personLog
}

// entry is the newest state of a tagged row; a deleted one has no tag.
type entry struct {
	store.Stamp
	Account string
}

func newLedger(ring *keys.Ring) *ledger {
	return &ledger{
		chain: chain{ring: ring}, facts: facts{Rows: map[string]entry{}, People: map[store.ID]*personLog{}}, kits: map[store.ID]kitRow{},
	}
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
		if err := l.next(a); err != nil {
			return err
		}
		l.learn(a)
	}
	return nil
}

// learn takes in what a row of the log says.
func (l *ledger) learn(a *store.Activity) {
	if a.RowTable != "" {
		l.Rows[ledgerKey(a.RowTable, a.RowID)] = entry{store.Stamp{Generation: a.RowGeneration, Tag: a.RowTag}, string(a.Account)}
	}
	kind, _ := kindOf(a.Kind)
	if kind == activityCheckpoint {
		l.checkpointed = a.Seq
	}
	l.moved = kind == ActivityDatabaseMoved
	l.learnOfKit(kind, a)
	if len(a.Target) == len(store.ID{}) {
		l.learnOfPerson(kind, a)
	}
	if a.RowTable == "user" && len(a.RowTag) == 0 {
		delete(l.People, store.ID(a.RowID))
	}
}

// end is how far the log was followed.
func (l *ledger) end() (seq int64, head []byte) {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	return l.chain.end()
}

// newest is what the log says of a row; ok is false when it never named it.
func (l *ledger) newest(table string, key []byte) (stamp store.Stamp, ok bool) {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	e, ok := l.Rows[ledgerKey(table, key)]
	return e.Stamp, ok
}

// hasMoved reports whether the database goes on in another place.
func (l *ledger) hasMoved() bool {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	return l.moved
}

// rowsSinceCheckpoint is how many rows were followed behind the one that names the newest checkpoint.
func (l *ledger) rowsSinceCheckpoint() int64 {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	return l.seq - l.checkpointed
}

// entries is of how many rows the ledger knows.
func (l *ledger) entries() int64 {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	return int64(len(l.Rows))
}

// state is all that the ledger knows, for a checkpoint.
func (l *ledger) state() ([]byte, error) {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	var state bytes.Buffer
	err := gob.NewEncoder(&state).Encode(l.facts)
	return state.Bytes(), err
}

// expectedRows are the keys of a table's rows that must be there.
func (l *ledger) expectedRows(table string) map[string]bool {
	return l.expected(table, func(entry) bool { return true })
}

// expectedPeople are the keys of the people of an account who must be there.
func (l *ledger) expectedPeople(account store.ID) map[string]bool {
	return l.expected("user", func(e entry) bool { return e.Account == string(account[:]) })
}

// expectsPerson tells whether somebody of an account must be there.
func (l *ledger) expectsPerson(account, id store.ID) bool {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	e, ok := l.Rows[ledgerKey("user", id[:])]
	return ok && len(e.Tag) > 0 && e.Account == string(account[:])
}

func (l *ledger) expected(table string, of func(entry) bool) map[string]bool {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	keys, prefix := map[string]bool{}, ledgerKey(table, nil)
	for key, e := range l.Rows {
		if rest, ok := strings.CutPrefix(key, prefix); ok && len(e.Tag) > 0 && of(e) {
			keys[rest] = true
		}
	}
	return keys
}

// personLog is what the log says of a person since the last sign-in, and what the person has not heard of yet.
type personLog struct {
	SignIns     []int64 // rows of the newest sign-ins and failures, at most maxRecentSignIns
	Changes     []int64 // rows of what others did, until it is seen that the person has acknowledged them
	Failures    int     // since the last sign-in
	PINFailures int     // those of them that came after the right password
	MFAMoved    int64   // when MFA went to another phone since then; 0: it did not
	NewCodes    int64   // when backup codes were made since then; 0: they were not
	Unconfirmed bool    // since a bad log was accepted
}

// maxRecentSignIns is how many sign-ins and failures of a person can be asked for.
const maxRecentSignIns = 10

// learnOfPerson takes in what a row of the log says of its target.
func (l *ledger) learnOfPerson(kind ActivityKind, a *store.Activity) {
	if !slices.Contains(newsKinds, kind) {
		return
	}
	id := store.ID(a.Target)
	p := l.People[id]
	if p == nil {
		p = new(personLog)
		l.People[id] = p
	}
	switch kind {
	case ActivitySignedInByPassword, ActivitySignedInByPIN, ActivitySignedInByBackupCode, ActivitySignedInBySupport:
		p.Failures, p.PINFailures, p.MFAMoved, p.NewCodes = 0, 0, 0, 0
	case ActivityWrongPassword:
		p.Failures++
	case ActivityWrongPIN:
		p.Failures++
		p.PINFailures++
	case ActivityMFAMoved:
		p.MFAMoved = a.Time
	case ActivityNewBackupCodes:
		p.NewCodes = a.Time
	case activityConfirmationAsked:
		p.Unconfirmed = true
	case ActivityPersonConfirmed:
		p.Unconfirmed = false
	}
	if slices.Contains(signInKinds, kind) {
		if len(p.SignIns) == maxRecentSignIns {
			p.SignIns = slices.Delete(p.SignIns, 0, 1)
		}
		p.SignIns = append(p.SignIns, a.Seq)
	}
	if slices.Contains(changeKinds, kind) && string(a.Actor) != string(a.Target) {
		p.Changes = append(p.Changes, a.Seq)
	}
}

// person is what the log says of a person, to read only.
func (l *ledger) person(id store.ID) personLog {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	p := l.People[id]
	if p == nil {
		return personLog{}
	}
	found := *p
	found.SignIns, found.Changes = slices.Clone(p.SignIns), slices.Clone(p.Changes)
	return found
}

// acknowledged forgets changes that a person has acknowledged, up to a row of the log.
func (l *ledger) acknowledged(id store.ID, through int64) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if p := l.People[id]; p != nil {
		p.Changes = slices.DeleteFunc(p.Changes, func(seq int64) bool { return seq <= through })
	}
}

// kitRow is the row of the log that tells of an account's newest recovery kit. No checkpoint keeps it: rows that one stands
// for are followed after opening all the same, to verify them.
type kitRow struct{ seq, made int64 }

// learnOfKit takes in what a row of the log says of a kit.
func (l *ledger) learnOfKit(kind ActivityKind, a *store.Activity) {
	if kind != ActivityNewKit && kind != ActivityAccountCreated || len(a.Account) != len(store.ID{}) {
		return
	}
	if id := store.ID(a.Account); l.kits[id].seq < a.Seq {
		l.kits[id] = kitRow{a.Seq, a.Time}
	}
}

// learnOfKits does the same for rows that were followed beside the ledger.
func (l *ledger) learnOfKits(sound []*store.Activity) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	for _, a := range sound {
		kind, _ := kindOf(a.Kind)
		l.learnOfKit(kind, a)
	}
}

// kitMade is when the recovery kit of an account was made; zero while that is not known.
func (l *ledger) kitMade(account store.ID) time.Time {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	return timeOf(l.kits[account].made)
}
