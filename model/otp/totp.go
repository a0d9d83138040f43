// Package otp holds the pure arithmetic of the second step: TOTP codes (RFC 6238), backup codes and the otpauth URI that
// an authenticator app scans.
//
// Parse reads what was typed, Verify compares a PIN with a secret. The package keeps no state: the caller remembers the
// last step that was used, and gives it to Verify, so that no PIN is good twice.
package otp

import (
	"crypto/subtle"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"time"

	lib "github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

const (
	// Period is the life of one code (RFC 6238, X).
	Period = 30 * time.Second
	// Digits is the length of a PIN.
	Digits = 6
	// SecretSize is the length of a secret in bytes, the 160 bits that RFC 4226 recommends.
	SecretSize = 20
	// skew is how many steps a clock may be off, to either side.
	skew = 1
	// maxDrift is how far Drift looks, in steps: ten minutes.
	maxDrift = 20
)

var (
	// ErrSecret means that a secret does not have SecretSize bytes.
	ErrSecret = errors.New("otp: the secret must have 20 bytes")
	// ErrRandom means that the source of random bytes gave none.
	ErrRandom = errors.New("otp: no randomness")
)

var encoding = base32.StdEncoding.WithPadding(base32.NoPadding)

// NewSecret reads a secret of SecretSize bytes from random.
func NewSecret(random io.Reader) ([]byte, error) {
	secret := make([]byte, SecretSize)
	if _, err := io.ReadFull(random, secret); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRandom, err)
	}
	return secret, nil
}

// Step is the number of the period in which t lies (RFC 6238, T with T0 = 0).
func Step(t time.Time) int64 {
	seconds := t.Unix()
	period := int64(Period / time.Second)
	if seconds < 0 {
		seconds -= period - 1
	}
	return seconds / period
}

// Remaining is how long the code shown at t lives on, more than 0 and at most Period.
func Remaining(t time.Time) time.Duration {
	end := time.Unix((Step(t)+1)*int64(Period/time.Second), 0)
	return end.Sub(t)
}

// Code is the six-digit code of a step (RFC 4226 with SHA-1). A secret of another
// length than SecretSize or a negative step is refused.
func Code(secret []byte, step int64) (string, error) {
	if len(secret) != SecretSize {
		return "", ErrSecret
	}
	if step < 0 {
		return "", errors.New("otp: the step is before 1970")
	}
	return hotp.GenerateCodeCustom(encoding.EncodeToString(secret), uint64(step), hotp.ValidateOpts{
		Digits:    lib.DigitsSix,
		Algorithm: lib.AlgorithmSHA1,
	})
}

// Verify finds the step of the window −1 … +1 around now whose code is pin, later
// than last: a code counts once (RFC 6238, 5.2). Every step of the window is
// compared, in constant time, whatever matched before.
func Verify(secret []byte, pin string, now time.Time, last int64) (step int64, ok bool, err error) {
	middle := Step(now)
	for candidate := middle - skew; candidate <= middle+skew; candidate++ {
		code, err := Code(secret, candidate)
		if err != nil {
			return 0, false, err
		}
		same := subtle.ConstantTimeCompare([]byte(code), []byte(pin)) == 1
		if same && candidate > last && !ok {
			step, ok = candidate, true
		}
	}
	return step, ok, nil
}

// Drift tells how far from now the step lies that pin fits, when it is within ten
// minutes but outside the window. Negative: the code has expired, or the clock here is
// ahead. It is for enrolment only, where the secret is on the screen anyway.
func Drift(secret []byte, pin string, now time.Time) (time.Duration, bool) {
	middle := Step(now)
	for off := int64(skew + 1); off <= maxDrift; off++ {
		for _, candidate := range [2]int64{middle + off, middle - off} {
			code, err := Code(secret, candidate)
			if err == nil && subtle.ConstantTimeCompare([]byte(code), []byte(pin)) == 1 {
				return time.Duration(candidate-middle) * Period, true
			}
		}
	}
	return 0, false
}
