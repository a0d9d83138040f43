package screens

import "unicode"

// widthOf is the room that text takes, in narrow letters; Japanese ones are twice as wide.
func widthOf(text string) int {
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

// shortenToWidth shortens text to some room.
func shortenToWidth(text string, most int) string {
	if widthOf(text) <= most {
		return text
	}
	room := 2 // of the ellipsis
	for i, r := range text {
		if room += letterRoom(r); room > most {
			return text[:i] + "…"
		}
	}
	return text
}

// shorten shortens text to a number of characters.
func shorten(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most-1]) + "…"
}

func orDash(text string) string {
	if text == "" {
		return "—"
	}
	return text
}

const cardName = 60 // characters of a name that fit a card; names may have 200

// mostNameRunes is how much of a name, in characters, a sentence bears.
const mostNameRunes = 40
