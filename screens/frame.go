package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// centred is the frame of every page outside the shell: one card in the middle of the window, the version below.
func (d *Desk) centred(width float32, content fyne.CanvasObject) fyne.CanvasObject {
	card := widgets.NewCardSized(width, content)
	return d.framed(card, card)
}

// framed puts any object in the middle. cards are those that may give up some of their padding in a low window.
func (d *Desk) framed(middle fyne.CanvasObject, cards ...*widgets.Card) fyne.CanvasObject {
	version := widgets.NewSmall(i18n.T("app.version", "Version", d.cfg.Version)).OneLine()
	layout := frameLayout{cards: cards}
	if c, ok := middle.(*fyne.Container); ok {
		layout.pair, _ = c.Layout.(*pairLayout)
	}
	scroll := container.NewVScroll(nil)
	scroll.Content = container.New(&middleLayout{scroll: scroll}, middle)
	return container.New(layout, scroll, version, newHelpLink(d))
}

// middleLayout sets a card in the middle of the window. When it grows or shrinks its lower edge stays where it is, and with
// it the buttons there: the next click is meant for what stands there. In a low window it takes the scroll.
type middleLayout struct {
	scroll *container.Scroll
	within fyne.Size // the window, when the card was first laid out in it
	edge   float32   // how far its lower edge stood above that of the window then
	height float32   // of the card when it was last laid out
}

// Layout implements fyne.Layout.
func (l *middleLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	card := objects[0]
	least, view := card.MinSize(), l.scroll.Size()
	if l.within != view {
		l.within, l.edge = view, max(0, (view.Height-least.Height)/2)
		l.height = least.Height
	}
	top := max(0, min(view.Height-l.edge-least.Height, size.Height-least.Height))
	card.Resize(least)
	card.Move(fyne.NewPos((size.Width-least.Width)/2, top))
	grown := least.Height - l.height
	l.height = least.Height
	if most := size.Height - view.Height; grown != 0 && most > 0 {
		l.scroll.ScrollToOffset(fyne.NewPos(0, max(0, min(l.scroll.Offset.Y+grown, most))))
	}
}

// MinSize implements fyne.Layout.
func (l *middleLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// pairLayout sets two cards side by side, or one below the other where the window is too narrow.
type pairLayout struct{ stacked bool }

func (l *pairLayout) layout() fyne.Layout {
	if l.stacked {
		return widgets.VStack(look.Gap).Layout
	}
	return widgets.HStack(look.Gap).Layout
}

// Layout implements fyne.Layout.
func (l *pairLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.layout().Layout(objects, size)
}

// MinSize implements fyne.Layout.
func (l *pairLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return l.layout().MinSize(objects)
}

// frameLayout gives the window to the first object and the lower corners to the others. In a low window the cards
// become tighter and the left corner empty, the right one only where it would cover a wide card; what does not fit even
// so scrolls.
type frameLayout struct {
	cards []*widgets.Card
	pair  *pairLayout // of two cards; nil where there is one
}

const (
	cardName     = 60 // characters of a name that fit a card; names may have 200
	frameMargin  = 20
	footerHeight = 34
	leastPadding = 20
)

// Layout implements fyne.Layout.
func (l frameLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	body, footer, help := objects[0].(*container.Scroll), objects[1], objects[2]
	help.Show()
	if l.pair != nil {
		l.pair.stacked = false
		l.pair.stacked = body.Content.MinSize().Width > size.Width-frameMargin
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

func (l frameLayout) pad(padding float32) {
	for _, card := range l.cards {
		card.Padding = padding
	}
}

// MinSize implements fyne.Layout.
func (frameLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().Max(objects[1].MinSize())
}

// brand is the logo beside the product's name.
func brand() fyne.CanvasObject {
	return container.NewCenter(widgets.HStack(10, widgets.NewLogo(36), widgets.NewHeading(i18n.T("app.name"))))
}

// spread puts one object at the left and others at the right edge, or below where there is no room.
func spread(left fyne.CanvasObject, right ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Line(12, append([]fyne.CanvasObject{left, widgets.Spacer()}, right...)...)
}

// buttons stand at the right end of a card, in the order given; in a narrow one they take more lines.
func buttons(objects ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Line(12, append([]fyne.CanvasObject{widgets.Spacer()}, objects...)...)
}

// halves is a row of two objects of the same width and height.
type halves struct{ gap float32 }

// Layout implements fyne.Layout. Wrapped text learns its width before the heights are asked for.
func (h halves) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := (size.Width - h.gap) / 2
	for i, o := range objects {
		o.Resize(fyne.NewSize(width, size.Height))
		o.Move(fyne.NewPos(float32(i)*(width+h.gap), 0))
	}
}

// MinSize implements fyne.Layout.
func (h halves) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return fyne.NewSize(2*least.Width+h.gap, least.Height)
}
