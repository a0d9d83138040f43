package widgets

import (
	"fyne.io/fyne/v2"
)

// Beside is Line with its last object at the right end of the first line,
// however many lines the others take.
func Beside(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &beside{gap: gap}, Objects: objects}
}

type beside struct {
	gap   float32
	width float32 // the last one it was laid out in: what the height depends on
}

// lines breaks the objects into lines, and gives the one at the end.
func (l *beside) lines(objects []fyne.CanvasObject, width float32) (lines []*lineOf, end fyne.CanvasObject) {
	visible, _ := shown(objects)
	if len(visible) < 2 {
		return nil, nil
	}
	end = visible[len(visible)-1]
	left := width - end.MinSize().Width - l.gap
	line := &lineOf{}
	lines = append(lines, line)
	for _, o := range visible[:len(visible)-1] {
		more := len(line.objects) > 0
		if more && line.size.Width+l.gap+o.MinSize().Width > left {
			line, left, more = &lineOf{}, width, false
			lines = append(lines, line)
		}
		line.grow(o, l.gap, more)
		line.objects = append(line.objects, o)
	}
	lines[0].size.Height = max(lines[0].size.Height, end.MinSize().Height)
	return lines, end
}

func (l *beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	lines, end := l.lines(objects, size.Width)
	y := float32(0)
	for _, line := range lines {
		x := float32(0)
		for _, o := range line.objects {
			x += l.put(o, x, y, line.size.Height) + l.gap
		}
		y += line.size.Height + l.gap
	}
	if end != nil {
		l.put(end, size.Width-end.MinSize().Width, 0, lines[0].size.Height)
	}
}

// put places an object in a line and returns its width.
func (l *beside) put(o fyne.CanvasObject, x, y, height float32) float32 {
	size := o.MinSize()
	o.Resize(size)
	o.Move(fyne.NewPos(x, y+(height-size.Height)/2))
	return size.Width
}

func (l *beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.Size{}
	lines, end := l.lines(objects, l.width)
	for i, line := range lines {
		if i > 0 {
			least.Height += l.gap
		}
		least.Height += line.size.Height
		for _, o := range line.objects {
			least.Width = max(least.Width, o.MinSize().Width)
		}
	}
	if end != nil && len(lines[0].objects) > 0 {
		least.Width = max(least.Width, lines[0].objects[0].MinSize().Width+l.gap+end.MinSize().Width)
	}
	return least
}
