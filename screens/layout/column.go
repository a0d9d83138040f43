package layout

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// Sizes of a page inside the shell.
const (
	ColumnWidth  = 800 // of a page without a menu at its left
	ColumnMargin = 28
	ColumnTop    = 24
	CardMargin   = 12  // least distance of a card in the middle from the edges of the window
	footGap      = 8   // around the object at the foot
	FactLabel    = 140 // width of the labels of facts
)

// PagePadding makes a page that fills its place, with space around it. It scrolls only if the place is too low.
func PagePadding(top, right, bottom, left float32, page fyne.CanvasObject) *fyne.Container {
	return container.New(Scroll{}, container.NewVScroll(widgets.Inset(top, right, bottom, left, page)))
}

// Facts makes lines of label and value, with the labels in one column that is as wide as the longest.
func Facts(pairs ...string) *fyne.Container {
	var labels []string
	for i := 0; i+1 < len(pairs); i += 2 {
		labels = append(labels, pairs[i])
	}
	rows, width := widgets.VStack(8), LabelWidth(FactLabel, labels...)
	for i, label := range labels {
		rows.Add(labelledRow(width, label, pairs[2*i+1]))
	}
	return rows
}

// LabelWidth is the width of a column of labels: least, which grows with the size of text, or more if one needs it.
func LabelWidth(least float32, labels ...string) float32 {
	width := look.Grow(least)
	for _, label := range labels {
		width = max(width, widgets.NewMuted(label).OneLine().MinSize().Width)
	}
	return width
}

// Fact makes one such line. The label is next to the first line of a long value.
func Fact(label, value string) *fyne.Container { return LabelledRow(FactLabel, label, value) }

// LabelledRow makes a line of label and value; width is the least width of the label.
func LabelledRow(width float32, label, value string) *fyne.Container {
	return labelledRow(LabelWidth(width, label), label, value)
}

func labelledRow(width float32, label, value string) *fyne.Container {
	return container.New(SideBySide{Gap: 12},
		widgets.Wide(width, widgets.NewMuted(label).OneLine()), widgets.Fill(widgets.NewText(value)))
}

// TitleRow makes the first line of a card: title and chip at the left, buttons at the right.
func TitleRow(title string, chip *widgets.Chip, right ...fyne.CanvasObject) fyne.CanvasObject {
	left := []fyne.CanvasObject{widgets.NewTitle(title)}
	if chip != nil {
		left = append(left, chip)
	}
	return Spread(widgets.HStack(12, left...), right...)
}

// Scroll gives a scrolling object the size of the page. It passes the content its width first, because wrapped
// text knows its height only then. A second object is shown at the foot while it is visible. It takes its room from
// the first, so that nothing moves when it appears.
type Scroll struct{}

// Layout implements fyne.Layout.
func (Scroll) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	scroll, ok := objects[0].(*container.Scroll)
	if !ok {
		return
	}
	if len(objects) > 1 && objects[1].Visible() {
		foot := objects[1]
		foot.Resize(fyne.NewSize(size.Width-2*ColumnMargin, foot.MinSize().Height)) // passes wrapped text its width
		height := foot.MinSize().Height
		foot.Resize(fyne.NewSize(size.Width-2*ColumnMargin, height))
		foot.Move(fyne.NewPos(ColumnMargin, size.Height-height-footGap))
		size.Height -= height + 2*footGap
	}
	scroll.Content.Resize(fyne.NewSize(size.Width, scroll.Content.MinSize().Height))
	scroll.Resize(size)
	scroll.Refresh()
}

// MinSize implements fyne.Layout.
func (Scroll) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// Column sets the rows of a page between its margins.
type Column struct{ Width float32 }

// Layout implements fyne.Layout.
func (l Column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := size.Width - 2*ColumnMargin
	if l.Width > 0 {
		width = min(width, l.Width)
	}
	rows := objects[0]
	rows.Move(fyne.NewPos((size.Width-width)/2, ColumnTop))
	rows.Resize(fyne.NewSize(width, rows.MinSize().Height))
}

// MinSize implements fyne.Layout.
func (Column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(2*ColumnMargin, ColumnTop+ColumnMargin)
}
