package otp

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Kind is what somebody typed into the PIN field.
type Kind int

// The kinds of input that the PIN field takes.
const (
	Unknown Kind = iota // neither, a hint is due
	PIN                 // six digits
	Backup              // 24 hex characters
)

// maxField bounds what Parse looks at; nothing longer is a code.
const maxField = 256

// Parse normalises what was typed into the PIN field (NFKC, blanks and hyphens
// dropped, lower case) and says what it is.
func Parse(field string) (Kind, string) {
	if len(field) > maxField {
		return Unknown, ""
	}
	var b strings.Builder
	for _, r := range norm.NFKC.String(field) {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || unicode.Is(unicode.Cf, r) || r == '\u2212' {
			continue
		}
		b.WriteRune(unicode.ToLower(r))
	}
	code := b.String()
	switch {
	case len(code) == Digits && strings.Trim(code, "0123456789") == "":
		return PIN, code
	case len(code) == BackupLength && strings.Trim(code, "0123456789abcdef") == "":
		return Backup, code
	}
	return Unknown, ""
}
