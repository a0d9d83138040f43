package widgets

import "testing"

// made is a source that notes whose cells were made.
type made struct {
	rowList
	cells map[int]bool
}

func (m made) Cells(i int) []Cell {
	m.cells[i] = true
	return m.rowList.Cells(i)
}

// Cells are made for what comes into view, and anew when rows are set anew.
func TestTableMakesCellsInView(t *testing.T) {
	tb, _, _ := newPeople(t, 1)
	source := made{people(100_000), map[int]bool{}}
	tb.SetSource(source)
	wheel(tb, 50_000)
	tb.Select(tb.rows.ID(99_999))
	if n := len(source.cells); n < 30 || n > 60 {
		t.Errorf("cells of %d rows were made", n)
	}
	changed := people(100_000)
	changed[99_999].Cells = []Cell{{Text: "changed"}}
	tb.SetRows(changed)
	if got := tb.body.AccessibilityLabel(); got != "changed" {
		t.Errorf("the chosen row says %q", got)
	}
	if got := tb.body.rows[99_999%len(tb.body.rows)].data.Cells; len(got) != 1 {
		t.Errorf("the row shows %v", got)
	}
}
