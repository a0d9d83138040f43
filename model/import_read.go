package model

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits of a file of people.
const (
	MaxImport       = 16 << 20 // bytes
	maxImportRows   = 50_000
	maxImportRecord = 64 << 10 // bytes, with the lines in its quotes; a person with every field full has less than 8,000
)

// table is a file of people as it was read: what stands where, nothing judged but form.
type table struct {
	encoding string
	columns  []string // the fields that the columns are for; "" for one to be ignored, or nothing
	rows     []tableRow
}

// tableRow is a line of the file. Its err says what is wrong with its form.
type tableRow struct {
	line  int
	cells map[string]string // by field; a field without a column is not there
	err   error
}

// readTable reads a file (RFC 4180) with one person a line below the heads. Its errors
// are about the whole file.
func readTable(data []byte) (*table, error) {
	if len(data) > MaxImport {
		return nil, &Error{Code: CodeCSVTooBig, Max: MaxImport >> 20}
	}
	text, encoding, err := decode(data)
	if err != nil {
		return nil, err
	}
	if text, err = withoutSeparatorLine(text); err != nil {
		return nil, err
	}
	lines := newLines(text)
	t := &table{encoding: encoding}
	for {
		row, ok := lines.next()
		switch {
		case !ok && t.columns == nil, !ok && len(t.rows) == 0:
			return nil, &Error{Code: CodeCSVEmpty}
		case !ok:
			return t, nil
		case t.columns == nil:
			if t.columns, err = readHeads(row); err != nil {
				return nil, explainHeads(text, lines, err)
			}
		case len(t.rows) == maxImportRows:
			return nil, &Error{Code: CodeCSVRows, Max: maxImportRows}
		default:
			t.rows = append(t.rows, t.row(row))
		}
	}
}

// csvLines reads records and goes on behind bad ones.
type csvLines struct {
	reader *csv.Reader
	long   map[int]bool // the lines on which a record began that was too long and is left out
}

// csvRecord is a record with the line it begins on.
type csvRecord struct {
	line  int
	cells []string
	err   error
}

// newLines leaves out the records that are too long before anybody takes them apart: the
// cells of one alone could take all the memory there is. The others keep their lines.
func newLines(text string) *csvLines {
	text = lineEnds(text)
	l := &csvLines{long: map[int]bool{}}
	var short strings.Builder
	for number := 1; text != ""; {
		record, lines := firstRecord(text)
		text = text[len(record):]
		if len(record) > maxImportRecord {
			l.long[number] = true
			record = "-" + strings.Repeat("\n", lines)
		}
		short.WriteString(record)
		number += lines
	}
	l.reader = csv.NewReader(strings.NewReader(short.String()))
	l.reader.FieldsPerRecord = -1
	return l
}

// lineEnds makes \n of every line end outside quotes: \r where nothing else ends a record
// (old Macintoshes; cells may hold \n then), and \r\r\n, of a file that was written in text
// mode twice.
func lineEnds(text string) string {
	open, macintosh := false, true
	for i := range len(text) {
		switch text[i] {
		case '"':
			open = !open
		case '\n':
			macintosh = macintosh && open
		}
	}
	lines := make([]byte, 0, len(text))
	open = false
	for i := range len(text) {
		c := text[i]
		switch {
		case c == '"':
			open = !open
		case c == '\r' && macintosh && !open:
			c = '\n'
		case c == '\n' && !macintosh:
			lines = bytes.TrimRight(lines, "\r")
		}
		lines = append(lines, c)
	}
	return string(lines)
}

// firstRecord is the text up to the first line end outside quotes, and how many lines
// that are. A blank line is one, too.
func firstRecord(text string) (record string, lines int) {
	size, open := 0, false
	for line := range strings.Lines(text) {
		size += len(line)
		lines++
		if open = staysOpen(line, open); !open {
			break
		}
	}
	return text[:size], lines
}

// staysOpen tells whether a cell in quotes goes on behind this line, by the same rules as
// encoding/csv: where a quotation mark is out of place the record ends with its line.
func staysOpen(line string, open bool) bool {
	line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
	for {
		if !open {
			if line, open = strings.CutPrefix(line, `"`); !open {
				cell, rest, more := strings.Cut(line, ",")
				if !more || strings.Contains(cell, `"`) {
					return false
				}
				line = rest
				continue
			}
		}
		_, rest, closed := strings.Cut(line, `"`)
		switch {
		case !closed:
			return true
		case strings.HasPrefix(rest, `"`):
			line = rest[1:]
		case strings.HasPrefix(rest, ","):
			line, open = rest[1:], false
		default:
			return false
		}
	}
}

// next is the next record; ok is false behind the last one.
func (l *csvLines) next() (r csvRecord, ok bool) {
	for {
		cells, err := l.reader.Read()
		if err == io.EOF {
			return csvRecord{}, false
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			r = csvRecord{line: bad.StartLine, err: &Error{Code: CodeCSVQuote}}
		} else {
			first, _ := l.reader.FieldPos(0)
			r = csvRecord{line: first, cells: cells}
		}
		if l.long[r.line] {
			r = csvRecord{line: r.line, err: &Error{Code: CodeCSVLong, Max: maxImportRecord >> 10}}
		}
		if r.err != nil || slices.ContainsFunc(cells, func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
			return r, true
		}
		// A line of nothing but commas is what spreadsheets leave below the last person.
	}
}

// row takes the cells of a record by their fields. A record that ends early has no cells for
// the rest: what is known there stays.
func (t *table) row(r csvRecord) tableRow {
	row := tableRow{line: r.line, err: r.err, cells: map[string]string{}}
	for i, cell := range r.cells {
		switch {
		case row.err != nil:
		case strings.Contains(cell, "\x00"):
			row.err = &Error{Code: CodeCSVNUL}
		case strings.ContainsRune(cell, utf8.RuneError):
			row.err = &Error{Code: CodeCSVCharacter}
		}
		switch {
		case i < len(t.columns) && t.columns[i] == "":
		case i < len(t.columns) && t.columns[i] != noHead:
			row.cells[t.columns[i]] = unguard(cell)
		case strings.TrimSpace(cell) != "" && row.err == nil:
			row.err = &Error{Code: CodeCSVColumns, Max: len(t.columns)}
		}
	}
	return row
}
