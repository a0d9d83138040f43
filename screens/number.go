package screens

import (
	"strconv"

	"qlingo/screens/i18n"
)

// number writes a count as 1,284.
func number(n int64) string {
	if n < 0 {
		return "-" + number(-n)
	}
	text := strconv.FormatInt(n, 10)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

// size writes the size of a file, rounded up.
func size(bytes int64) string {
	if bytes < megabyte {
		return i18n.T("open.kilobytes", "Size", number((bytes+1023)/1024))
	}
	return i18n.T("open.megabytes", "Size", number((bytes+megabyte-1)/megabyte))
}
