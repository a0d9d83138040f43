package layout

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// Pair sets two cards side by side, or one below the other if the window is too narrow.
type Pair struct{ stacked bool }

func (l *Pair) layout() fyne.Layout {
	if l.stacked {
		return widgets.VStack(look.Gap).Layout
	}
	return widgets.HStack(look.Gap).Layout
}

// Layout implements fyne.Layout.
func (l *Pair) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.layout().Layout(objects, size)
}

// MinSize implements fyne.Layout.
func (l *Pair) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return l.layout().MinSize(objects)
}

const (
	frameMargin  = 20
	footerHeight = 34
)

// Frame gives the window to the first object and the lower corners to the others. In a low window the cards get
// less padding and the left corner is hidden; the right one only if it would cover a wide card. What still does not
// fit scrolls.
type Frame struct {
	Cards []*widgets.Card
	Pair  *Pair // of two cards; nil if there is one
}

const leastPadding = 20

// Layout implements fyne.Layout.
func (l Frame) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	body, footer, help := objects[0].(*container.Scroll), objects[1], objects[2]
	help.Show()
	if l.Pair != nil {
		l.Pair.stacked = false
		l.Pair.stacked = body.Content.MinSize().Width > size.Width-frameMargin
	}
	l.pad(look.PagePadding)
	if tight := body.Content.MinSize().Height > size.Height-2*footerHeight; tight {
		l.pad(leastPadding)
		footer.Hide()
		if beside := (size.Width - body.Content.MinSize().Width) / 2; beside < help.MinSize().Width+2*frameMargin {
			help.Hide()
		}
	} else {
		footer.Show()
	}
	body.Resize(size)
	body.Content.Refresh()
	footer.Resize(footer.MinSize())
	footer.Move(fyne.NewPos(frameMargin, size.Height-footer.MinSize().Height-12))
	help.Resize(help.MinSize())
	help.Move(fyne.NewPos(size.Width-help.MinSize().Width-frameMargin, size.Height-help.MinSize().Height-8))
}

func (l Frame) pad(padding float32) {
	for _, card := range l.Cards {
		card.Padding = padding
	}
}

// MinSize implements fyne.Layout.
func (Frame) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().Max(objects[1].MinSize())
}

const SupportGap = 28 // between the code and the steps

const RequestRows = 6
