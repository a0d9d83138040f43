package widgets

import "fyne.io/fyne/v2"

// Line sets objects side by side with a gap, as HStack does, and continues on the next line if they are too wide for
// one. Objects after a Spacer are at the right end of their line.
func Line(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &lined{gap: gap}, Objects: objects}
}

// lined, like wrapped text, knows its height only after it has been given a width.
type lined struct {
	gap   float32
	width float32 // of the last layout
}

// lineOf is one line of objects.
type lineOf struct {
	objects []fyne.CanvasObject
	size    fyne.Size
	end     bool // at the right end
}

// lines arranges the visible objects in lines no longer than width; 0 means unlimited.
func (l *lined) lines(objects []fyne.CanvasObject, width float32) []*lineOf {
	visible, spacers := shown(objects)
	whole := &lineOf{}
	for _, o := range visible {
		whole.add(o, l.gap)
	}
	if len(visible) == 0 || width <= 0 || whole.size.Width <= width {
		return []*lineOf{whole}
	}
	lines := []*lineOf{{end: spacers > 0 && grows(visible[0])}}
	for _, o := range visible {
		line := lines[len(lines)-1]
		if grows(o) {
			if len(line.objects) > 0 {
				lines = append(lines, &lineOf{end: true})
			}
			continue
		}
		if len(line.objects) > 0 && line.size.Width+l.gap+o.MinSize().Width > width {
			line = &lineOf{end: line.end}
			lines = append(lines, line)
		}
		line.add(o, l.gap)
	}
	return lines
}

// add appends an object.
func (l *lineOf) add(o fyne.CanvasObject, gap float32) {
	size := o.MinSize()
	if len(l.objects) > 0 {
		l.size.Width += gap
	}
	l.size.Width += size.Width
	l.size.Height = max(l.size.Height, size.Height)
	l.objects = append(l.objects, o)
}

// lay places the objects, beginning at x.
func (l *lineOf) lay(x, y, gap float32) {
	for _, o := range l.objects {
		x += inLine(o, x, y, l.size.Height) + gap
	}
}

// inLine centres an object in the height of a line, and returns its width.
func inLine(o fyne.CanvasObject, x, y, height float32) float32 {
	size := o.MinSize()
	o.Resize(size)
	o.Move(fyne.NewPos(x, y+(height-size.Height)/2))
	return size.Width
}

// Layout implements fyne.Layout.
func (l *lined) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	lines := l.lines(objects, size.Width)
	if len(lines) == 1 {
		(&hstack{gap: l.gap}).Layout(lines[0].objects, size)
		return
	}
	y := float32(0)
	for _, line := range lines {
		x := float32(0)
		if line.end {
			x = max(0, size.Width-line.size.Width)
		}
		line.lay(x, y, l.gap)
		y += line.size.Height + l.gap
	}
}

// MinSize implements fyne.Layout.
func (l *lined) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.NewSize(0, -l.gap)
	for _, line := range l.lines(objects, l.width) {
		least.Height += line.size.Height + l.gap
		for _, o := range line.objects {
			least.Width = max(least.Width, o.MinSize().Width)
		}
	}
	return least
}
