package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"
)

// VStack stacks objects with a gap. Unlike Fyne's box it gives wrapped text its
// width before it asks for the height, so one pass is enough. Hidden objects
// take no room.
func VStack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &vstack{gap: gap}, Objects: objects}
}

// HStack sets objects side by side with a gap, vertically centred. Remaining
// space goes to objects made by Fill and Spacer.
func HStack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &hstack{gap: gap}, Objects: objects}
}

// Equal sets objects side by side with a gap, all with the same width and
// height.
func Equal(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &equal{gap: gap}, Objects: objects}
}

// Fill marks an object of an HStack or VStack that takes the remaining space.
func Fill(o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &filler{}, Objects: []fyne.CanvasObject{o}}
}

// Spacer pushes the objects after it to the end of an HStack or VStack.
func Spacer() fyne.CanvasObject { return layout.NewSpacer() }

// Inset surrounds an object with space.
func Inset(top, right, bottom, left float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: layout.NewCustomPaddedLayout(top, bottom, left, right), Objects: []fyne.CanvasObject{o}}
}

// Wide gives an object a least width.
func Wide(width float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &atLeast{width: width}, Objects: []fyne.CanvasObject{o}}
}

// Tall gives an object a least height.
func Tall(height float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &atLeast{height: height}, Objects: []fyne.CanvasObject{o}}
}

// grows reports whether an object takes the remaining space.
func grows(o fyne.CanvasObject) bool {
	if _, ok := o.(layout.SpacerObject); ok {
		return true
	}
	c, ok := o.(*fyne.Container)
	if !ok {
		return false
	}
	_, ok = c.Layout.(*filler)
	return ok
}

func shown(objects []fyne.CanvasObject) (visible []fyne.CanvasObject, growing int) {
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		visible = append(visible, o)
		if grows(o) {
			growing++
		}
	}
	return visible, growing
}

// heightAt returns the height of an object at a width. Wrapped text knows it
// only after it has been given the width.
func heightAt(o fyne.CanvasObject, width float32) float32 {
	o.Resize(fyne.NewSize(width, o.MinSize().Height))
	return o.MinSize().Height
}

type vstack struct{ gap float32 }

func (l *vstack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	visible, growing := shown(objects)
	heights := make([]float32, len(visible))
	left := size.Height - l.gap*float32(max(0, len(visible)-1))
	for i, o := range visible {
		heights[i] = heightAt(o, size.Width)
		left -= heights[i]
	}
	y := float32(0)
	for i, o := range visible {
		if growing > 0 && grows(o) && left > 0 {
			heights[i] += left / float32(growing)
		}
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, heights[i]))
		y += heights[i] + l.gap
	}
}

func (l *vstack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	visible, _ := shown(objects)
	min := fyne.NewSize(0, l.gap*float32(max(0, len(visible)-1)))
	for _, o := range visible {
		s := o.MinSize()
		min.Width = max(min.Width, s.Width)
		min.Height += s.Height
	}
	return min
}

type hstack struct{ gap float32 }

func (l *hstack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	visible, growing := shown(objects)
	left := size.Width - l.MinSize(objects).Width
	x := float32(0)
	for _, o := range visible {
		width := o.MinSize().Width
		if growing > 0 && grows(o) && left > 0 {
			width += left / float32(growing)
		}
		height := min(heightAt(o, width), size.Height)
		o.Resize(fyne.NewSize(width, height))
		o.Move(fyne.NewPos(x, (size.Height-height)/2))
		x += width + l.gap
	}
}

func (l *hstack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	visible, _ := shown(objects)
	min := fyne.NewSize(l.gap*float32(max(0, len(visible)-1)), 0)
	for _, o := range visible {
		s := o.MinSize()
		min.Width += s.Width
		min.Height = max(min.Height, s.Height)
	}
	return min
}

type equal struct{ gap float32 }

func (l *equal) width(count int, whole float32) float32 {
	return (whole - l.gap*float32(count-1)) / float32(count)
}

func (l *equal) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	visible, _ := shown(objects)
	width := l.width(len(visible), size.Width)
	for i, o := range visible {
		heightAt(o, width)
		o.Move(fyne.NewPos(float32(i)*(width+l.gap), 0))
		o.Resize(fyne.NewSize(width, size.Height))
	}
}

func (l *equal) MinSize(objects []fyne.CanvasObject) fyne.Size {
	visible, _ := shown(objects)
	min := fyne.Size{}
	for _, o := range visible {
		min = min.Max(o.MinSize())
	}
	min.Width = min.Width*float32(len(visible)) + l.gap*float32(max(0, len(visible)-1))
	return min
}

type filler struct{}

func (*filler) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

func (*filler) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize()
}

type atLeast struct{ width, height float32 }

func (*atLeast) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
}

func (l *atLeast) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := objects[0].MinSize()
	return fyne.NewSize(max(s.Width, l.width), max(s.Height, l.height))
}
