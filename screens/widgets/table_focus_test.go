package widgets

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/screens/look"
)

// TestTheFocusOfATableIsSeen: a row shows it, or the table if no row can.
func TestTheFocusOfATableIsSeen(t *testing.T) {
	tb, _, w := newPeople(t, 200)
	KeyPressed(w.Canvas())
	want := func(when string, outlined bool) {
		t.Helper()
		if got := tb.frame.StrokeWidth == look.Ring; got != outlined {
			t.Errorf("%s: around the table %v", when, got)
		}
	}
	want("without the focus", false)
	w.Canvas().Focus(tb.Focusable())
	want("with a chosen row", false)
	wheel(tb, 0.8)
	want("with most of the row out of sight", true)
	wheel(tb, 0)
	want("scrolled back", false)
	wheel(tb, 100)
	want("with the row out of sight", true)
	tb.Refresh() // as after a change of colours
	want("painted anew", true)
	key(w, fyne.KeyDown)
	want("back in sight", false)
	tb.SetRows(nil)
	want("without rows", true)
	w.Canvas().Unfocus()
	want("the focus gone", false)
}
