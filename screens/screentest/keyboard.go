package screens

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"qlingo/screens/i18n"
)

// stop is a widget where Tab stops, and its place while nothing is scrolled.
type stop struct {
	focus fyne.Focusable
	at    area
}

func (s stop) String() string {
	if labelled, ok := s.focus.(fyne.Accessible); ok && labelled.AccessibilityLabel() != "" {
		return fmt.Sprintf("%q", labelled.AccessibilityLabel())
	}
	return fmt.Sprintf("%T at %v", s.focus, s.at)
}

// follows reports whether reading leads from before to s: to the right in the same line, otherwise down, or over to a
// column at the right.
func (s stop) follows(before stop) bool {
	overlap := min(s.at.bottom, before.at.bottom) - max(s.at.top, before.at.top)
	if overlap > min(s.at.bottom-s.at.top, before.at.bottom-before.at.top)/2 {
		return s.at.left >= before.at.left
	}
	return s.at.top >= before.at.top || s.at.left >= before.at.right-slack
}

// keyboardWalks goes through everything with Tab alone. It comes back to the start in reading order, and whatever has
// the focus is in view.
func (s *stage) keyboardWalks(what string) {
	s.t.Helper()
	c := s.window.Canvas()
	before := c.Focused()
	defer func() {
		if before == nil {
			c.Unfocus()
		} else {
			c.Focus(before)
		}
	}()
	c.Unfocus()
	var stops []stop
	for c.FocusNext(); c.Focused() != nil && (len(stops) == 0 || c.Focused() != stops[0].focus); c.FocusNext() {
		if len(stops) == 300 {
			s.t.Errorf("%s %s: Tab does not come round: %v", i18n.Lang(), what, stops[len(stops)-5:])
			return
		}
		focus := stop{focus: c.Focused()}
		if at := s.placeOf(focus.focus); at.top < -slack || at.top > c.Size().Height-10 || at.left < -slack || at.left > c.Size().Width-10 {
			s.t.Errorf("%s %s: Tab leads out of sight: %v at %v", i18n.Lang(), what, focus, at)
		}
		stops = append(stops, focus)
	}
	c.Unfocus()
	s.unscroll()
	for i := range stops {
		stops[i].at = s.placeOf(stops[i].focus)
		if i > 0 && !stops[i].follows(stops[i-1]) {
			s.t.Errorf("%s %s: Tab goes from %v %v to %v %v", i18n.Lang(), what, stops[i-1], stops[i-1].at, stops[i], stops[i].at)
		}
	}
}

func (s *stage) placeOf(f fyne.Focusable) area {
	s.t.Helper()
	o, ok := f.(fyne.CanvasObject)
	if !ok {
		s.t.Fatalf("%T is not to be seen", f)
	}
	return areaOf(fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size())
}

// unscroll shows the top of everything.
func (s *stage) unscroll() {
	shown := []fyne.CanvasObject{s.window.Content()}
	shown = append(shown, s.window.Canvas().Overlays().List()...)
	for _, o := range shown {
		for _, inside := range test.LaidOutObjects(o) {
			if scroll, ok := inside.(*container.Scroll); ok {
				scroll.ScrollToTop()
			}
		}
	}
}
