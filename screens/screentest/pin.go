package screentest

import (
	"fyne.io/fyne/v2"

	"qlingo/screens/widgets"
)

func (s *Harness) PinEntry() *widgets.PINEntry {
	s.T.Helper()
	e, ok := Find(s, func(*widgets.PINEntry) bool { return true })
	if !ok {
		s.T.Fatalf("no PIN field:\n%s", s.Text())
	}
	return e
}

// Typed types into the PIN field, which has the focus already.
func (s *Harness) Typed(text string) {
	s.T.Helper()
	focused := s.Window.Canvas().Focused()
	if focused != fyne.Focusable(s.PinEntry()) {
		s.T.Fatal("the PIN field does not have the focus")
	}
	for _, r := range text {
		focused.TypedRune(r)
	}
}

func Wrong(pin string) string {
	if pin[0] == '0' {
		return "1" + pin[1:]
	}
	return "0" + pin[1:]
}
