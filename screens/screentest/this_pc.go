package screentest

import (
	"fyne.io/fyne/v2"

	"qlingo/screens/widgets"
)

// SelectOf returns the list that shows an option.
func (s *Harness) SelectOf(option string) *widgets.Select {
	s.T.Helper()
	list, ok := Find(s, func(l *widgets.Select) bool { return l.Options[l.Chosen] == option })
	if !ok {
		s.T.Fatalf("no list shows %q:\n%s", option, s.Text())
	}
	return list
}

// Pick chooses an option of a list by keyboard, with arrows from the chosen
// one.
func (s *Harness) Pick(list *widgets.Select, line int) {
	s.T.Helper()
	s.Window.Canvas().Focus(list)
	from := list.Chosen
	s.Press(fyne.KeyDown)
	for range line - from {
		s.Press(fyne.KeyDown)
	}
	for range from - line {
		s.Press(fyne.KeyUp)
	}
	s.Press(fyne.KeyReturn)
}
