package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestFilterChipIsAButtonThatStays(t *testing.T) {
	var reports []bool
	c := NewFilterChip("ロック中 1", func(on bool) { reports = append(reports, on) })
	w := window(t, c)
	test.Tap(c)
	if !c.On || len(reports) != 1 || !reports[0] {
		t.Fatalf("a tap: on %v, reports %v", c.On, reports)
	}
	if w.Canvas().Focused() != c {
		t.Error("the tap does not take the focus")
	}
	key(w, fyne.KeySpace)
	key(w, fyne.KeyReturn)
	if !c.On || len(reports) != 3 || reports[1] || !reports[2] {
		t.Errorf("Space and Enter: on %v, reports %v", c.On, reports)
	}
	c.SetOn(false)
	if c.On || len(reports) != 3 {
		t.Error("a setter that calls")
	}
}

func TestFilterChipLooks(t *testing.T) {
	on, off := NewFilterChip("MFA 有効 46", nil), NewFilterChip("", nil)
	on.SetOn(true)
	off.Set(ToneWarning, "解除後未設定 2")
	w := window(t, HStack(8, on, off))
	w.Resize(fyne.NewSize(400, 60))
	w.Canvas().Focus(off)
	test.AssertRendersToMarkup(t, "filter_chip/both.xml", w.Canvas())
}
