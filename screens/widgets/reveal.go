package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// still suppresses scrolling to what gets the focus.
var still bool

// Refocus moves the focus back and leaves the page where it is.
func Refocus(c fyne.Canvas, o fyne.Focusable) { inPlace(func() { c.Focus(o) }) }

// inPlace moves the focus without scrolling: a second click must find its
// target in the same place.
func inPlace(focus func()) {
	still = true
	defer func() { still = false }()
	focus()
}

// reveal scrolls what got the focus into view. Fyne moves the focus by Tab but
// does not scroll.
func reveal(o fyne.CanvasObject) {
	if !still {
		Reveal(o)
	}
}

// Reveal scrolls an object into view, its upper part if there is no room for
// all. An entry comes with its field, which may say what is wrong with it.
func Reveal(o fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	c := canvasOf(o)
	if c == nil {
		return
	}
	root := c.Overlays().Top()
	if root == nil {
		root = c.Content()
	}
	o = fieldAround(root, o)
	for _, s := range scrollsAround(root, o) {
		at := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(s).Y
		bottom := at + o.Size().Height - s.Size().Height
		switch {
		case at < revealMargin, o.Size().Height+2*revealMargin > s.Size().Height:
			s.ScrollToOffset(s.Offset.AddXY(0, at-revealMargin))
		case bottom > -revealMargin:
			s.ScrollToOffset(s.Offset.AddXY(0, bottom+revealMargin))
		}
	}
}

const revealMargin float32 = 8

// scrollsAround returns the scrolls between root and o, nil if there are none
// or o is not in root. It knows the containers that our screens use.
func scrollsAround(root, o fyne.CanvasObject) []*container.Scroll {
	found, _ := pathTo(root, o, nil)
	return found
}

func pathTo(at, o fyne.CanvasObject, around []*container.Scroll) ([]*container.Scroll, bool) {
	if at == o {
		return around, true
	}
	if s, ok := at.(*container.Scroll); ok {
		around = append(around[:len(around):len(around)], s)
	}
	for _, child := range childrenOf(at) {
		if found, ok := pathTo(child, o, around); ok {
			return found, true
		}
	}
	return nil, false
}

// fieldAround returns the field around an entry, or the object itself.
func fieldAround(at, o fyne.CanvasObject) fyne.CanvasObject {
	if f, ok := at.(*Field); ok && f.Entry == o {
		return f
	}
	for _, child := range childrenOf(at) {
		if found := fieldAround(child, o); found != o {
			return found
		}
	}
	return o
}

// parent is a widget of ours with something in it that may get the focus.
type parent interface {
	children() []fyne.CanvasObject
}

func childrenOf(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{o.Content}
	case parent:
		return o.children()
	default:
		return nil
	}
}

// GoTo scrolls to the upper edge of an object and focuses the first control in it, unless that destroys something.
func GoTo(o fyne.CanvasObject) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	if control := firstControl(o); control != nil {
		Refocus(c, control)
	}
	driver := fyne.CurrentApp().Driver()
	for _, s := range scrollsAround(c.Content(), o) {
		at := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(s).Y
		most := max(0, s.Content.MinSize().Height-s.Size().Height)
		s.ScrollToOffset(fyne.NewPos(s.Offset.X, max(0, min(most, s.Offset.Y+at-revealMargin))))
	}
}

// firstControl is the first control in an object that can be used and destroys nothing, nil if there is none.
func firstControl(o fyne.CanvasObject) fyne.Focusable {
	if !o.Visible() {
		return nil
	}
	if d, ok := o.(fyne.Disableable); ok && d.Disabled() {
		return nil
	}
	if f, ok := o.(fyne.Focusable); ok && !Destroys(f) {
		return f
	}
	for _, child := range childrenOf(o) {
		if f := firstControl(child); f != nil {
			return f
		}
	}
	return nil
}
