package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// wheelArea lies over one of Fyne's scrolls and receives the mouse wheel in its place. Otherwise that scroll would
// keep the wheel even when it cannot scroll, and the page around it would not move.
type wheelArea struct {
	widget.BaseWidget
	over fyne.CanvasObject        // what the area covers
	own  func() *container.Scroll // the scroll in what it covers; may be nil
}

func newWheelArea(over fyne.CanvasObject, own func() *container.Scroll) *wheelArea {
	w := &wheelArea{over: over, own: own}
	w.ExtendBaseWidget(w)
	return w
}

// Scrolled is part of fyne.Scrollable.
func (w *wheelArea) Scrolled(e *fyne.ScrollEvent) {
	OnActivity()
	if own := w.own(); own != nil && takesWheel(own, e) {
		own.Scrolled(e)
		return
	}
	c := canvasOf(w.over)
	if c == nil {
		return
	}
	root := c.Overlays().Top()
	if root == nil {
		root = c.Content()
	}
	if around := scrollsAround(root, w.over); len(around) > 0 {
		around[len(around)-1].Scrolled(e)
	}
}

// takesWheel reports whether a scroll can still go where the wheel turns. At its end the page around it goes on.
func takesWheel(own *container.Scroll, e *fyne.ScrollEvent) bool {
	whole, size := own.Content.MinSize(), own.Size()
	if own.Direction == container.ScrollBoth && e.Scrolled.DX != 0 && whole.Width > size.Width {
		return true
	}
	most := whole.Height - size.Height
	switch {
	case most <= 0:
		return false
	case e.Scrolled.DY > 0:
		return own.Offset.Y > 0
	case e.Scrolled.DY < 0:
		return own.Offset.Y < most
	}
	return true
}

// CreateRenderer is Fyne's hook; there is nothing to see.
func (w *wheelArea) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}
