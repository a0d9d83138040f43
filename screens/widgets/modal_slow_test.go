package widgets

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// The second Enter of two quick ones is nobody's where the first has closed a dialog a moment later, when its work was done.
func TestSecondEnterAfterAJob(t *testing.T) {
	pause := ModalPause
	ModalPause = 300 * time.Millisecond
	t.Cleanup(func() { ModalPause = pause })
	opened := 0
	under := NewButton(KindPlain, "under", func() { opened++ })
	tb := NewTable([]Column{{Key: "a", Title: "A", Weight: 1}})
	tb.OnOpen = func(string) { opened++ }
	w := test.NewTempWindow(t, VStack(8, under, tb))
	w.Resize(fyne.NewSize(300, 200))
	shortcuts(t, w)
	tb.SetRows([]Row{{ID: "x", Cells: []Cell{{Text: "x"}}}})
	delay := EnterDelay
	EnterDelay = 0
	t.Cleanup(func() { EnterDelay = delay })
	for _, focus := range []fyne.Focusable{under, tb.Focusable()} {
		for _, inside := range []fyne.Focusable{NewButton(KindPrimary, "save", func() {}), NewEntry()} {
			if entry, ok := inside.(*Entry); ok {
				entry.OnEnter = func() {}
			}
			w.Canvas().Focus(focus)
			save := NewButton(KindPrimary, "save", func() {})
			m := NewModal(w.Canvas(), 300, VStack(8, inside.(fyne.CanvasObject), save))
			m.SetDefault(save)
			m.Show(inside)
			m.shown, lastHidden, lastPressed = time.Time{}, time.Time{}, time.Time{}
			key(w, fyne.KeyReturn)
			m.Hide() // by the worker that saved
			key(w, fyne.KeyReturn)
			if opened > 0 {
				t.Errorf("the second Enter, after one in a %T, went to %T", inside, focus)
			}
		}
	}
}
