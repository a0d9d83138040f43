package model

import (
	"qlingo/model/keys"
	"qlingo/model/store"
)

// tagOf is the tag that a row of this content must carry.
func tagOf(ring *keys.Ring, r store.Row) []byte {
	return ring.Row.MAC("row "+r.Table(), append([][]byte{ring.DB[:]}, store.Fields(r)...)...)
}

// tagger is tagOf for many rows, whose fields are known, in the same memory. It serves one goroutine.
type tagger struct {
	db     store.ID
	macs   *keys.MACs
	fields [][]byte
}

func newTagger(ring *keys.Ring) *tagger { return &tagger{db: ring.DB, macs: ring.Row.MACs()} }

// tag is overwritten by the next.
func (t *tagger) tag(r store.Row, fields [][]byte) []byte {
	t.fields = append(append(t.fields[:0], t.db[:]), fields...)
	return t.macs.MAC("row "+r.Table(), t.fields...)
}

// macOf chains an activity row to the one before it.
func macOf(ring *keys.Ring, a *store.Activity, previous []byte) []byte {
	return ring.Log.MAC("activity", append([][]byte{ring.DB[:], previous}, a.Fields()...)...)
}

// tampered is the code for a bad row of a table.
func tampered(table string) Code {
	switch table {
	case "account", "meta", "pc":
		return CodeTamperedFile
	}
	return CodeTamperedPerson
}
