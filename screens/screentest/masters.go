package screentest

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// Master compares the window with its stored description. After an intended change, look at the real screen, then
// copy the new description from testdata/failed.
func (s *Harness) Master(name string) {
	s.T.Helper()
	s.Window.Canvas().Unfocus() // carets blink
	s.Window.Resize(fyne.NewSize(1080, 721))
	s.Window.Resize(fyne.NewSize(1080, 720))
	test.AssertRendersToMarkup(s.T, name+".xml", s.Window.Canvas())
}
