package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestTableTellsOfItsEnd(t *testing.T) {
	tb, _, w := newPeople(t, 500)
	asked := 0
	tb.OnNearEnd = func() { asked++ }
	want := func(when string, want int) {
		t.Helper()
		if asked != want {
			t.Fatalf("%s: called %d times, want %d", when, asked, want)
		}
	}
	wheel(tb, 300)
	want("far from the end", 0)
	wheel(tb, 450)
	wheel(tb, 460)
	want("near the end", 1)
	tb.SetRows(people(1000))
	wheel(tb, 461)
	want("with more rows", 1)
	w.Canvas().Focus(tb.Focusable())
	key(w, fyne.KeyEnd)
	want("the End key", 2)
	// Some owners call SetRows from within OnNearEnd.
	tb.OnNearEnd = func() { asked++; tb.SetRows(people(1500)) }
	tb.SetRows(people(1000))
	key(w, fyne.KeyHome)
	key(w, fyne.KeyEnd)
	want("an answer at once", 3)
	tb.ScrollToTop()
	if !tb.body.inView(0) || tb.body.rows[0].data.ID != "user000" {
		t.Error("the first row is not in view")
	}
	if tb.selected != "user999" || tb.Len() != 1500 {
		t.Errorf("%s of %d is chosen", tb.selected, tb.Len())
	}
}
