package screentest

import (
	"fyne.io/fyne/v2"

	"qlingo/screens/kit"
)

// OpenNewKit opens the dialog from the settings by keyboard.
func (s *Harness) OpenNewKit() {
	s.T.Helper()
	s.Window.Canvas().Focus(s.Button("new_kit.make"))
	s.Press(fyne.KeyReturn)
	s.Shows("new_kit.title")
}

func (s *Harness) NewKit() *kit.NewKitDialog {
	s.T.Helper()
	p, ok := s.W.Dialog().(*kit.NewKitDialog)
	if !ok {
		s.T.Fatalf("no new kit:\n%s", s.Text())
	}
	return p
}
