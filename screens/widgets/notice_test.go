package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// Buttons are beside the sentence, or below it where that would leave it no room. A hidden one takes none.
func TestButtonsOfANotice(t *testing.T) {
	do := NewButton(KindPrimary, "Do it", func() {})
	n := NewNotice(ToneWarning, strings.Repeat("A sentence. ", 12), do)
	test.NewTempWindow(t, n)
	lay := func(width float32) (text, button fyne.Position) {
		n.Resize(fyne.NewSize(width, 300))
		n.Resize(fyne.NewSize(width, n.MinSize().Height))
		at := func(o fyne.CanvasObject) fyne.Position { return o.Position() }
		return at(n.text), at(n.buttons)
	}
	text, button := lay(700)
	if button.X < text.X+n.text.Size().Width || button.Y > n.Size().Height/2 {
		t.Errorf("at 700: text at %v, button at %v", text, button)
	}
	text, button = lay(380)
	if button.Y < text.Y+n.text.Size().Height || n.text.Size().Width < 300 {
		t.Errorf("at 380: text at %v, button at %v", text, button)
	}
	if bottom := button.Y + do.Size().Height; bottom > n.Size().Height {
		t.Errorf("the button ends at %v, the notice at %v", bottom, n.Size().Height)
	}
	do.Hide()
	n.Refresh()
	if want := n.text.MinSize().Height + 2*noticeY; n.MinSize().Height != want {
		t.Errorf("without its button it is %v high, want %v", n.MinSize().Height, want)
	}
}
