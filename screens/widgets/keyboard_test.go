package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// The ring follows the keyboard: a click does not show it, the first key does.
func TestRingIsForTheKeyboard(t *testing.T) {
	t.Cleanup(func() { byKeyboard = true })
	one, two := NewButton(KindPlain, "one", func() {}), NewButton(KindPlain, "two", func() {})
	w := test.NewTempWindow(t, container.NewVBox(one, two))
	ringed := func(b *Button) bool { return b.ringShown() }

	w.Canvas().Focus(two)
	if !ringed(two) {
		t.Fatal("no ring where the keyboard is used")
	}
	one.MouseDown(&desktop.MouseEvent{})
	one.Tapped(&fyne.PointEvent{})
	if !one.focused || ringed(one) {
		t.Errorf("after a click: focus %t, ring %t", one.focused, ringed(one))
	}
	one.KeyDown(&fyne.KeyEvent{Name: fyne.KeyTab})
	if !ringed(one) {
		t.Error("a key does not bring the ring back")
	}
}

// In a dialog the ring says what Enter presses, also to those who use the mouse.
func TestRingInDialogs(t *testing.T) {
	t.Cleanup(func() { byKeyboard = true })
	w := test.NewTempWindow(t, NewText(""))
	share, done := NewButton(KindPlain, "copy", func() {}), NewButton(KindPrimary, "done", func() {})
	m := NewModal(w.Canvas(), 300, VStack(8, share, done))
	m.SetDefault(done)
	m.Show(nil)
	share.MouseDown(&desktop.MouseEvent{})
	w.Canvas().Focus(share)
	if !share.ringShown() || done.ringShown() {
		t.Errorf("Enter presses what was clicked, but the rings are %t and %t", share.ringShown(), done.ringShown())
	}
}

// A table clicked with the mouse marks the row, without a ring around it.
func TestRingOfTableIsForTheKeyboard(t *testing.T) {
	t.Cleanup(func() { byKeyboard = true })
	tb := NewTable([]Column{{Key: "a", Title: "A", Weight: 1}})
	w := test.NewTempWindow(t, tb)
	w.Resize(fyne.NewSize(300, 200))
	tb.SetRows([]Row{{ID: "x", Cells: []Cell{{Text: "x"}}}})
	ring := func() bool { return tb.body.rows[0].state.ringed }
	tb.body.Tapped(&fyne.PointEvent{Position: fyne.NewPos(20, 20)})
	if tb.selected != "x" || ring() {
		t.Errorf("after a click: chosen %q, ring %t", tb.selected, ring())
	}
	tb.body.KeyDown(&fyne.KeyEvent{Name: fyne.KeyDown})
	if !ring() {
		t.Error("a key does not bring the ring back")
	}
}

// The real canvas knows what it holds only once that was painted: a dialog that opens has one ring all the same.
func TestOneRingBeforeADialogIsPainted(t *testing.T) {
	t.Cleanup(func() { byKeyboard = true })
	w := test.NewTempWindow(t, NewText(""))
	old := canvasOf
	canvasOf = func(fyne.CanvasObject) fyne.Canvas { return nil }
	t.Cleanup(func() { canvasOf = old })
	share, done := NewButton(KindPlain, "copy", func() {}), NewButton(KindPrimary, "done", func() {})
	m := NewModal(w.Canvas(), 300, VStack(8, share, done))
	m.SetDefault(done)
	mousePressed()
	m.Show(share)
	if !share.ringShown() || done.ringShown() {
		t.Errorf("Enter presses what has the focus, but the rings are %t and %t", share.ringShown(), done.ringShown())
	}
}
