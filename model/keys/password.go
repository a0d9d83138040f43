package keys

import (
	"crypto/subtle"
	"encoding/base32"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"qlingo/model/fold"
)

// Params is the cost of one Argon2id hash.
type Params struct {
	Time    uint32 // passes
	Memory  uint32 // KiB
	Threads uint8
}

// Recommended is the second recommended option of RFC 9106: 64 MiB, three passes.
var Recommended = Params{Time: 3, Memory: 64 * 1024, Threads: 4}

// Light is for backup codes, which are 96 random bits, and for tests. It is the
// floor under every parameter that is read from a file, too.
var Light = Params{Time: 1, Memory: 8 * 1024, Threads: 1}

// maxParams keeps a changed file from asking for all the memory there is.
var maxParams = Params{Time: 16, Memory: 1024 * 1024, Threads: 16}

// Clamp moves parameters that were read from a file between floor and ceiling.
func (p Params) Clamp() Params {
	return Params{
		Time:    min(max(p.Time, Light.Time), maxParams.Time),
		Memory:  min(max(p.Memory, Light.Memory), maxParams.Memory),
		Threads: min(max(p.Threads, Light.Threads), maxParams.Threads),
	}
}

// Raise gives parameters that are nowhere below to, and clamped.
func (p Params) Raise(to Params) Params {
	return Params{max(p.Time, to.Time), max(p.Memory, to.Memory), max(p.Threads, to.Threads)}.Clamp()
}

// Salt is the random part of a password hash.
type Salt [16]byte

// NewSalt reads a salt from random.
func NewSalt(random io.Reader) (Salt, error) {
	id, err := NewID(random)
	return Salt(id), err
}

// Normalize brings a password into the one form that is hashed (NFKC), so that the
// same characters from another keyboard or input method are the same password.
func Normalize(password string) string { return norm.NFKC.String(password) }

// Hash is Argon2id of secret with clamped parameters.
func Hash(secret []byte, salt Salt, p Params) Key {
	p = p.Clamp()
	out := argon2.IDKey(secret, salt[:], p.Time, p.Memory, p.Threads, Size)
	defer clear(out)
	return Key(out)
}

// Proof is what a password gives for one person: the key that opens the person's
// own key, and the value that is stored to compare with.
type Proof struct {
	KEK   Key
	Check Key
}

// Wipe overwrites both parts.
func (p *Proof) Wipe() { p.KEK.Wipe(); p.Check.Wipe() }

// Matches compares the check value with a stored one in constant time.
func (p *Proof) Matches(stored []byte) bool {
	return subtle.ConstantTimeCompare(p.Check[:], stored) == 1
}

// Password turns the Hash of a normalised password under a salt into a Proof. It needs
// the machine key (pepper), so a copied file alone cannot be guessed at.
func (r *Ring) Password(person ID, hash Key, salt Salt) *Proof {
	return r.proof(person, &hash, salt)
}

// Temporary does the same for a temporary password made by NewTemporary, whose 100
// random bits need no slow hash. The caller spends one all the same, so that the
// time an answer takes tells nothing.
func (r *Ring) Temporary(person ID, password string, salt Salt) *Proof {
	x := Key(r.Pepper.MAC("temporary", []byte(CleanTemporary(password))))
	return r.proof(person, &x, salt)
}

func (r *Ring) proof(person ID, x *Key, salt Salt) *Proof {
	b := Key(r.Pepper.MAC("pw", r.DB[:], person[:], x[:]))
	defer b.Wipe()
	x.Wipe()
	return &Proof{KEK: b.Derive(salt[:], "kek"), Check: b.Derive(salt[:], "chk")}
}

const (
	temporaryBytes  = 13 // 104 bits, of which 20 characters keep 100
	temporaryLength = 20
)

// alphabet is Crockford's base32: no I, L, O, U, so nothing is misread on paper.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

var encoding = base32.NewEncoding(alphabet).WithPadding(base32.NoPadding)

// NewTemporary makes a temporary password: 20 base32 characters, 100 random bits.
func NewTemporary(random io.Reader) (string, error) {
	raw := make([]byte, temporaryBytes)
	if err := readRandom(random, raw); err != nil {
		return "", err
	}
	defer clear(raw)
	return encoding.EncodeToString(raw)[:temporaryLength], nil
}

// CleanTemporary forgives how a temporary password or a kit was typed: width, case,
// blanks, hyphens, and the letters that the alphabet leaves out. A character that is in
// neither becomes "?", so that a wrong one stays wrong.
func CleanTemporary(typed string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(alphabet, r) {
			return r
		}
		return '?'
	}, fold.Base32(typed))
}
