package model

import "io"

// WriteSample writes a file of people as an import reads it, with all columns.
func WriteSample(w io.Writer, labels Labels, people ...NewUser) error {
	var heads []string
	for _, column := range ImportColumns() {
		heads = append(heads, column.Name)
	}
	out, err := newSheet(w, labels, heads...)
	if err != nil {
		return coded(err)
	}
	for _, n := range people {
		if err := out.row(n.cells()...); err != nil {
			return coded(err)
		}
	}
	return coded(out.flush())
}
