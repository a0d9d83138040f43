package widgets

import (
	"fyne.io/fyne/v2"
)

// Flow sets objects side by side as text is set: where a line is full, the
// next one begins. Objects of a line stand in the middle of its height.
// Hidden objects take no room.
func Flow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &flow{gap: gap}, Objects: objects}
}

// FlowBeside is Flow with its last object at the right end of the first line.
func FlowBeside(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &flow{gap: gap, beside: true}, Objects: objects}
}

type flow struct {
	gap    float32
	beside bool
	width  float32 // the last one it was laid out in: what the height depends on
}

// flowLine is one line of objects.
type flowLine struct {
	objects []fyne.CanvasObject
	height  float32
}

// lines breaks the objects into lines, and gives the one at the end, if any.
func (l *flow) lines(objects []fyne.CanvasObject, width float32) (lines []flowLine, end fyne.CanvasObject) {
	visible, _ := shown(objects)
	left := width
	if n := len(visible); l.beside && n > 1 {
		visible, end = visible[:n-1], visible[n-1]
		left -= end.MinSize().Width + l.gap
	}
	for _, o := range visible {
		size := o.MinSize()
		if len(lines) == 0 || left < size.Width {
			if len(lines) > 0 {
				left = width
			}
			lines = append(lines, flowLine{})
		}
		line := &lines[len(lines)-1]
		line.objects = append(line.objects, o)
		line.height = max(line.height, size.Height)
		left -= size.Width + l.gap
	}
	if end != nil {
		lines[0].height = max(lines[0].height, end.MinSize().Height)
	}
	return lines, end
}

func (l *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	lines, end := l.lines(objects, size.Width)
	y := float32(0)
	for _, line := range lines {
		x := float32(0)
		for _, o := range line.objects {
			x += l.put(o, x, y, line.height) + l.gap
		}
		y += line.height + l.gap
	}
	if end != nil {
		l.put(end, size.Width-end.MinSize().Width, 0, lines[0].height)
	}
}

// put places an object in a line and returns its width.
func (l *flow) put(o fyne.CanvasObject, x, y, height float32) float32 {
	size := o.MinSize()
	o.Resize(size)
	o.Move(fyne.NewPos(x, y+(height-size.Height)/2))
	return size.Width
}

func (l *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.Size{}
	lines, _ := l.lines(objects, l.width)
	for i, line := range lines {
		if i > 0 {
			least.Height += l.gap
		}
		least.Height += line.height
	}
	visible, _ := shown(objects)
	for _, o := range visible {
		least.Width = max(least.Width, o.MinSize().Width)
	}
	return least
}
