package widgets

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"qlingo/screens/look"
)

func TestModalTakesEscapeAndEnterFromAnyFocus(t *testing.T) {
	page := NewEntry()
	w := window(t, page)
	entry, pin, box, done := NewEntry(), NewPINEntry(false), NewCheck("控えました", nil), NewButton(KindPrimary, "完了", nil)
	rows := NewTable([]Column{{Key: "a", Title: "A"}})
	var escaped, entered counter
	main := NewButton(KindPrimary, "送信", entered.call)
	m := NewModal(w.Canvas(), 400, VStack(8, entry, pin, box, done, rows, main))
	m.OnEscape = escaped.call
	m.SetDefault(main)
	for i, focus := range []fyne.Focusable{nil, entry, pin, box, done, rows.Focusable()} {
		m.Show(focus)
		key(w, fyne.KeyEscape)
		escaped.want(t, i+1, "OnEscape")
		m.Hide()
	}
	// Enter belongs to a focused button, otherwise to the dialog.
	for i, focus := range []fyne.Focusable{nil, entry, pin, box, rows.Focusable()} {
		m.Show(focus)
		key(w, fyne.KeyReturn)
		entered.want(t, i+1, "the default")
		m.Hide()
	}
}

func TestModalIsTightInALowWindow(t *testing.T) {
	w := window(t, NewEntry()) // 600 high
	for height, scrolls := range map[float32]bool{400: false, 540: false, 700: true} {
		m := NewModal(w.Canvas(), 400, container.NewGridWrap(fyne.NewSize(300, height), canvas.NewRectangle(nil)))
		m.Show(nil)
		if got := m.layer.scroll.Size().Height < m.layer.content.MinSize().Height; got != scrolls {
			t.Errorf("content %v high scrolls: %v, want %v", height, got, scrolls)
		}
		m.Hide()
	}
}

func TestModalGivesTheFocusBack(t *testing.T) {
	id, pw := NewEntry(), NewPasswordEntry()
	w := window(t, VStack(8, id, pw))
	w.Canvas().Focus(pw)
	inside := NewEntry()
	m := NewModal(w.Canvas(), 400, inside)
	m.Show(inside)
	if pw.focused {
		t.Error("the field under the dialog still shows its cursor")
	}
	if w.Canvas().Focused() != inside {
		t.Errorf("the focus is on %T, want the field inside", w.Canvas().Focused())
	}
	m.Hide()
	if w.Canvas().Focused() != pw || !pw.focused {
		t.Errorf("after closing the focus is on %T, want the password", w.Canvas().Focused())
	}
	m.Hide() // a second time does nothing
	if w.Canvas().Focused() != pw {
		t.Error("hiding twice has moved the focus")
	}
}

// The second press of what opened a dialog does not answer it. Escape works at
// once.
func TestANewModalIsDeafToEnter(t *testing.T) {
	w := window(t, NewEntry())
	pressed, entered, escaped := 0, 0, 0
	button := NewButton(KindPlain, "削除", func() { pressed++ })
	main := NewButton(KindPrimary, "送信", func() { entered++ })
	m := NewModal(w.Canvas(), 400, HStack(8, button, main))
	m.OnEscape = func() { escaped++ }
	m.SetDefault(main)
	ModalPause = time.Hour
	defer func() { ModalPause = 0 }()
	for _, focus := range []fyne.Focusable{nil, button} {
		m.Show(focus)
		key(w, fyne.KeyReturn)
		if focus != nil {
			button.TypedRune(' ')
		}
		test.Tap(button)
		key(w, fyne.KeyEscape)
		m.Hide()
	}
	if pressed+entered != 0 || escaped != 2 {
		t.Errorf("pressed %d, entered %d, escaped %d times", pressed, entered, escaped)
	}
	ModalPause = 0
	m.Show(button)
	key(w, fyne.KeyReturn)
	button.TypedRune(' ')
	m.Hide()
	if pressed != 2 {
		t.Errorf("pressed %d times after the pause", pressed)
	}
}

// The second press of what closed a dialog does not press what gets the focus then.
func TestAKeyAfterAModalPressesNothing(t *testing.T) {
	pressed := 0
	button := NewButton(KindPlain, "ユーザを追加", func() { pressed++ })
	w := window(t, button)
	leave := NewButton(KindPlain, "閉じる", nil)
	m := NewModal(w.Canvas(), 400, leave)
	leave.onTapped = m.Hide
	for _, pause := range []time.Duration{time.Hour, 0} {
		ModalPause = 0
		w.Canvas().Focus(button)
		m.Show(leave)
		ModalPause = pause
		if pause > 0 {
			m.shown, lastHidden = time.Time{}, time.Time{} // somebody has read it
		}
		key(w, fyne.KeyReturn)
		if m.Visible() || w.Canvas().Focused() != button {
			t.Fatal("it is not closed")
		}
		key(w, fyne.KeyReturn)
		button.TypedRune(' ')
	}
	if pressed != 2 {
		t.Errorf("pressed %d times, want twice, after the pause", pressed)
	}
}

// The second click of the double click that opened a dialog leaves the focus in its field.
func TestStrayClickLeavesTheFocus(t *testing.T) {
	w := window(t, NewEntry())
	field, send := NewEntry(), NewButton(KindPrimary, "送信", func() { t.Error("it was sent") })
	m := NewModal(w.Canvas(), 400, VStack(8, field, send))
	ModalPause = time.Hour
	defer func() { ModalPause = 0 }()
	m.Show(field)
	send.MouseDown(nil)
	w.Canvas().Unfocus() // as the toolkit does
	test.Tap(send)
	if w.Canvas().Focused() != field {
		t.Error("what is typed next is lost")
	}
}

// A click beside the dialog, or the second click of a double click that opened
// it, leaves the focus where it was.
func TestClickBesideAModalKeepsTheFocus(t *testing.T) {
	w := window(t, NewEntry())
	inside := NewEntry()
	m := NewModal(w.Canvas(), 400, inside)
	m.Show(inside)
	m.layer.MouseDown(nil)
	w.Canvas().Unfocus() // as the window does on a click on nothing that takes the focus
	m.layer.MouseUp(nil)
	m.layer.Tapped(nil)
	if w.Canvas().Focused() != inside {
		t.Errorf("the focus is on %T", w.Canvas().Focused())
	}
}

func TestModalKeepsTabInside(t *testing.T) {
	w := window(t, VStack(8, NewEntry(), NewEntry()))
	a, b := NewButton(KindPlain, "キャンセル", nil), NewButton(KindDanger, "解除する", nil)
	NewModal(w.Canvas(), 400, HStack(8, a, b)).Show(a)
	for _, want := range []fyne.Focusable{b, a, b} {
		w.Canvas().FocusNext()
		if w.Canvas().Focused() != want {
			t.Fatalf("Tab went to %v, out of the dialog", w.Canvas().Focused())
		}
	}
}

func TestModalIsAboveShortcuts(t *testing.T) {
	w := window(t, NewEntry())
	c := shortcuts(t, w)
	var searched, locked counter
	AddShortcut(c, ctrl(fyne.KeyF), false, searched.call)
	AddShortcut(c, ctrl(fyne.KeyL), true, locked.call)
	m := NewModal(w.Canvas(), 400, NewEntry())
	for _, focus := range []fyne.Focusable{nil, m.layer.content.Objects[0].(*Entry)} {
		m.Show(focus)
		shortcut(w, ctrl(fyne.KeyF))
		shortcut(w, ctrl(fyne.KeyL))
		m.Hide()
	}
	searched.want(t, 0, "Ctrl+F under a dialog")
	locked.want(t, 2, "Ctrl+L under a dialog")
	shortcut(w, ctrl(fyne.KeyF))
	searched.want(t, 1, "Ctrl+F without a dialog")
}

func TestModalsStack(t *testing.T) {
	page := NewEntry()
	w := window(t, page)
	w.Canvas().Focus(page)
	var lower, upper, below counter
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { below.call() })
	a, b := NewModal(w.Canvas(), 400, NewText("a")), NewModal(w.Canvas(), 300, NewText("b"))
	a.OnEscape, b.OnEscape = lower.call, upper.call
	a.Show(nil)
	b.Show(nil)
	key(w, fyne.KeyEscape)
	upper.want(t, 1, "the upper dialog")
	lower.want(t, 0, "the lower dialog")
	b.Hide()
	key(w, fyne.KeyEscape)
	lower.want(t, 1, "the lower dialog, when alone")

	b.Show(nil)
	a.Hide() // takes b away too
	if b.Visible() || w.Canvas().Focused() != page {
		t.Errorf("the upper dialog is visible: %v; the focus is on %T", b.Visible(), w.Canvas().Focused())
	}
	b.Hide()
	w.Canvas().Unfocus()
	key(w, fyne.KeyEscape)
	below.want(t, 1, "the window's own keys after the dialogs")
}

func TestCloseModalsLeavesTheFocusAlone(t *testing.T) {
	page := NewEntry()
	w := window(t, page)
	w.Canvas().Focus(page)
	m := NewModal(w.Canvas(), 400, NewText("a"))
	m.Show(nil)
	CloseModals(w.Canvas())
	if m.Visible() {
		t.Error("the dialog is still there")
	}
	CloseModals(w.Canvas()) // with none open
	m.Show(nil)
	if !m.Visible() {
		t.Error("the dialog cannot be shown again")
	}
}

func TestModalFitsTheSmallestWindow(t *testing.T) {
	w := window(t, NewEntry())
	last := NewButton(KindPrimary, "完了", nil)
	m := NewModal(w.Canvas(), 1000, VStack(8, Wide(10, NewEntry()), tall(900), last))
	m.Show(nil)
	ground := test.WidgetRenderer(m.layer).Objects()[1]
	if s := ground.Size(); s.Width > 820 || s.Height > 600 {
		t.Errorf("the dialog is %v in a window of 820 × 600", s)
	}
	w.Canvas().Focus(last)
	driver := fyne.CurrentApp().Driver()
	if y := driver.AbsolutePositionForObject(last).Y + last.Size().Height; y > 600 {
		t.Errorf("the focused button ends at %v, below the window", y)
	}
}

func tall(height float32) fyne.CanvasObject {
	b := NewButton(KindPlain, "高い", nil)
	b.Height = height
	return b
}

func TestModalGrowsWithItsContent(t *testing.T) {
	w := window(t, NewEntry())
	f := NewField("PIN コード", NewPINEntry(false))
	content := VStack(8, f)
	m := NewModal(w.Canvas(), 400, content)
	m.Show(nil)
	ground := test.WidgetRenderer(m.layer).Objects()[1]
	before := ground.Size().Height
	f.SetError("PIN コードが違います。新しい PIN コードが表示されたら、もう一度入力してください。")
	// The real driver lays the scroll's content out when its MinSize grows.
	m.layer.content.Resize(fyne.NewSize(m.layer.content.Size().Width, m.layer.content.MinSize().Height))
	if after := ground.Size().Height; after <= before {
		t.Errorf("the dialog is %v high, as before", after)
	}
}

func TestModalLooks(t *testing.T) {
	w := window(t, NewEntry())
	m := NewModal(w.Canvas(), 520, VStack(look.Gap, NewHeading("2 段階認証を解除しますか"), NewMuted("解除の依頼が本人からのものか、必ず確かめてください。"),
		HStack(12, Spacer(), NewButton(KindPlain, "キャンセル", nil), NewButton(KindDanger, "解除する", nil))))
	m.Show(nil)
	test.AssertRendersToMarkup(t, "modal/open.xml", w.Canvas())
}

// TestEscapeWinsOverAHeldEnter: an Enter that waits for an input method must
// not act in a dialog that has closed meanwhile.
func TestEscapeWinsOverAHeldEnter(t *testing.T) {
	for name, e := range map[string]interface {
		fyne.CanvasObject
		fyne.Focusable
	}{"entry": NewEntry(), "pin": NewPINEntry(false)} {
		t.Run(name, func(t *testing.T) {
			var entered counter
			w := window(t, NewEntry())
			pass := held(t)
			m := NewModal(w.Canvas(), 400, e)
			m.OnEscape = m.Hide
			switch field := e.(type) {
			case *Entry:
				field.OnEnter = entered.call
			case *PINEntry:
				field.OnEnter = entered.call
			}
			m.Show(e)
			key(w, fyne.KeyReturn)
			key(w, fyne.KeyEscape)
			pass()
			entered.want(t, 0, "Enter after Escape")
			m.Show(e)
			key(w, fyne.KeyReturn)
			pass()
			entered.want(t, 1, "Enter alone")
		})
	}
}

// A dialog may be laid out again before it is shown: there is nothing to do then.
func TestModalIsRefreshedBeforeItIsShown(t *testing.T) {
	w := test.NewTempWindow(t, NewText("page"))
	w.Resize(fyne.NewSize(600, 400))
	text := NewText("some words that need several lines where there is no room for them")
	m := NewModal(w.Canvas(), 400, VStack(8, text, NewButton(KindPlain, "OK", nil)))
	m.Refresh()
	text.SetText(text.Text + text.Text + text.Text)
	m.Refresh()
	m.Show(nil)
	if !m.Visible() {
		t.Error("it is not shown")
	}
}
