package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/screens/look"
)

func TestButtonIsWorkedByTapSpaceAndEnter(t *testing.T) {
	var acted counter
	b := NewButton(KindPrimary, "次へ", acted.call)
	w := window(t, b)

	test.Tap(b)
	acted.want(t, 1, "after a tap")
	if w.Canvas().Focused() != b {
		t.Error("a tapped button has not got the focus")
	}
	for i, name := range []fyne.KeyName{fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter} {
		key(w, name)
		acted.want(t, i+2, "after "+string(name))
	}
	key(w, fyne.KeyA)
	acted.want(t, 4, "after a letter")
}

func TestButtonDisabledAndBusyAreInert(t *testing.T) {
	var acted counter
	b := NewButton(KindMain, "ログイン", acted.call)
	w := window(t, b)
	w.Canvas().Focus(b)

	b.SetBusy(true, "確かめています…")
	test.Tap(b)
	key(w, fyne.KeyReturn)
	acted.want(t, 0, "while busy")
	if b.AccessibilityLabel() != "確かめています…" {
		t.Errorf("a busy button says %q", b.AccessibilityLabel())
	}
	if w.Canvas().Focused() != b {
		t.Error("a busy button has lost its focus")
	}
	b.SetBusy(false, "")
	test.Tap(b)
	acted.want(t, 1, "when no longer busy")

	b.Disable()
	if w.Canvas().Focused() != nil {
		t.Error("a disabled button keeps the focus and swallows keys")
	}
	test.Tap(b)
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	b.TypedRune(' ')
	acted.want(t, 1, "while disabled")
}

// The window sends a key first and its rune after it. The Space that opens a
// dialog must not be typed into the dialog.
func TestSpaceThatOpensADialogIsNotTyped(t *testing.T) {
	var modal *Modal
	entry := NewPasswordEntry()
	b := NewButton(KindPlain, "変更する", func() { modal.Show(entry) })
	w := window(t, b)
	modal = NewModal(w.Canvas(), 400, entry)
	w.Canvas().Focus(b)
	key(w, fyne.KeySpace)
	if !modal.Visible() || w.Canvas().Focused() != fyne.Focusable(entry) {
		t.Fatal("Space did not open the dialog")
	}
	if entry.Text() != "" {
		t.Errorf("the dialog begins with %q", entry.Text())
	}
}

func TestButtonHeights(t *testing.T) {
	start(t)
	for kind, want := range map[ButtonKind]float32{KindPlain: look.ButtonHeight, KindDanger: look.ButtonHeight, KindMain: look.MainButtonHeight} {
		if got := NewButton(kind, "送信", nil).MinSize().Height; got != want {
			t.Errorf("kind %d is %v high, want %v", kind, got, want)
		}
	}
	b := NewButton(KindPrimary, "送信", nil)
	b.Height = 48
	if got := b.MinSize().Height; got != 48 {
		t.Errorf("Height 48 gives %v", got)
	}
}

func TestButtonLooks(t *testing.T) {
	start(t)
	kinds := map[string]ButtonKind{
		"plain": KindPlain, "primary": KindPrimary, "main": KindMain, "danger": KindDanger,
		"danger_line": KindDangerLine, "link": KindLink, "link_small": KindLinkSmall,
	}
	for name, kind := range kinds {
		test.AssertObjectRendersToMarkup(t, "button/"+name+".xml", NewButton(kind, "解除する", nil))
	}
	focused, disabled, hovered := NewButton(KindPrimary, "次へ", nil), NewButton(KindPrimary, "次へ", nil), NewButton(KindPlain, "次へ", nil)
	focused.FocusGained()
	disabled.Disable()
	hovered.MouseIn(nil)
	test.AssertObjectRendersToMarkup(t, "button/focused.xml", focused)
	test.AssertObjectRendersToMarkup(t, "button/disabled.xml", disabled)
	test.AssertObjectRendersToMarkup(t, "button/hovered.xml", hovered)
}
