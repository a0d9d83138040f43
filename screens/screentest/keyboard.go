package screentest

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"qlingo/screens/i18n"
)

// Stop is a widget where Tab stops, and its place while nothing is scrolled.
type Stop struct {
	Focus fyne.Focusable
	At    Area
}

func (s Stop) String() string {
	if labelled, ok := s.Focus.(fyne.Accessible); ok && labelled.AccessibilityLabel() != "" {
		return fmt.Sprintf("%q", labelled.AccessibilityLabel())
	}
	return fmt.Sprintf("%T at %v", s.Focus, s.At)
}

// Follows reports whether reading leads from before to s: to the right in the same line, otherwise down, or over to a
// column at the right.
func (s Stop) Follows(before Stop) bool {
	overlap := min(s.At.Bottom, before.At.Bottom) - max(s.At.Top, before.At.Top)
	if overlap > min(s.At.Bottom-s.At.Top, before.At.Bottom-before.At.Top)/2 {
		return s.At.Left >= before.At.Left
	}
	return s.At.Top >= before.At.Top || s.At.Left >= before.At.Right-Slack
}

// KeyboardWalks goes through everything with Tab alone. It comes back to the start in reading order, and whatever has
// the focus is in view.
func (s *Harness) KeyboardWalks(what string) {
	s.T.Helper()
	c := s.Window.Canvas()
	before := c.Focused()
	defer func() {
		if before == nil {
			c.Unfocus()
		} else {
			c.Focus(before)
		}
	}()
	c.Unfocus()
	var stops []Stop
	for c.FocusNext(); c.Focused() != nil && (len(stops) == 0 || c.Focused() != stops[0].Focus); c.FocusNext() {
		if len(stops) == 300 {
			s.T.Errorf("%s %s: Tab does not come round: %v", i18n.Lang(), what, stops[len(stops)-5:])
			return
		}
		focus := Stop{Focus: c.Focused()}
		if at := s.PlaceOf(focus.Focus); at.Top < -Slack || at.Top > c.Size().Height-10 || at.Left < -Slack || at.Left > c.Size().Width-10 {
			s.T.Errorf("%s %s: Tab leads out of sight: %v at %v", i18n.Lang(), what, focus, at)
		}
		stops = append(stops, focus)
	}
	c.Unfocus()
	s.Unscroll()
	for i := range stops {
		stops[i].At = s.PlaceOf(stops[i].Focus)
		if i > 0 && !stops[i].Follows(stops[i-1]) {
			s.T.Errorf("%s %s: Tab goes from %v %v to %v %v", i18n.Lang(), what, stops[i-1], stops[i-1].At, stops[i], stops[i].At)
		}
	}
}

func (s *Harness) PlaceOf(f fyne.Focusable) Area {
	s.T.Helper()
	o, ok := f.(fyne.CanvasObject)
	if !ok {
		s.T.Fatalf("%T is not to be seen", f)
	}
	return AreaOf(fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size())
}

// Unscroll shows the top of everything.
func (s *Harness) Unscroll() {
	shown := []fyne.CanvasObject{s.Window.Content()}
	shown = append(shown, s.Window.Canvas().Overlays().List()...)
	for _, o := range shown {
		for _, inside := range test.LaidOutObjects(o) {
			if scroll, ok := inside.(*container.Scroll); ok {
				scroll.ScrollToTop()
			}
		}
	}
}
