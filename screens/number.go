package screens

import (
	"strconv"
	"time"

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

// daysBetween counts the midnights between two moments.
func daysBetween(from, to time.Time) int {
	date := func(t time.Time) time.Time {
		year, month, day := t.Local().Date()
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	return int(date(to).Sub(date(from)) / (24 * time.Hour))
}

// megabyte is the unit of the limit of a file.
const megabyte = 1 << 20
