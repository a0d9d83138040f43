package model

import (
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"

	"qlingo/model/keys"
	"qlingo/model/otp"
	"qlingo/model/store"
)

// record is the second step of one person, sealed under that person's key: whether it
// is on, the secret and the hashes of the backup codes, all or nothing.
type record struct {
	On         bool                      `json:"on"`
	Secret     []byte                    `json:"secret,omitempty"`
	Codes      [otp.BackupCodes]codeHash `json:"codes"`
	Generation int64                     `json:"generation"` // code_gen; the codes are void when the row's differs
}

type codeHash struct {
	Salt keys.Salt `json:"salt"`
	Hash [32]byte  `json:"hash"`
}

// Format redacts the record under every verb of fmt.
func (*record) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "[redacted]") }

// LogValue redacts the record in structured logs.
func (*record) LogValue() slog.Value { return slog.StringValue("[redacted]") }

func (r *record) wipe() {
	clear(r.Secret)
	r.Codes = [otp.BackupCodes]codeHash{}
}

// newRecord hashes fresh backup codes beside a confirmed secret.
func newRecord(random io.Reader, secret []byte, codes []string, generation int64) (*record, error) {
	r := &record{On: true, Secret: secret, Generation: generation}
	for i, code := range codes {
		salt, err := keys.NewSalt(random)
		if err != nil {
			return nil, err
		}
		r.Codes[i] = codeHash{salt, keys.Hash([]byte(code), salt, keys.Light)}
	}
	return r, nil
}

// hasCode compares a code with all five hashes, whichever fits.
func (r *record) hasCode(code string, generation int64) bool {
	fits := 0
	for _, c := range r.Codes {
		hash := keys.Hash([]byte(code), c.Salt, keys.Light)
		fits |= subtle.ConstantTimeCompare(hash[:], c.Hash[:])
	}
	return fits == 1 && r.On && r.Generation == generation
}

// sealRecord puts a record, and the MFA column that mirrors it, into the person's row.
func (o *Office) sealRecord(u *store.User, userKey *keys.Key, r *record) error {
	plain, err := json.Marshal(r)
	if err != nil {
		return err
	}
	defer clear(plain)
	key := userKey.Derive(u.ID[:], "auth")
	defer key.Wipe()
	u.MFARecord = key.Seal(o.sealContext("mfa", u.ID), plain)
	u.MFA = r.On
	return nil
}

// openRecord reads a person's record. An MFA column that says otherwise is tampering.
func (o *Office) openRecord(u *store.User, userKey *keys.Key) (*record, error) {
	key := userKey.Derive(u.ID[:], "auth")
	defer key.Wipe()
	plain, err := key.Open(o.sealContext("mfa", u.ID), u.MFARecord)
	if err != nil {
		return nil, because(CodeTamperedPerson, "the second step's record: %w", err)
	}
	defer clear(plain)
	r := new(record)
	if err := json.Unmarshal(plain, r); err != nil {
		return nil, because(CodeTamperedPerson, "the second step's record cannot be parsed")
	}
	if r.On != u.MFA || (r.On && len(r.Secret) != otp.SecretSize) {
		return nil, because(CodeTamperedPerson, "the MFA column and the sealed record disagree")
	}
	return r, nil
}

// activeRecord is openRecord for what only a second step that is on allows.
func (o *Office) activeRecord(u *store.User, userKey *keys.Key) (*record, error) {
	second, err := o.openRecord(u, userKey)
	if err == nil && !second.On {
		err = &Error{Code: CodeMFAOff}
	}
	return second, err
}

func (o *Office) sealContext(purpose string, owner store.ID) keys.Context {
	return keys.Context{Purpose: purpose, DB: o.ring.DB, Owner: owner}
}
