// Package passwords judges passwords: which are common, and how strong one is.
package passwords

import (
	"strings"
	"unicode"

	"github.com/ccojocar/zxcvbn-go"
	"github.com/ccojocar/zxcvbn-go/matching"
	"golang.org/x/text/unicode/norm"
)

// measured is how many code points of a password are measured: enough for the best mark,
// and few enough for every key that is typed.
const measured = 24

// Strength tells how strong a password is, from 0 (very weak) to 4 (strong), against
// somebody who knows words about the person.
func Strength(password string, words ...string) int {
	if password == "" || Common(password) {
		return 0
	}
	var known []string
	for _, word := range words {
		known = append(known, strings.FieldsFunc(plain(word), func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r)
		})...)
		known = append(known, plain(word))
	}
	text := plain(password)
	score := measure(text, known)
	if other := string(undisguise([]rune(text), 'i')); other != text {
		score = min(score, measure(other, known))
	}
	return score
}

// measure asks the library. Its own search for disguises takes exponential time in the
// number of different signs and is left out: Strength takes them off before.
func measure(text string, known []string) int {
	return zxcvbn.PasswordStrength(text, known, matching.FilterL33tMatcher).Score
}

// plain is a text as it is measured. The library counts bytes and knows ASCII only: kana
// and kanji would count three times, so each becomes one sign.
func plain(text string) string {
	out := []rune(norm.NFKC.String(text))
	if len(out) > measured {
		out = out[:measured]
	}
	for i, r := range out {
		if r > unicode.MaxASCII {
			out[i] = '!' + r%('~'-'!'+1)
		}
	}
	return string(out)
}
