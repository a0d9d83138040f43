package keys

import (
	"crypto/aes"
	"crypto/cipher"
	"errors"
)

// sealVersion is the first byte of every sealed blob.
const sealVersion = 1

// ErrSealed means that a blob does not open: another key, another place, or changed bytes.
var ErrSealed = errors.New("keys: a sealed value cannot be opened")

// Context says where a sealed blob belongs. A blob moved to another purpose,
// database or owner does not open there.
type Context struct {
	Purpose string
	DB      ID
	Owner   ID
}

func (c Context) additionalData() []byte {
	return Encode("seal-v1", []byte(c.Purpose), c.DB[:], c.Owner[:])
}

// Seal encrypts plain with AES-256-GCM: version byte, random nonce, ciphertext, tag.
func (k *Key) Seal(c Context, plain []byte) []byte {
	return k.aead().Seal([]byte{sealVersion}, nil, plain, c.additionalData())
}

// Open is the reverse of Seal; it fails with ErrSealed.
func (k *Key) Open(c Context, sealed []byte) ([]byte, error) {
	if len(sealed) < 1 || sealed[0] != sealVersion {
		return nil, ErrSealed
	}
	plain, err := k.aead().Open(nil, nil, sealed[1:], c.additionalData())
	if err != nil {
		return nil, ErrSealed
	}
	return plain, nil
}

// Wrap seals another key; it does not fail.
func (k *Key) Wrap(c Context, inner *Key) ([]byte, error) { return k.Seal(c, inner[:]), nil }

// Unwrap opens a key that was sealed by Wrap, under this key or to its public half.
func (k *Key) Unwrap(c Context, sealed []byte) (Key, error) {
	open := k.Open
	if len(sealed) > 0 && sealed[0] == pairVersion {
		open, sealed = k.OpenPair, sealed[1:]
	}
	plain, err := open(c, sealed)
	if err != nil {
		return Key{}, err
	}
	defer clear(plain)
	if len(plain) != Size {
		return Key{}, ErrSealed
	}
	return Key(plain), nil
}

func (k *Key) aead() cipher.AEAD {
	block, err := aes.NewCipher(k[:])
	if err != nil {
		panic("keys: aes: " + err.Error()) // only for other key lengths
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic("keys: gcm: " + err.Error()) // only for other block sizes
	}
	return aead
}
