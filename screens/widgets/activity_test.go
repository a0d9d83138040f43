package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func TestWidgetsTellOfActivity(t *testing.T) {
	tb, _, w := newPeople(t, 50)
	modal, entry, pin, button := NewModal(w.Canvas(), 400, NewText("a")), NewEntry(), NewPINEntry(false), NewButton(KindPlain, "a", nil)
	window(t, VStack(8, entry, pin, button))
	left, at := &fyne.KeyEvent{Name: fyne.KeyLeft}, &desktop.MouseEvent{}
	for name, work := range map[string]func(){
		"pointer over the rows":   func() { tb.body.MouseMoved(at) },
		"key in the rows":         func() { tb.body.TypedKey(left) },
		"wheel over the rows":     func() { wheel(tb, 10) },
		"pointer beside a dialog": func() { modal.layer.MouseMoved(at) },
		"pointer into a dialog":   func() { modal.layer.MouseIn(at) },
		"pointer over a button":   func() { button.MouseMoved(at) },
		"pointer onto a button":   func() { button.MouseIn(at) },
		"key on a button":         func() { button.TypedKey(left) },
		"rune on a button":        func() { button.TypedRune('a') },
		"key in an entry":         func() { entry.TypedKey(left) },
		"rune in an entry":        func() { entry.TypedRune('a') },
		"key in a PIN":            func() { pin.TypedKey(left) },
		"rune in a PIN":           func() { pin.TypedRune('1') },
	} {
		var calls counter
		OnActivity = calls.call
		work()
		calls.want(t, 1, name)
	}
	OnActivity = func() {}
}
