package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

func TestClose(t *testing.T) {
	closed := 0
	c := NewClose("閉じる", func() { closed++ })
	w := window(t, container.NewCenter(container.NewHBox(NewBadge("1"), c)))
	test.AssertRendersToMarkup(t, "close/rest.xml", w.Canvas())
	test.Tap(c)
	key(w, fyne.KeyReturn)
	key(w, fyne.KeySpace)
	if closed != 3 {
		t.Errorf("closed %d times", closed)
	}
	test.AssertRendersToMarkup(t, "close/focused.xml", w.Canvas())
	if c.AccessibilityLabel() != "閉じる" {
		t.Errorf("it is called %q", c.AccessibilityLabel())
	}
}
