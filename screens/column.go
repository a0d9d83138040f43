package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// Sizes of a page inside the shell.
const (
	columnWidth  = 800 // of a page without a menu beside it
	columnMargin = 28
	columnTop    = 24
	footGap      = 8   // around what stands at the foot
	factLabel    = 140 // width of the labels of facts
)

// pagePadding is a page that fills its place, with space around it, and scrolls only where that is too low.
func pagePadding(top, right, bottom, left float32, page fyne.CanvasObject) *fyne.Container {
	return container.New(scrollLayout{}, container.NewVScroll(widgets.Inset(top, right, bottom, left, page)))
}

// facts are lines of a label and a value, the labels in one column.
func facts(pairs ...string) *fyne.Container {
	rows := widgets.VStack(8)
	for i := 0; i+1 < len(pairs); i += 2 {
		rows.Add(fact(pairs[i], pairs[i+1]))
	}
	return rows
}

// fact is one of the lines; the label stands beside the first line of a long value.
func fact(label, value string) *fyne.Container { return labelledRow(factLabel, label, value) }

// labelledRow is a line of a label, as wide as others at least, and a value.
func labelledRow(width float32, label, value string) *fyne.Container {
	return container.New(sideBySide{gap: 12},
		widgets.Wide(look.Grow(width), widgets.NewMuted(label).OneLine()), widgets.Fill(widgets.NewText(value)))
}

// titleRow is the first line of a card: title and chip at the left, buttons at the right.
func titleRow(title string, chip *widgets.Chip, right ...fyne.CanvasObject) fyne.CanvasObject {
	left := []fyne.CanvasObject{widgets.NewTitle(title)}
	if chip != nil {
		left = append(left, chip)
	}
	return spread(widgets.HStack(12, left...), right...)
}

// scrollLayout gives a scrolling object the size of the page. Its content is told the width first, because wrapped
// text knows its height only then. A second object stands at the foot while it is visible, and takes its place from what
// is seen of the first: nothing moves when it comes.
type scrollLayout struct{}

// Layout implements fyne.Layout.
func (scrollLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	scroll, ok := objects[0].(*container.Scroll)
	if !ok {
		return
	}
	if len(objects) > 1 && objects[1].Visible() {
		foot := objects[1]
		foot.Resize(fyne.NewSize(size.Width-2*columnMargin, foot.MinSize().Height)) // tells wrapped text its width
		height := foot.MinSize().Height
		foot.Resize(fyne.NewSize(size.Width-2*columnMargin, height))
		foot.Move(fyne.NewPos(columnMargin, size.Height-height-footGap))
		size.Height -= height + 2*footGap
	}
	scroll.Content.Resize(fyne.NewSize(size.Width, scroll.Content.MinSize().Height))
	scroll.Resize(size)
	scroll.Refresh()
}

// MinSize implements fyne.Layout.
func (scrollLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// columnLayout sets the rows of a page between its margins.
type columnLayout struct{ width float32 }

// Layout implements fyne.Layout.
func (l columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := size.Width - 2*columnMargin
	if l.width > 0 {
		width = min(width, l.width)
	}
	rows := objects[0]
	rows.Move(fyne.NewPos((size.Width-width)/2, columnTop))
	rows.Resize(fyne.NewSize(width, rows.MinSize().Height))
}

// MinSize implements fyne.Layout.
func (columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(2*columnMargin, columnTop+columnMargin)
}
