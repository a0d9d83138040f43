package keys

import (
	"crypto/hmac"
	"crypto/sha256"
	"hash"
)

// MACs makes many MACs of one key in the same memory. It serves one goroutine.
type MACs struct {
	hash hash.Hash
	text []byte
	sum  [sha256.Size]byte
}

// MACs returns what makes many MACs of the key.
func (k *Key) MACs() *MACs { return &MACs{hash: hmac.New(sha256.New, k[:])} }

// MAC is that of Key. It is overwritten by the next call.
func (m *MACs) MAC(label string, fields ...[]byte) []byte {
	m.text = appendEncoded(m.text[:0], label, fields...)
	m.hash.Reset()
	m.hash.Write(m.text)
	return m.hash.Sum(m.sum[:0])
}
