package widgets

import "fyne.io/fyne/v2"

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
		if len(line.objects) > 0 && line.size.Width+l.gap+o.MinSize().Width > left {
			line, left = &lineOf{}, width
			lines = append(lines, line)
		}
		line.add(o, l.gap)
	}
	lines[0].size.Height = max(lines[0].size.Height, end.MinSize().Height)
	return lines, end
}

func (l *beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	lines, end := l.lines(objects, size.Width)
	y := float32(0)
	for _, line := range lines {
		line.lay(0, y, l.gap)
		y += line.size.Height + l.gap
	}
	if end != nil {
		inLine(end, size.Width-end.MinSize().Width, 0, lines[0].size.Height)
	}
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
