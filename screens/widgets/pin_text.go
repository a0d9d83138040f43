package widgets

import (
	"fmt"
	"regexp"
	"strings"
)

// How long the codes of a PINEntry are; a test holds them equal to the model's.
const (
	PINDigits    = 6
	BackupDigits = 24
)

// A PIN or backup code inside other words, as mail and chat programs copy them.
// The word boundaries exclude the c, d and e of "code".
var (
	backupWithin = codeWithin("[0-9a-f]", BackupDigits)
	pinWithin    = codeWithin("[0-9]", PINDigits)
)

func codeWithin(digit string, length int) *regexp.Regexp {
	return regexp.MustCompile(fmt.Sprintf(`(?:^|[^0-9a-z])((?:%s[ -]*){%d}%[1]s)(?:[^0-9a-z]|$)`, digit, length-1))
}

// narrow turns full-width letters, digits, blanks and hyphens, as input methods
// type them, into ASCII, and letters into lower case.
func narrow(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		r -= '！' - '!'
	case r == '\u3000', r == '\u00a0', r == '\t', r == '\r', r == '\n':
		return ' '
	case r >= '‐' && r <= '―', r == '−', r == 'ー':
		return '-'
	}
	if r >= 'A' && r <= 'Z' {
		r += 'a' - 'A'
	}
	return r
}

// pinRune returns the digit that a typed rune means, 0 for none.
func pinRune(r rune) rune {
	r = narrow(r)
	if r >= '0' && r <= '9' || r >= 'a' && r <= 'f' {
		return r
	}
	return 0
}

// pinFrom finds a PIN or backup code in pasted text: a complete one if there is
// one, otherwise every character that could belong to one.
func pinFrom(text string) string {
	text = strings.Map(narrow, text)
	for _, re := range []*regexp.Regexp{backupWithin, pinWithin} {
		if m := re.FindStringSubmatch(text); m != nil {
			text = m[1]
			break
		}
	}
	return strings.Map(func(r rune) rune {
		if r = pinRune(r); r == 0 {
			return -1
		}
		return r
	}, text)
}
