package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// The cross of a search is there as long as there is something to clear. It and Escape do the same.
func TestSearchIsCleared(t *testing.T) {
	edited, passed := new(counter), new(counter)
	e := NewSearch()
	e.OnEdited = edited.call
	w := window(t, e)
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { passed.call() })
	for _, clear := range []func(){
		func() { key(w, fyne.KeyEscape) },
		func() { test.Tap(e.cross) },
	} {
		w.Canvas().Focus(e)
		if e.cross.Visible() {
			t.Error("an empty search shows a cross")
		}
		test.Type(e, "総務")
		if !e.cross.Visible() || e.cross.Size().Width < clearSide {
			t.Errorf("no cross, %v wide", e.cross.Size())
		}
		*edited = 0
		clear()
		edited.want(t, 1, "cleared")
		if e.Text != "" || e.cross.Visible() || w.Canvas().Focused() != e {
			t.Errorf("it holds %q, the focus is on %T", e.Text, w.Canvas().Focused())
		}
	}
	key(w, fyne.KeyEscape)
	passed.want(t, 1, "Escape in an empty search")
	e.SetText("x")
	e.Wipe()
	if e.cross.Visible() {
		t.Error("a search that was wiped shows a cross")
	}
	plain := NewEntry()
	w.SetContent(plain)
	w.Canvas().Focus(plain)
	plain.SetText("総務")
	key(w, fyne.KeyEscape)
	if plain.Text == "" {
		t.Error("Escape empties a field that is no search")
	}
}
