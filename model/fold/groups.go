package fold

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// groupSize is the length of the groups in which keys, requests and answers are passed on.
const groupSize = 5

// What mail programs and people put around the lines of a text.
var (
	softLineEnd = regexp.MustCompile(`=[ \t]*\r?\n[>|:\s]*`)                                 // of quoted-printable
	lineMark    = regexp.MustCompile(`^[>|:\s]*(?:[-*+・•‣◦●■]\s*|[(\[]?\d{1,2}[.)\]:]\s*)?`) // quotes, bullets, numbers
	circled     = regexp.MustCompile(`[①-⑳]`)
)

// around a group, and no part of it.
const punctuation = "「」『』【】〈〉《》〔〕()[]{}<>\"'`“”‘’*_~|、。，．,.;:!"

// Groups takes the groups out of a text in which they came: a whole mail with a greeting
// above and a name below, quoted, with bullets or numbers before its lines or marks around
// them, is easier to copy than six lines out of its middle. Words of five letters that
// stand without any digit near them are a greeting rather than groups, unless there is
// nothing else.
func Groups(text string) string {
	var all, sure, block []string
	digits := false
	end := func() {
		all = append(all, block...)
		if digits {
			sure = append(sure, block...)
		}
		block, digits = nil, false
	}
	text = norm.NFKC.String(circled.ReplaceAllString(strings.Map(func(r rune) rune {
		if Invisible(r) {
			return -1
		}
		return r
	}, text), " "))
	for line := range strings.Lines(softLineEnd.ReplaceAllString(text, "")) {
		words := groupWords(lineMark.ReplaceAllString(line, ""))
		if !grouped(words) {
			end()
			continue
		}
		for i, word := range words {
			words[i] = strings.Trim(word, punctuation)
		}
		line = strings.Join(words, " ")
		block = append(block, line)
		digits = digits || strings.ContainsAny(line, "0123456789")
	}
	end()
	if len(sure) == 0 {
		sure = all
	}
	return strings.Join(sure, "\n")
}

// groupWords are the words of a line, without those at its ends that have no letter or digit
// of a group, nor punctuation there.
func groupWords(line string) []string {
	words := strings.FieldsFunc(line, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("「」『』【】", r) })
	foreign := func(word string) bool { return !strings.ContainsFunc(word, inGroup) }
	for len(words) > 0 && foreign(words[0]) {
		words = words[1:]
	}
	for len(words) > 0 && foreign(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	if last := len(words) - 1; last >= 0 {
		words[0] = strings.TrimLeft(words[0], punctuation)
		words[last] = strings.TrimRight(words[last], punctuation)
	}
	return words
}

// inGroup tells whether groups are made of such characters.
func inGroup(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// grouped tells whether a line has groups in it: half of its words are as long as groups,
// which leaves room for slips, or its letters and digits, however they are set apart, make
// whole groups.
func grouped(words []string) bool {
	fit, signs, letters, digits := 0, 0, 0, 0
	clean := true
	for _, word := range words {
		ours := 0
		for _, r := range word {
			switch {
			case !inGroup(r):
				clean = clean && Separator(r)
				continue
			case unicode.IsDigit(r):
				digits++
			default:
				letters++
			}
			ours++
		}
		signs += ours
		if ours == groupSize && len(strings.Trim(word, punctuation)) == groupSize {
			fit++
		}
	}
	return len(words) > 0 && (2*fit >= len(words) || clean && letters > 0 && digits > 0 && signs%groupSize == 0)
}
