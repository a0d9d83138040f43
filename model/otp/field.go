package otp

import (
	"strings"

	"qlingo/model/fold"
)

// Kind is what somebody typed into the PIN field.
type Kind int

// The kinds of input that the PIN field takes.
const (
	Unknown    Kind = iota // neither, a hint is due
	PIN                    // six digits
	Backup                 // 24 hex characters
	PartBackup             // hex characters, but fewer or more than a backup code has
)

// minBackupPart is from how many characters on somebody meant a backup code: nobody mistypes
// a PIN by more than two.
const minBackupPart = Digits + 3

// maxField bounds what Parse looks at; nothing longer is a code.
const maxField = 256

// Parse normalises what was typed into the PIN field (NFKC, blanks and hyphens
// dropped, lower case) and says what it is. The text comes with every kind but Unknown.
func Parse(field string) (Kind, string) {
	if len(field) > maxField {
		return Unknown, ""
	}
	code := strings.ToLower(fold.Compact(field))
	const digits, hex = "0123456789", "0123456789abcdef"
	switch isHex := strings.Trim(code, hex) == ""; {
	case len(code) == Digits && strings.Trim(code, digits) == "":
		return PIN, code
	case len(code) == BackupLength && isHex:
		return Backup, code
	case isHex && len(code) >= minBackupPart:
		return PartBackup, code
	}
	return Unknown, ""
}
