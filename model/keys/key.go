// Package keys holds the key hierarchy, and everything that is made of keys.
//
// A Key is 32 random bytes; it seals values (Seal, Open), other keys (Wrap, Unwrap), and makes MACs. The machine key of a
// database lies in a Store, that of the OS or a file, and gives a Ring: the keys for row tags, for the log and for
// counters. A Proof comes out of a password, slowly (Hash). A Kit is the recovery kit on paper, a SupportKey the private
// key of a support desk. Texts that people type have check characters in each group (EncodeGroups).
//
// Only standard constructions are used: HKDF, HMAC-SHA256, AES-256-GCM, HPKE, Ed25519 (crypto/*) and Argon2id (RFC 9106).
package keys

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
)

// Size is the length of every key in bytes.
const Size = 32

// ErrRandom means that the source of random bytes gave none.
var ErrRandom = errors.New("keys: no randomness")

// redacted is what a secret shows of itself.
const redacted = "[redacted]"

// Key is a secret of 32 bytes. It never prints itself.
type Key [Size]byte

// ID names a database, an account or a person: 16 random bytes.
type ID [16]byte

// Format redacts the key under every verb of fmt.
func (Key) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue redacts the key in structured logs.
func (Key) LogValue() slog.Value { return slog.StringValue(redacted) }

// Wipe overwrites the key. Copies that the runtime made stay where they are; this
// shortens the time a key lies in memory and promises no more.
func (k *Key) Wipe() { clear(k[:]) }

// NewKey reads a key from random.
func NewKey(random io.Reader) (Key, error) {
	var k Key
	err := readRandom(random, k[:])
	return k, err
}

// NewID reads an identifier from random.
func NewID(random io.Reader) (ID, error) {
	var id ID
	err := readRandom(random, id[:])
	return id, err
}

// readRandom fills raw from random, or empties it.
func readRandom(random io.Reader, raw []byte) error {
	if _, err := io.ReadFull(random, raw); err != nil {
		clear(raw)
		return fmt.Errorf("%w: %w", ErrRandom, err)
	}
	return nil
}

// Encode joins a label and fields without ambiguity: each with its length before
// it, 4 bytes big-endian. What is tagged, sealed or derived always goes through it.
func Encode(label string, fields ...[]byte) []byte {
	size := 4 + len(label)
	for _, field := range fields {
		size += 4 + len(field)
	}
	return appendEncoded(make([]byte, 0, size), label, fields...)
}

func appendEncoded(out []byte, label string, fields ...[]byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(label)))
	out = append(out, label...)
	for _, field := range fields {
		out = binary.BigEndian.AppendUint32(out, uint32(len(field)))
		out = append(out, field...)
	}
	return out
}

// MAC is HMAC-SHA256 over Encode(label, fields...).
func (k *Key) MAC(label string, fields ...[]byte) []byte {
	mac := hmac.New(sha256.New, k[:])
	mac.Write(Encode(label, fields...))
	return mac.Sum(nil)
}

// Derive is HKDF-SHA256 (RFC 5869) of the key under a salt, for one purpose.
func (k *Key) Derive(salt []byte, purpose string) Key {
	// hkdf.Key fails only for lengths beyond 255 hashes.
	out, err := hkdf.Key(sha256.New, k[:], salt, "qlingo "+purpose, Size)
	if err != nil {
		panic("keys: hkdf: " + err.Error())
	}
	var derived Key
	copy(derived[:], out)
	clear(out)
	return derived
}

// Ring is what the machine key gives for one database.
type Ring struct {
	DB       ID
	Row      Key // tags rows, the meta row and the anchor
	Log      Key // chains the activity log
	Throttle Key // hides the IDs that throttle rows are filed under
	Pepper   Key // goes into every password check
}

// NewRing derives the keys of database db from the machine key.
func NewRing(machine *Key, db ID) *Ring {
	return &Ring{
		DB:       db,
		Row:      machine.Derive(db[:], "row"),
		Log:      machine.Derive(db[:], "audit"),
		Throttle: machine.Derive(db[:], "throttle"),
		Pepper:   machine.Derive(db[:], "pepper"),
	}
}

// Equal compares two rings in constant time.
func (r *Ring) Equal(other *Ring) bool {
	same := subtle.ConstantTimeCompare(r.DB[:], other.DB[:])
	for _, pair := range [][2]*Key{{&r.Row, &other.Row}, {&r.Log, &other.Log}, {&r.Throttle, &other.Throttle}, {&r.Pepper, &other.Pepper}} {
		same &= subtle.ConstantTimeCompare(pair[0][:], pair[1][:])
	}
	return same == 1
}

// Wipe overwrites every key of the ring.
func (r *Ring) Wipe() {
	for _, k := range []*Key{&r.Row, &r.Log, &r.Throttle, &r.Pepper} {
		k.Wipe()
	}
}
