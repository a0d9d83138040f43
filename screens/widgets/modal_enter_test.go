package widgets

import (
	"math"
	"testing"
	"time"

	"fyne.io/fyne/v2"
)

// The ring shows what Enter presses: the focused button, otherwise the default.
func TestModalRingsWhatEnterPresses(t *testing.T) {
	w := window(t, NewEntry())
	entry, tick, rows := NewEntry(), NewCheck("控えました", nil), NewTable([]Column{{Key: "a", Title: "A"}})
	cancel, main := NewButton(KindPlain, "キャンセル", nil), NewButton(KindPrimary, "送信", nil)
	m := NewModal(w.Canvas(), 400, VStack(8, entry, tick, rows, HStack(8, cancel, main)))
	m.SetDefault(main)
	m.Show(entry)
	for _, c := range []struct {
		focus        fyne.Focusable
		cancel, main bool
	}{{entry, false, true}, {cancel, true, false}, {tick, false, true}, {main, false, true}, {rows.Focusable(), false, true}, {cancel, true, false}, {nil, false, true}} {
		w.Canvas().Unfocus()
		if c.focus != nil {
			w.Canvas().Focus(c.focus)
		}
		if cancel.ringShown() != c.cancel || main.ringShown() != c.main {
			t.Errorf("focus on %T: ring on cancel %v, on the main button %v", c.focus, cancel.ringShown(), main.ringShown())
		}
	}
	m.SetDefault(cancel)
	if !cancel.ringShown() || main.ringShown() {
		t.Error("the ring has not gone to the new default")
	}
	over := NewModal(w.Canvas(), 300, NewText("b"))
	over.Show(nil)
	if cancel.ringShown() {
		t.Error("the ring shows under another dialog")
	}
	over.Hide()
	if !cancel.ringShown() {
		t.Error("the ring has not come back")
	}
	m.SetDefault(main)
	main.Disable()
	if main.ringShown() {
		t.Error("the ring is on a button that does nothing")
	}
}

// After a dialog a second Enter presses no destructive button.
func TestModalGivesADangerousButtonNoFocus(t *testing.T) {
	off, on := NewButton(KindDangerLine, "無効にする", nil), NewButton(KindPrimary, "有効にする", nil)
	w := window(t, HStack(8, off, on))
	for _, b := range []*Button{off, on} {
		w.Canvas().Focus(b)
		m := NewModal(w.Canvas(), 400, NewText("a"))
		m.Show(nil)
		m.Hide()
		if got := w.Canvas().Focused() == b; got != (b == on) {
			t.Errorf("%s has the focus: %v", b.Text, got)
		}
	}
	w.Canvas().Focus(on)
	on.SetKind(KindDangerLine)
	if w.Canvas().Focused() == on {
		t.Error("the button that came to take something away keeps the focus")
	}
}

// The second click of a double click does not hit what the first one has
// opened.
func TestSecondClickOfADoubleClick(t *testing.T) {
	ModalPause = time.Hour
	defer func() { ModalPause = 0 }()
	pressed := 0
	next, row := NewButton(KindPlain, "次へ", nil), NewButton(KindDanger, "削除", func() { pressed++ })
	at := &fyne.PointEvent{AbsolutePosition: fyne.NewPos(10, 10)}
	next.Tapped(at)
	row.Tapped(at)
	if pressed != 0 {
		t.Error("it has pressed what came there")
	}
	row.Tapped(&fyne.PointEvent{AbsolutePosition: fyne.NewPos(90, 10)})
	if pressed != 1 {
		t.Error("a click at another place is lost")
	}
}

// Content that appears in a dialog moves no button, because the next click is
// meant for it.
func TestModalKeepsItsButtonsWhereTheyAre(t *testing.T) {
	for name, height := range map[string]float32{"in the middle": 0, "as high as the window": 440, "higher than the window": 700} {
		t.Run(name, func(t *testing.T) {
			field, notice := NewField("ID", NewEntry()), NewNotice(ToneDanger, "")
			w := window(t, NewEntry()) // 600 high
			cancel, main := NewButton(KindPlain, "キャンセル", nil), NewButton(KindPrimary, "保存", nil)
			m := NewModal(w.Canvas(), 400, VStack(8, tall(height), notice, field, HStack(8, cancel, main)))
			m.SetDefault(main)
			m.Show(main)
			places := func() [2]fyne.Position {
				d := fyne.CurrentApp().Driver()
				return [2]fyne.Position{d.AbsolutePositionForObject(cancel), d.AbsolutePositionForObject(main)}
			}
			before := places()
			for _, change := range []func(){
				func() { field.SetError("ID を入力してください。") },
				func() { notice.SetText("保存できませんでした。もう一度お試しください。") },
				func() { field.SetError("") },
				func() { notice.SetText("") },
			} {
				change()
				m.Refresh()
				// As high as the window it becomes tighter, but by too little
				// to miss a button.
				if after := places(); after[0].X != before[0].X || after[1].X != before[1].X || math.Abs(float64(after[1].Y-before[1].Y)) > 3 {
					t.Errorf("from %v to %v", before, after)
				}
			}
		})
	}
}

// A dialog with its default button above the new content grows downwards.
func TestModalGrowsDownwards(t *testing.T) {
	w := window(t, NewEntry())
	main, more := NewButton(KindPrimary, "送信", nil), NewNotice(ToneInfo, "")
	m := NewModal(w.Canvas(), 400, VStack(8, main, more))
	m.SetDefault(main)
	m.Show(main)
	before := fyne.CurrentApp().Driver().AbsolutePositionForObject(main)
	more.SetText("セットアップキー")
	m.Refresh()
	if after := fyne.CurrentApp().Driver().AbsolutePositionForObject(main); after != before {
		t.Errorf("from %v to %v", before, after)
	}
	w.Resize(fyne.NewSize(1000, 700)) // another size: centred again
	if got := m.layer.scroll.Position().Y*2 + m.layer.scroll.Size().Height; got < 699 || got > 701 {
		t.Errorf("not in the middle: %v", got)
	}
}

// A button that says for a while that it has copied keeps its width.
func TestButtonReservesRoom(t *testing.T) {
	start(t)
	b := NewButton(KindPlain, "コピー", nil)
	b.Reserve("コピーしました")
	before := b.MinSize()
	b.SetText("コピーしました")
	if after := b.MinSize(); after != before {
		t.Errorf("from %v to %v", before, after)
	}
}
