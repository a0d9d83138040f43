package model

import (
	"io"
	"strconv"
)

// WithoutRefused is the same file without its refused lines, for a person who wants the others imported. Import still
// takes those all or nothing: one that is refused by then stops the whole.
func (f *Import) WithoutRefused() *Import {
	rest := &Import{
		Added: f.Added, Changed: f.Changed, Same: f.Same, LeftOut: f.LeftOut + f.Refused, Encoding: f.Encoding,
	}
	if f.table == nil { // it was not read from a file, and cannot be imported
		return rest
	}
	rest.table = &table{encoding: f.table.encoding, columns: f.table.columns}
	for i, row := range f.Rows {
		if row.Action != ImportRefuse {
			rest.Rows = append(rest.Rows, row)
			rest.table.rows = append(rest.table.rows, f.table.rows[i])
		}
	}
	return rest
}

// WriteRefused writes the refused lines as CSV, to be corrected and imported again: line, reason, and the columns that
// the file has for people. reason words what is wrong with a line. What could not be read of a line is left empty.
func (f *Import) WriteRefused(w io.Writer, labels Labels, reason func(ImportRow) string) error {
	fields := f.table.fields()
	out, err := newSheet(w, labels, append([]string{"original_line", "why_refused"}, fields...)...)
	if err != nil {
		return coded(err)
	}
	for i, row := range f.Rows {
		if row.Action != ImportRefuse {
			continue
		}
		cells := []string{strconv.Itoa(row.Line), reason(row)}
		for _, field := range fields {
			cells = append(cells, f.table.rows[i].cells[field])
		}
		if err := out.row(cells...); err != nil {
			return coded(err)
		}
	}
	return coded(out.flush())
}

// Columns are the fields that the file has a column for, in the order of an export.
func (f *Import) Columns() []string { return f.table.fields() }
