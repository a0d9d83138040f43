package screens

import "unicode"

// wide is the room that text takes, in narrow letters; Japanese ones are twice as wide.
func wide(text string) int {
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

// cutWide shortens text to some room.
func cutWide(text string, most int) string {
	if wide(text) <= most {
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

// cut shortens text to a number of characters.
func cut(text string, most int) string {
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

// longest is how much of a name, in characters, a sentence bears.
const longest = 40
