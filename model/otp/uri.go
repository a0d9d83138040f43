package otp

import (
	"net/url"
	"strings"
)

// Issuer is the fixed name under which an authenticator app lists the account. It
// is ASCII and never comes from input, so it cannot carry parameters into the URI.
const Issuer = "Qlingo"

// officeInLabel is how much of the office's name the label carries, in characters,
// so that the QR keeps modules that a phone can read.
const officeInLabel = 20

// Label is the account name as the app shows it: login (office, cut to 20 characters).
func Label(login, office string) string {
	if runes := []rune(office); len(runes) > officeInLabel {
		office = string(runes[:officeInLabel])
	}
	return login + " (" + office + ")"
}

// URI is the otpauth URI of a secret (Google Authenticator's key URI format), every
// byte outside the unreserved set of RFC 3986 percent-encoded.
func URI(secret []byte, label string) (string, error) {
	if len(secret) != SecretSize {
		return "", ErrSecret
	}
	return "otpauth://totp/" + Issuer + ":" + escape(label) +
		"?secret=" + encoding.EncodeToString(secret) + "&issuer=" + Issuer, nil
}

// Key is the secret in base32 for typing, in groups of four.
func Key(secret []byte) string {
	return Group(encoding.EncodeToString(secret), 4, " ")
}

// Group puts separator between every size characters of ASCII text.
func Group(text string, size int, separator string) string {
	var b strings.Builder
	for i, r := range text {
		if i > 0 && i%size == 0 {
			b.WriteString(separator)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// escape encodes for both a path segment and a query, where a blank must not be "+".
func escape(s string) string {
	return strings.ReplaceAll(url.QueryEscape(s), "+", "%20")
}
