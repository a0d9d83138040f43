package screentest

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/screens/widgets"
)

// ButtonAreas returns where all buttons in front are, by their labels at rest.
func (s *Harness) ButtonAreas() map[*widgets.Button]Area {
	s.T.Helper()
	places := map[*widgets.Button]Area{}
	for _, o := range s.Front() {
		if b, ok := o.(*widgets.Button); ok && Shown(b) {
			places[b] = s.PlaceOf(b)
		}
	}
	return places
}

// Stays asserts that a change moves nothing that could be clicked before.
func (s *Harness) Stays(what string, change func()) {
	s.T.Helper()
	before := s.ButtonAreas()
	change()
	after := s.ButtonAreas()
	for b, was := range before {
		now, there := after[b]
		if !there || was == now || fmt.Sprintf("%.0f", was) == fmt.Sprintf("%.0f", now) {
			continue
		}
		s.T.Errorf("%s: %q moved from %v to %v", what, b.Text, was, now)
	}
}

func (s *Harness) AreaOf(o fyne.CanvasObject) Area {
	return AreaOf(fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size())
}

// InSight asserts that all of something can be seen without scrolling.
func (s *Harness) InSight(o fyne.CanvasObject, what string) {
	s.T.Helper()
	for _, around := range s.Front() {
		if scroll, ok := around.(*container.Scroll); ok {
			at, view := s.AreaOf(o), s.AreaOf(scroll)
			if at.Top < view.Top-Slack || at.Bottom > view.Bottom+Slack {
				s.T.Errorf("%s is not in sight: %v in %v", what, at, view)
			}
		}
	}
}
