package keys

import (
	"encoding/hex"
	"errors"
	"fmt"
)

// The places where a machine key is kept, as the meta row names them.
const (
	PlaceOS   = "keyring"
	PlaceFile = "file"
)

// Errors of a key store. They are kept apart because what to do differs: without the
// key the recovery kit is needed, a silent store or an unreadable file is tried again.
var (
	ErrNoKey  = errors.New("keys: the machine key is not in the key store")
	ErrSilent = errors.New("keys: the key store does not answer")
	ErrFile   = errors.New("keys: the key file cannot be read")
	ErrHeld   = errors.New("keys: the key store holds a key for this database already")
)

// Store keeps machine keys, one for each database.
type Store interface {
	Place() string
	Get(db ID) (Key, error)    // ErrNoKey; ErrSilent or ErrFile
	Put(db ID, key *Key) error // never overwrites a key: ErrHeld
	Delete(db ID) error        // a key that is not there is no error
}

// nameOf is what the key of a database is filed under.
func nameOf(db ID) string { return hex.EncodeToString(db[:]) }

// parseKey reads a key as it is kept. A damaged entry counts as absent: the kit
// brings it back, asking again does not.
func parseKey(text string) (Key, error) {
	raw, err := hex.DecodeString(text)
	if err != nil || len(raw) != Size {
		return Key{}, fmt.Errorf("%w: the entry is damaged", ErrNoKey)
	}
	defer clear(raw)
	return Key(raw), nil
}
