package keys

import (
	"fmt"
	"io"
	"log/slog"
)

const (
	kitSize = 20
	// KitGroups is how many groups a recovery kit has.
	KitGroups = 8
)

// Kit is the recovery kit of one account, 160 random bits that are kept on paper. It
// opens the machine key and the account's administrators' key.
type Kit [kitSize]byte

// NewKit reads a kit from random.
func NewKit(random io.Reader) (*Kit, error) {
	k := new(Kit)
	if err := readRandom(random, k[:]); err != nil {
		return nil, err
	}
	return k, nil
}

// ParseKit reads a typed kit. A mistyped group is a *GroupError.
func ParseKit(typed string) (*Kit, error) {
	raw, err := DecodeGroups(typed)
	if err != nil {
		return nil, err
	}
	defer clear(raw)
	if len(raw) != kitSize {
		return nil, &GroupError{}
	}
	k := Kit(raw)
	return &k, nil
}

// Groups is the kit for printing: eight groups of four base32 characters and a check
// character each.
func (k *Kit) Groups() [KitGroups]string {
	groups, err := EncodeGroups(k[:])
	if err != nil {
		panic(err) // kitSize is a multiple of five
	}
	return [KitGroups]string(groups)
}

// Format redacts the kit under every verb of fmt.
func (*Kit) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue redacts the kit in structured logs.
func (*Kit) LogValue() slog.Value { return slog.StringValue(redacted) }

// Wipe overwrites the kit.
func (k *Kit) Wipe() { clear(k[:]) }

// Seal seals the machine key and the administrators' key of an account under the kit.
func (k *Kit) Seal(db, account ID, machine, admins *Key) []byte {
	wrapping := k.wrapping(db, account)
	defer wrapping.Wipe()
	both := append(append(make([]byte, 0, 2*Size), machine[:]...), admins[:]...)
	defer clear(both)
	return wrapping.Seal(Context{"kit", db, account}, both)
}

// Open is the reverse of Seal; another kit fails with ErrSealed.
func (k *Kit) Open(db, account ID, sealed []byte) (machine, admins Key, err error) {
	wrapping := k.wrapping(db, account)
	defer wrapping.Wipe()
	both, err := wrapping.Open(Context{"kit", db, account}, sealed)
	if err != nil {
		return Key{}, Key{}, err
	}
	defer clear(both)
	if len(both) != 2*Size {
		return Key{}, Key{}, ErrSealed
	}
	return Key(both[:Size]), Key(both[Size:]), nil
}

func (k *Kit) wrapping(db, account ID) Key {
	var padded Key // HKDF takes any length; a Key is what Derive hangs on
	copy(padded[:], k[:])
	defer padded.Wipe()
	return padded.Derive(Encode("kit", db[:], account[:]), "recovery")
}
