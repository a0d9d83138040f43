package screentest

import "fyne.io/fyne/v2"

// Middle is the place of a button.
func (s *Harness) Middle(key string) fyne.Position {
	s.T.Helper()
	b := s.Button(key)
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(b).AddXY(b.Size().Width/2, b.Size().Height/2)
}
