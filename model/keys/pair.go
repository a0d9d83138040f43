package keys

import (
	"crypto/ecdh"
	"crypto/hpke"
)

// pairVersion is the first byte of a key that was sealed to a public key.
const pairVersion = 2

// Public is the public half of the X25519 key pair that belongs to a Key. Whoever has it
// can seal keys that only that Key opens.
type Public [Size]byte

// Wrapper seals a key: a Key for whoever has it, a Public for whoever has the other half.
// Key.Unwrap opens both.
type Wrapper interface {
	Wrap(c Context, inner *Key) ([]byte, error)
}

// Public gives the public half of the key's pair, always the same (RFC 9180,
// DeriveKeyPair).
func (k *Key) Public() Public {
	return Public(k.pair().PublicKey().Bytes())
}

// Wrap seals a key with HPKE (RFC 9180, base mode; X25519, HKDF-SHA256, AES-256-GCM):
// version byte, encapsulated key, ciphertext, tag. It fails for a Public that is no
// point to seal to.
func (p Public) Wrap(c Context, inner *Key) ([]byte, error) {
	sealed, err := p.Seal(c, inner[:])
	if err != nil {
		return nil, err
	}
	return append([]byte{pairVersion}, sealed...), nil
}

// Seal seals anything as Wrap does a key, without the version byte. Key.OpenPair opens it.
func (p Public) Seal(c Context, plain []byte) ([]byte, error) {
	public, err := hpke.DHKEM(ecdh.X25519()).NewPublicKey(p[:])
	if err != nil {
		return nil, ErrSealed
	}
	sealed, err := hpke.Seal(public, hpke.HKDFSHA256(), hpke.AES256GCM(), c.additionalData(), plain)
	if err != nil {
		return nil, ErrSealed
	}
	return sealed, nil
}

// OpenPair opens what was sealed to the key's public half; it fails with ErrSealed.
func (k *Key) OpenPair(c Context, sealed []byte) ([]byte, error) {
	plain, err := hpke.Open(k.pair(), hpke.HKDFSHA256(), hpke.AES256GCM(), c.additionalData(), sealed)
	if err != nil {
		return nil, ErrSealed
	}
	return plain, nil
}

func (k *Key) pair() hpke.PrivateKey {
	seed := k.Derive(nil, "pair")
	defer seed.Wipe()
	pair, err := hpke.DHKEM(ecdh.X25519()).DeriveKeyPair(seed[:])
	if err != nil {
		panic("keys: hpke: " + err.Error()) // only for seeds that are too short
	}
	return pair
}
