package widgets

import "fyne.io/fyne/v2"

// Beside is Line with its last object at the right end, in the last line that
// has room for it, so that Tab and the eye reach it last.
func Beside(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &beside{gap: gap}, Objects: objects}
}

type beside struct {
	gap   float32
	width float32 // of the last layout, which the height depends on
}

// lines arranges the objects in lines, and returns the one at the end of the
// last.
func (l *beside) lines(objects []fyne.CanvasObject, width float32) (lines []*lineOf, end fyne.CanvasObject) {
	visible, _ := shown(objects)
	if len(visible) < 2 {
		return nil, nil
	}
	end = visible[len(visible)-1]
	line := &lineOf{}
	lines = append(lines, line)
	for i, o := range visible {
		if len(line.objects) > 0 && line.size.Width+l.gap+o.MinSize().Width > width {
			line = &lineOf{}
			lines = append(lines, line)
		}
		if i < len(visible)-1 {
			line.add(o, l.gap)
		}
	}
	line.size.Height = max(line.size.Height, end.MinSize().Height)
	return lines, end
}

func (l *beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	lines, end := l.lines(objects, size.Width)
	y := float32(0)
	for i, line := range lines {
		line.lay(0, y, l.gap)
		if i == len(lines)-1 {
			inLine(end, size.Width-end.MinSize().Width, y, line.size.Height)
		}
		y += line.size.Height + l.gap
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
	if end != nil {
		least.Width = max(least.Width, end.MinSize().Width)
	}
	return least
}
