package widgets

import "qlingo/screens/look"

// leastColumn is the least width of a column without a fixed one, at text of
// 100 %: enough for the beginning of its text.
const leastColumn float32 = 70

// spans returns the left edge and width of each column's text for a width of
// the table. Hidden columns are 0 wide.
func (t *Table) spans(width float32) [][2]float32 {
	gone := make([]bool, len(t.columns))
	width -= t.tickWidth()
	left, weights := t.room(width, gone)
	for i := len(t.columns) - 1; i >= 0 && t.tight(left, weights, gone); i-- {
		if t.columns[i].Yields {
			gone[i] = true
			left, weights = t.room(width, gone)
		}
	}
	spans := make([][2]float32, len(t.columns))
	x := t.tickWidth()
	for i, c := range t.columns {
		w := look.Grow(c.Width)
		switch {
		case gone[i]:
			w = 0
		case w == 0:
			w = max(0, left) * c.weight() / weights
		}
		spans[i] = [2]float32{x + cellPadding, max(0, w-cellPadding)}
		x += w
	}
	return spans
}

// room is what columns of a fixed width leave for the others, and the total
// weight of the others.
func (t *Table) room(width float32, gone []bool) (left, weights float32) {
	left = width
	for i, c := range t.columns {
		switch {
		case gone[i]:
		case c.Width > 0:
			left -= look.Grow(c.Width)
		default:
			weights += c.weight()
		}
	}
	return left, weights
}

// tight reports whether a column has less than its least width.
func (t *Table) tight(left, weights float32, gone []bool) bool {
	for i, c := range t.columns {
		if !gone[i] && c.Width == 0 && left*c.weight()/weights < look.Grow(leastColumn) {
			return true
		}
	}
	return false
}

func (c Column) weight() float32 { return max(c.Weight, 0.01) }
