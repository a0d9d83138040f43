package model

import (
	"qlingo/model/keys"
	"qlingo/model/store"
)

// tagOf is the tag that a row of this content must carry.
func tagOf(ring *keys.Ring, r store.Row) []byte {
	return ring.Row.MAC("row "+r.Table(), append([][]byte{ring.DB[:]}, store.Fields(r)...)...)
}

// macOf chains an activity row to the one before it.
func macOf(ring *keys.Ring, a *store.Activity, previous []byte) []byte {
	return ring.Log.MAC("activity", append([][]byte{ring.DB[:], previous}, a.Fields()...)...)
}

// tampered is the code for a bad row of a table.
func tampered(table string) Code {
	if table != "account" && table != "meta" {
		return CodeTamperedPerson
	}
	return CodeTamperedFile
}
