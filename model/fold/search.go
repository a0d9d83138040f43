package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Search is a text as a search compares it, on both sides: without blanks, hyphens, long
// marks and invisible characters, in one width and case, hiragana for katakana, and the
// usual form of a kanji for its variants. Line ends stay; they keep fields apart.
func Search(text string) string {
	// What stood apart from its mark may have come together with it: normalized again.
	return norm.NFKC.String(strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r > ' ' && r < utf8.RuneSelf && r != '-': // most are ASCII
			return r
		case Separator(r):
			return -1
		case r >= 'ァ' && r <= 'ヶ', r == 'ヽ', r == 'ヾ':
			return hiragana(r)
		}
		if usual, ok := usualKanji[r]; ok {
			return usual
		}
		return r
	}, norm.NFKC.String(cases.Fold().String(norm.NFKC.String(text)))))
}

// Words are the words of a search, each as Search gives it. All of them have to be found.
func Words(typed string) []string {
	var words []string
	for _, word := range strings.FieldsFunc(typed, unicode.IsSpace) {
		if word = Search(word); word != "" {
			words = append(words, word)
		}
	}
	return words
}

func hiragana(r rune) rune {
	switch r {
	case 'ヵ': // the small ones of 三ヶ日 and 駒ヵ岳 are written large, too
		return 'か'
	case 'ヶ':
		return 'け'
	}
	return r - ('ア' - 'あ')
}

// usualKanji maps a variant to the usual form.
var usualKanji = func() map[rune]rune {
	usual := map[rune]rune{}
	for group := range strings.FieldsSeq(variants) {
		forms := []rune(group)
		for _, variant := range forms[1:] {
			usual[variant] = forms[0]
		}
	}
	return usual
}()
