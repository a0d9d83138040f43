package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/screens/look"
)

func newSideways(t *testing.T) (*Table, *tableLog, fyne.Window) {
	t.Helper()
	tb := NewTable([]Column{{Key: "a", Title: "A", Weight: 1}, {Key: "b", Title: "B", Weight: 1}, {Key: "c", Title: "C", Weight: 2}})
	tb.Least = 2000
	calls := &tableLog{}
	tb.OnOpen = calls.note("open")
	w := window(t, tb)
	rows := make([]Row, 50)
	for i := range rows {
		id := people(50)[i].ID
		rows[i] = Row{ID: id, Cells: []Cell{{Text: id, Style: StyleLink}, {Text: "b"}, {Text: id, Style: StyleLink}}}
	}
	tb.SetRows(rows)
	return tb, calls, w
}

// A table that needs more width than there is scrolls sideways, titles with their columns.
func TestTableScrollsSideways(t *testing.T) {
	tb, calls, w := newSideways(t)
	if tb.Size().Width >= 2000 {
		t.Fatal("the window is wide enough: the test is void")
	}
	under := func(when string) {
		t.Helper()
		for i, span := range tb.spans(tb.width()) {
			title := tb.header.titles[i].Position().X + tb.header.Position().X
			if cell := span[0] - tb.scroll.Offset.X; title != cell {
				t.Errorf("%s: title %d stands at %v, its cells at %v", when, i, title, cell)
			}
		}
	}
	under("at first")
	w.Canvas().Focus(tb.body)
	key(w, fyne.KeyRight)
	if tb.scroll.Offset.X != slideStep {
		t.Errorf("the arrow went to %v", tb.scroll.Offset.X)
	}
	under("after an arrow")
	for range 50 {
		key(w, fyne.KeyRight)
	}
	end := tb.width() - tb.scroll.Size().Width
	if tb.scroll.Offset.X != end {
		t.Errorf("the end is at %v, want %v", tb.scroll.Offset.X, end)
	}
	under("at the end")
	key(w, fyne.KeyEnd)
	if tb.scroll.Offset.X != end || tb.scroll.Offset.Y == 0 {
		t.Errorf("going down went to %v", tb.scroll.Offset)
	}
	x := tb.spans(tb.width())[2][0] + 10
	tb.body.Tapped(&fyne.PointEvent{Position: fyne.NewPos(x, tb.scroll.Offset.Y+2.5*look.RowHeight)})
	if len(*calls) != 1 {
		t.Errorf("a tap on a link at the right: %q", *calls)
	}
	area := newWheelArea(tb, nil)
	area.own = func() *container.Scroll { return tb.scroll }
	area.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(300, 0)})
	if tb.scroll.Offset.X != end-300 {
		t.Errorf("the wheel went to %v", tb.scroll.Offset.X)
	}
	under("after the wheel")
	for range 50 {
		key(w, fyne.KeyLeft)
	}
	tb.slide(slideStep)
	tb.ScrollToTop()
	under("at the top")
	if tb.scroll.Offset != (fyne.Position{}) {
		t.Errorf("at the top is %v", tb.scroll.Offset)
	}
}

// Where there is room the columns share it, and arrows do nothing.
func TestWideTableDoesNotScroll(t *testing.T) {
	tb, _, w := newSideways(t)
	tb.Least = 100
	tb.Refresh()
	w.Canvas().Focus(tb.body)
	key(w, fyne.KeyRight)
	if tb.scroll.Offset.X != 0 || tb.width() != tb.scroll.Size().Width {
		t.Errorf("%v, %v wide", tb.scroll.Offset, tb.width())
	}
}
