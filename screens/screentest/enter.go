package screentest

import (
	"slices"

	"fyne.io/fyne/v2/test"

	"qlingo/screens/widgets"
)

// EnterIsSafe asserts that a second Enter destroys nothing: neither the focused button nor the default button of a
// dialog is destructive, and every dialog has a default button.
func (s *Harness) EnterIsSafe(what string) {
	s.T.Helper()
	focused := s.Window.Canvas().Focused()
	if widgets.Destroys(focused) {
		s.T.Errorf("%s: the focus is on %q", what, focused.(*widgets.Button).Text)
	}
	modal := widgets.TopModal(s.Window.Canvas())
	switch {
	case modal == nil:
	case modal.Default() == nil:
		s.T.Errorf("%s: the dialog does not know which button Enter presses", what)
	case widgets.Destroys(modal.Default()):
		s.T.Errorf("%s: Enter presses %q", what, modal.Default().(*widgets.Button).Text)
	}
}

// Confirm presses the button of the dialog's action, whatever Enter would press.
func (s *Harness) Confirm() {
	s.T.Helper()
	var main *widgets.Button
	for _, o := range s.Front() {
		b, ok := o.(*widgets.Button)
		if ok && Shown(b) && slices.Contains([]widgets.ButtonKind{widgets.KindMain, widgets.KindPrimary, widgets.KindDanger}, b.Kind) {
			main = b
		}
	}
	if main == nil {
		s.T.Fatalf("nothing to confirm:\n%s", s.Text())
	}
	test.Tap(main)
}
