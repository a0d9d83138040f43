package passwords

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var (
	//go:embed common.txt
	commonText string
	//go:embed japanese.txt
	japaneseText string
	//go:embed ours.txt
	oursText string
)

// ranked are all words of the lists with the number of guesses that find them: their line
// where the most frequent come first, the length of the list elsewhere.
var ranked = sync.OnceValue(func() map[string]int {
	words := make(map[string]int, 50_000)
	for _, text := range []string{japaneseText, oursText} {
		length := strings.Count(text, "\n")
		for word := range strings.Lines(text) {
			words[strings.TrimSpace(word)] = length
		}
	}
	line := 0
	for word := range strings.Lines(commonText) {
		line++
		word = strings.TrimSpace(word)
		if rank, twice := words[word]; !twice || line < rank {
			words[word] = line
		}
	}
	return words
})

// rows are what fingers run along, and what children learn by heart.
var rows = []string{
	"abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm",
	"1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/", "qazwsxedcrfvtgbyhnujmikolp", "!@#$%^&*()", "!\"#$%&'()",
	"あいうえおかきくけこさしすせそたちつてとなにぬねの", "アイウエオカキクケコサシスセソタチツテトナニヌネノ",
}

const (
	longest   = 128 // code points that are looked at
	shortRun  = 4   // the shortest piece of a row that counts as one
	freeSigns = 4   // signs that may stand beside a word without making it a good password
)

// Common tells whether a password is one that everybody tries first. NIST SP 800-63B asks
// for a comparison of the whole password with a list of expected ones, not for a search
// for words in it: a phrase of several words stays good. What is compared is the word
// behind the usual disguises, because a list cannot have all of them: capitals, 0 for o,
// a year or !! at its end, once more the same word, and runs along the keyboard.
func Common(password string) bool {
	plain := []rune(strings.ToLower(norm.NFKC.String(password)))
	if len(plain) > longest {
		plain = plain[:longest]
	}
	if len(plain) == 0 {
		return false
	}
	bare := letters(plain)
	for _, candidate := range [][]rune{
		plain, bare, undisguise(plain, 'i'), undisguise(bare, 'l'), undisguiseInside(plain, 'i'), undisguiseInside(bare, 'l'),
	} {
		if len(candidate) > 0 && (monotonous(candidate) || padded(candidate)) {
			return true
		}
	}
	return false
}

// monotonous is one or two signs, a short piece over and over, or nothing but runs.
func monotonous(text []rune) bool {
	kinds := map[rune]bool{}
	for _, r := range text {
		kinds[r] = true
	}
	return len(kinds) <= 2 || (len(text) > 3 && period(text) <= 3) || len(withoutRuns(text)) == 0
}

// padded is a word of the lists, once or repeated, with no more beside it than people put
// there. Every start and end is tried that leaves digits and signs outside.
func padded(text []rune) bool {
	words := ranked()
	head, tail := ends(text)
	if head == tail { // all of it may be the word
		tail = 0
	}
	for from := 0; from <= head && weak(text[:from], nil); from++ {
		for to := len(text); to >= max(tail, from+1) && weak(text[:from], text[to:]); to-- {
			word := text[from:to]
			if _, known := words[string(word[:period(word)])]; known {
				return true
			}
		}
	}
	return false
}

// weak tells whether what stands beside a word adds next to nothing to it.
func weak(before, behind []rune) bool {
	return len(withoutRuns(before))+len(withoutRuns(behind)) <= freeSigns
}

// withoutRuns is what remains of a text without its repeated signs, runs and years.
func withoutRuns(text []rune) (rest []rune) {
	for i := 0; i < len(text); {
		n := max(repeated(text[i:]), run(text[i:]))
		if n < shortRun {
			n = year(text[i:])
		}
		if n == 0 {
			rest = append(rest, text[i])
			n = 1
		}
		i += n
	}
	return rest
}

// repeated is how often the first sign stands there, 0 when that is no run.
func repeated(text []rune) int {
	n := 1
	for n < len(text) && text[n] == text[0] {
		n++
	}
	if n < shortRun {
		return 0
	}
	return n
}

// run is the length of the run along a row, in either direction, that a text begins with;
// 0 when it is short. After the end of a row it may begin again.
func run(text []rune) (longestRun int) {
	for _, row := range rowRunes() {
		for _, step := range []int{1, -1} {
			for at, r := range row {
				if r != text[0] {
					continue
				}
				n := 1
				for n < len(text) && text[n] == row[(at+n*step+n*len(row))%len(row)] {
					n++
				}
				longestRun = max(longestRun, n)
			}
		}
	}
	if longestRun < shortRun {
		return 0
	}
	return longestRun
}

var rowRunes = sync.OnceValue(func() (all [][]rune) {
	for _, row := range rows {
		all = append(all, []rune(row))
	}
	return all
})

// year is 4 when a text begins with a year of this century or the one before.
func year(text []rune) int {
	if len(text) < 4 || (string(text[:2]) != "19" && string(text[:2]) != "20") || !unicode.IsDigit(text[2]) || !unicode.IsDigit(text[3]) {
		return 0
	}
	return 4
}

// period is the length of the shortest piece that a text repeats; its own when it
// repeats none. The last piece may be cut off.
func period(text []rune) int {
	// border[i] is the longest proper prefix of text[:i+1] that ends it, too.
	border := make([]int, len(text))
	for i := 1; i < len(text); i++ {
		k := border[i-1]
		for k > 0 && text[i] != text[k] {
			k = border[k-1]
		}
		if text[i] == text[k] {
			k++
		}
		border[i] = k
	}
	if length := len(text) - border[len(text)-1]; 2*length <= len(text) {
		return length
	}
	return len(text)
}

// letters leaves out everything but letters and digits.
func letters(text []rune) (out []rune) {
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			out = append(out, r)
		}
	}
	return out
}

// undisguise reads digits and signs as the letters they stand for; one is i or l.
func undisguise(text []rune, one rune) []rune {
	out := make([]rune, len(text))
	for i, r := range text {
		switch r {
		case '0':
			r = 'o'
		case '1', '!', '|':
			r = one
		case '3':
			r = 'e'
		case '4', '@':
			r = 'a'
		case '5', '$':
			r = 's'
		case '7':
			r = 't'
		}
		out[i] = r
	}
	return out
}

// undisguiseInside leaves digits and signs at the ends as the padding they may be.
func undisguiseInside(text []rune, one rune) []rune {
	from, to := ends(text)
	return slices.Concat(text[:from], undisguise(text[from:to], one), text[to:])
}

// ends are where the first letter of a text stands, and the place behind its last one;
// without a letter the text lies wholly outside.
func ends(text []rune) (from, to int) {
	if from = slices.IndexFunc(text, unicode.IsLetter); from < 0 {
		return len(text), len(text)
	}
	for to = len(text); !unicode.IsLetter(text[to-1]); to-- {
	}
	return from, to
}
