package messages

import (
	"strconv"
	"time"

	"qlingo/screens/i18n"
)

// Number writes a count as 1,284.
func Number(n int64) string {
	if n < 0 {
		return "-" + Number(-n)
	}
	text := strconv.FormatInt(n, 10)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

// Size writes the size of a file, rounded up.
func Size(bytes int64) string {
	if bytes < Megabyte {
		return i18n.T("open_file.kilobytes", "Size", Number((bytes+1023)/1024))
	}
	return i18n.T("open_file.megabytes", "Size", Number((bytes+Megabyte-1)/Megabyte))
}

// DaysBetween counts the midnights between two moments.
func DaysBetween(from, to time.Time) int {
	date := func(t time.Time) time.Time {
		year, month, day := t.Local().Date()
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	return int(date(to).Sub(date(from)) / (24 * time.Hour))
}

// Megabyte is the unit of limits on file sizes, in bytes.
const Megabyte = 1 << 20
