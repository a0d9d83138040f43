// Package fold brings what people type, paste and export into one form: IDs, names,
// what is searched for, and groups of characters that came by mail. What looks the
// same to a person is the same behind it.
package fold

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// braille is the pattern without dots, which people make empty names of.
const braille = '\u2800'

// Invisible tells whether a character shows nothing and takes no room: zero width,
// direction marks, soft hyphens, variation selectors, fillers, noncharacters.
func Invisible(r rune) bool {
	if r < 0xAD { // most are
		return false
	}
	return unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.Noncharacter_Code_Point) &&
		!unicode.Is(unicode.Prepended_Concatenation_Mark, r) || r == braille
}

// Visible tells whether anything of a text is to be seen.
func Visible(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return !unicode.IsSpace(r) && !unicode.IsControl(r) && !Invisible(r)
	})
}

// hyphen tells whether a character is a dash of any length, a minus, or what the key of
// the hyphen gives while an input method writes kana.
func hyphen(r rune) bool {
	return unicode.Is(unicode.Pd, r) || r == '\u2212' || r == 'ー' || r == 'ｰ'
}

// Separator tells whether a character is one that people put between others without
// meaning it: blanks, hyphens and invisible ones.
func Separator(r rune) bool {
	return unicode.IsSpace(r) || hyphen(r) || Invisible(r)
}

// Compact is a code as it was meant: half width, without what people put between its characters.
func Compact(typed string) string {
	return strings.Map(func(r rune) rune {
		if Separator(r) {
			return -1
		}
		return r
	}, norm.NFKC.String(typed))
}

// Base32 is what was typed of a code in Crockford's base32: compact, in capitals, the letters that this alphabet leaves
// out as the digits that they look like. Other characters stay.
func Base32(typed string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case 'O':
			return '0'
		case 'I', 'L':
			return '1'
		}
		return r
	}, strings.ToUpper(Compact(typed)))
}

// Login is the one form of an ID: half width, small letters, - for every hyphen, without
// what is invisible, nor blanks around it. An ID of ASCII letters, digits, - _ . @ that is
// small already stays as it is.
func Login(typed string) string {
	return strings.TrimSpace(strings.ToLower(strings.Map(func(r rune) rune {
		switch {
		case Invisible(r):
			return -1
		case hyphen(r):
			return '-'
		}
		return r
	}, norm.NFKC.String(typed))))
}

// Name is a name, or another line of a person, as it is kept: composed, and nothing blank
// or invisible around it. Joiners and variation selectors belong to it.
func Name(text string) string { return Text(strings.TrimFunc(text, around)) }

// Text is a text of a person as it is kept: kana and Latin letters composed, which they are
// not in what a Mac exports, and "" when nothing of it is to be seen. Compatibility
// ideographs such as 神 (U+FA19) are names of their own and stay.
func Text(text string) string {
	if !Visible(text) {
		return ""
	}
	var b strings.Builder
	for rest := text; rest != ""; {
		end := strings.IndexFunc(rest, compatibility)
		if end < 0 {
			end = len(rest)
		}
		b.WriteString(norm.NFC.String(rest[:end]))
		kept := strings.TrimLeftFunc(rest[end:], compatibility)
		b.WriteString(rest[end : len(rest)-len(kept)])
		rest = kept
	}
	return b.String()
}

// around tells what is no part of a name at its ends.
func around(r rune) bool {
	return unicode.IsSpace(r) || Invisible(r) && !unicode.In(r, unicode.Join_Control, unicode.Variation_Selector, unicode.Bidi_Control)
}

// compatibility tells whether NFC would replace a CJK ideograph by another.
func compatibility(r rune) bool {
	return r >= 0xF900 && r <= 0xFAFF || r >= 0x2F800 && r <= 0x2FA1F
}
