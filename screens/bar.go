package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"qlingo/screens/widgets"
)

// barLayout sets the objects of the bar at the top side by side. Where they are too wide the product's name goes first,
// then the person's link is shortened: the other links lead somewhere.
type barLayout struct {
	name   fyne.CanvasObject
	person *widgets.TopLink
}

const barGap = 20

// Layout implements fyne.Layout.
func (l barLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.name.Show()
	left := size.Width - l.width(objects)
	if left < 0 {
		l.name.Hide()
		left = size.Width - l.width(objects)
	}
	x := float32(0)
	for _, o := range objects {
		least := o.MinSize()
		switch {
		case isSpacer(o):
			least.Width = max(0, left)
		case o == l.person:
			least.Width = max(0, least.Width+min(0, left))
		}
		o.Resize(least)
		o.Move(fyne.NewPos(x, (size.Height-least.Height)/2))
		x += least.Width + barGap
	}
}

func isSpacer(o fyne.CanvasObject) bool {
	_, ok := o.(layout.SpacerObject)
	return ok
}

func (barLayout) width(objects []fyne.CanvasObject) float32 {
	width := float32(barGap * (len(objects) - 1))
	for _, o := range objects {
		width += o.MinSize().Width
	}
	return width
}

// MinSize implements fyne.Layout. It asks for no width, which would keep a window from becoming narrow.
func (barLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := float32(0)
	for _, o := range objects {
		height = max(height, o.MinSize().Height)
	}
	return fyne.NewSize(0, height)
}
