// Package passwords judges passwords. Common tells which are refused because everybody tries them first; Strength tells
// how strong one is, from 0 to 4, for the meter beside the field.
package passwords

import (
	"math"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// measured is how many code points of a password are measured: enough for the best mark,
// and few enough for every key that is typed.
const measured = 24

// marks are the powers of ten of guesses from which a password earns 1, 2, 3 and 4: what
// stops online guessing with and without a throttle, and offline guessing of slow hashes
// (D. Wheeler, zxcvbn, USENIX Security 2016).
var marks = []float64{3, 6, 8, 10}

// Powers of ten of the guesses that a piece of a password takes.
const (
	freeSign = 1.0 // a sign about which nothing is known
	spelling = 0.3 // capitals, or digits and signs for letters: twice as many
	aRun     = 2.5 // along a row of the keyboard: which row, from where, which way, how far
	aYear    = 2.0
	aDate    = 4.6 // a day of a hundred years
	person   = 0.3 // a word about the person
	shortest = 3   // signs of a word
)

// Strength tells how strong a password is, from 0 (very weak) to 4 (strong), against
// somebody who knows words about the person: by the least number of guesses for one who
// tries words, rows of the keyboard, dates and repetitions before anything else. It is an
// own measure, because the libraries for it spend 20 to 70 ms and 10 to 18 MB on their
// dictionaries at every start of the program.
func Strength(password string, words ...string) int {
	if password == "" || Common(password) {
		return 0
	}
	text := []rune(norm.NFKC.String(password))
	if len(text) > measured {
		text = text[:measured]
	}
	g := guesser{text: text, lower: lower(text), known: map[string]bool{}}
	for _, word := range words {
		word = string(lower([]rune(norm.NFKC.String(word))))
		g.known[word] = true
		for _, part := range strings.FieldsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			g.known[part] = true
		}
	}
	effort, score := g.effort(0, len(text)), 0
	for _, mark := range marks {
		if effort >= mark {
			score++
		}
	}
	return score
}

// lower keeps every sign in its place, which strings.ToLower does not promise.
func lower(text []rune) []rune {
	out := make([]rune, len(text))
	for i, r := range text {
		out[i] = unicode.ToLower(r)
	}
	return out
}

// guesser knows a password and guesses how others would find it.
type guesser struct {
	text, lower []rune
	known       map[string]bool
}

// effort is the power of ten of the guesses that the signs from from up to to take: the
// cheapest way to put them together from pieces.
func (g guesser) effort(from, to int) float64 {
	least := make([]float64, to-from+1)
	for end := from + 1; end <= to; end++ {
		best := least[end-1-from] + freeSign
		for start := from; start < end; start++ {
			best = min(best, least[start-from]+g.piece(start, end))
		}
		least[end-from] = best
	}
	return least[to-from]
}

// piece is the effort for the signs from start up to end if they are one known thing,
// infinite otherwise.
func (g guesser) piece(start, end int) float64 {
	text := g.lower[start:end]
	least := min(g.word(start, end), date(text))
	if year(text) == len(text) {
		least = min(least, aYear)
	}
	if len(text) >= shortRun && run(text) >= len(text) {
		least = min(least, aRun)
	}
	if n := period(text); n < len(text) {
		least = min(least, g.effort(start, start+n)+math.Log10(float64(len(text))/float64(n)))
	}
	return least
}

// word is the effort for a word of the lists or about the person, as it stands or in disguise.
func (g guesser) word(start, end int) float64 {
	if end-start < shortest {
		return math.Inf(1)
	}
	plain := g.lower[start:end]
	least := g.rank(plain)
	for _, one := range []rune{'i', 'l'} {
		least = min(least, g.rank(undisguise(plain, one))+spelling)
	}
	if string(plain) != string(g.text[start:end]) {
		least += spelling
	}
	return least
}

func (g guesser) rank(word []rune) float64 {
	if g.known[string(word)] {
		return person
	}
	if rank, ok := ranked()[string(word)]; ok {
		return math.Log10(float64(rank))
	}
	return math.Inf(1)
}

// date is the effort for a day in six or eight digits, in any order of year, month and
// day, with or without signs between them.
func date(text []rune) float64 {
	var digits []int
	for i, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits = append(digits, int(r-'0'))
		case !strings.ContainsRune("-/. ", r) || i == 0 || i == len(text)-1 || text[i-1] == r:
			return math.Inf(1)
		}
	}
	if isDate(digits) {
		return aDate
	}
	return math.Inf(1)
}

// isDate tells whether six digits, or eight with a century, are a day in some order.
func isDate(digits []int) bool {
	pair := func(i int) int { return 10*digits[i] + digits[i+1] }
	day := func(month, day int) bool {
		return pair(month) >= 1 && pair(month) <= 12 && pair(day) >= 1 && pair(day) <= 31
	}
	century := func(i int) bool { return pair(i) == 19 || pair(i) == 20 }
	switch len(digits) {
	case 6:
		return day(2, 4) || day(2, 0) || day(0, 2)
	case 8:
		return century(0) && day(4, 6) || century(4) && (day(0, 2) || day(2, 0))
	}
	return false
}
