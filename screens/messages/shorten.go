package messages

import "unicode"

// WidthOf is the width of text in narrow letters. Japanese characters count as
// two.
func WidthOf(text string) int {
	room := 0
	for _, r := range text {
		room += letterRoom(r)
	}
	return room
}

func letterRoom(r rune) int {
	if r > unicode.MaxLatin1 {
		return 2
	}
	return 1
}

// ShortenToWidth shortens text to a width in narrow letters.
func ShortenToWidth(text string, most int) string {
	if WidthOf(text) <= most {
		return text
	}
	room := 2 // for the ellipsis
	for i, r := range text {
		if room += letterRoom(r); room > most {
			return text[:i] + "…"
		}
	}
	return text
}

// Shorten shortens text to a number of characters.
func Shorten(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most-1]) + "…"
}

func OrDash(text string) string {
	if text == "" {
		return "—"
	}
	return text
}

const CardName = 60 // how many characters of a name fit a card; names may have model.MaxName

// MostNameRunes is how many characters of a name fit a sentence.
const MostNameRunes = 40
