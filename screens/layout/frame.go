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
	linkGap      = 20 // between links at the foot
)

// Frame gives the window to the first object, the lower left corner to the second and the right one to the others, which
// are links. In a low window the cards get
// less padding and the left corner is hidden; the right one only if it would cover a wide card. What still does not
// fit scrolls.
type Frame struct {
	Cards []*widgets.Card
	Pair  *Pair           // of two cards; nil if there is one
	Below *widgets.Button // stands for the middle link at the foot where that has no room; may be nil
}

const leastPadding = 20

// Layout implements fyne.Layout.
func (l Frame) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	body, footer, links := objects[0].(*container.Scroll), objects[1], objects[2:]
	l.showLinks(links, true)
	if l.Pair != nil {
		l.Pair.stacked = false
		l.Pair.stacked = body.Content.MinSize().Width > size.Width-frameMargin
	}
	l.pad(look.PagePadding)
	width := float32(-linkGap)
	for _, link := range links {
		width += link.MinSize().Width + linkGap
	}
	if tight := body.Content.MinSize().Height-2*CardMargin > size.Height-2*footerHeight; tight {
		l.pad(leastPadding)
		footer.Hide()
		if beside := (size.Width - body.Content.MinSize().Width) / 2; beside < width+2*frameMargin {
			l.showLinks(links, false)
		}
	} else {
		footer.Show()
	}
	body.Resize(size)
	body.Content.Refresh()
	footer.Resize(footer.MinSize())
	footer.Move(fyne.NewPos(frameMargin, size.Height-footer.MinSize().Height-12))
	x := size.Width - width - frameMargin
	for _, link := range links {
		link.Resize(link.MinSize())
		link.Move(fyne.NewPos(x, size.Height-link.MinSize().Height-8))
		x += link.MinSize().Width + linkGap
	}
}

// showLinks shows the links in the right corner, or the one below the cards.
func (l Frame) showLinks(links []fyne.CanvasObject, show bool) {
	for _, link := range links {
		if show {
			link.Show()
		} else {
			link.Hide()
		}
	}
	if l.Below != nil {
		if l.Below.Show(); show {
			l.Below.Hide()
		}
	}
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
