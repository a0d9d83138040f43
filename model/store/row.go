package store

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// Row is a row that carries a tag: one of *Meta, *Account, *User, *Throttle,
// *SupportRequest, *Checkpoint and *PC.
type Row interface {
	Table() string
	// Key is the primary key.
	Key() []byte
	// Stamp is the generation and the tag of the row, for reading and setting.
	Stamp() *Stamp
	// columns are those of the database's first version, then those that each later version
	// added. Columns are only ever added, at the end.
	columns() [][]column
}

// Stamp says which state of a row this is.
type Stamp struct {
	Generation int64
	Tag        []byte
	// Version of the database that the row was read from, whose columns the tag covers;
	// 0 is this program's.
	Version int
}

// column ties a column's name to the field that holds it: *int64, *string, *bool,
// *[]byte, or a pointer to an array of bytes. One list serves reading, writing and
// tagging, so that no column can be forgotten in one of them.
type column struct {
	name  string
	field any
}

// tableSince are the tables that came with a later version of the database than the first.
var tableSince = map[string]int{"support_request": 3, "checkpoint": 5, "pc": 6}

// versionColumns are the columns that the row's version had.
func versionColumns(r Row) []column {
	versions := r.columns()
	if version := r.Stamp().Version; version > 0 && version < len(versions) {
		versions = versions[:version]
	}
	return slices.Concat(versions...)
}

// Fields are the bytes of every column in order, generation included, the tag not.
func Fields(r Row) [][]byte {
	return fields(append(versionColumns(r), column{"generation", &r.Stamp().Generation}))
}

func fields(columns []column) [][]byte { return new(fieldBuffer).of(columns) }

// fieldBuffer holds the fields of one row, until those of the next.
type fieldBuffer struct {
	fields [][]byte
	text   []byte
}

func (b *fieldBuffer) of(columns []column) [][]byte {
	b.fields, b.text = slices.Grow(b.fields[:0], len(columns)), b.text[:0]
	for _, c := range columns {
		begin := len(b.text)
		switch field := c.field.(type) {
		case *int64:
			b.text = binary.BigEndian.AppendUint64(b.text, uint64(*field))
		case *bool:
			number, _ := c.value().(int64)
			b.text = binary.BigEndian.AppendUint64(b.text, uint64(number))
		case *string:
			b.text = append(b.text, *field...)
		default:
			raw, _ := c.value().([]byte)
			b.fields = append(b.fields, raw)
			continue
		}
		b.fields = append(b.fields, b.text[begin:len(b.text):len(b.text)])
	}
	return b.fields
}

// stored are all columns of a row, its stamp included.
func stored(r Row) []column {
	return append(versionColumns(r), column{"generation", &r.Stamp().Generation}, column{"tag", &r.Stamp().Tag})
}

// value is what the column holds, as the database takes it.
func (c column) value() any {
	switch field := c.field.(type) {
	case *int64:
		return *field
	case *bool:
		if *field {
			return int64(1)
		}
		return int64(0)
	case *string:
		return *field
	case *[]byte:
		if *field == nil {
			return []byte{} // NULL is not a value here
		}
		return *field
	case *[16]byte:
		return field[:]
	case *[32]byte:
		return field[:]
	}
	panic(fmt.Sprintf("store: column %s has no storable type", c.name))
}

// Scan takes the column's value from the database.
func (c column) Scan(value any) error {
	switch field := c.field.(type) {
	case *int64:
		number, ok := value.(int64)
		*field = number
		return c.fits(ok)
	case *bool:
		number, ok := value.(int64)
		*field = number == 1
		return c.fits(ok)
	case *string:
		text, ok := value.(string)
		*field = text
		return c.fits(ok)
	case *[]byte:
		raw, ok := value.([]byte)
		if *field == nil {
			*field = make([]byte, 0, len(raw))
		}
		*field = append((*field)[:0], raw...)
		return c.fits(ok)
	case *[16]byte:
		raw, _ := value.([]byte)
		return c.fits(copy(field[:], raw) == len(field))
	case *[32]byte:
		raw, _ := value.([]byte)
		return c.fits(copy(field[:], raw) == len(field))
	}
	return c.fits(false)
}

func (c column) fits(ok bool) error {
	if ok {
		return nil
	}
	return fmt.Errorf("%w: column %s has another type", ErrDamaged, c.name)
}

// names is "a, b, c"; sets is "a = ?, b = ?".
func names(columns []column) string { return each(columns, func(c column) string { return c.name }) }

func sets(columns []column) string {
	return each(columns, func(c column) string { return c.name + " = ?" })
}

// marks is "?, ?, ?".
func marks(n int) string { return strings.TrimPrefix(strings.Repeat(", ?", n), ", ") }

func each(columns []column, write func(column) string) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = write(c)
	}
	return strings.Join(parts, ", ")
}

func values(columns []column) []any {
	out := make([]any, len(columns))
	for i, c := range columns {
		out[i] = c.value()
	}
	return out
}

func targets(columns []column) []any {
	out := make([]any, len(columns))
	for i, c := range columns {
		out[i] = c
	}
	return out
}
