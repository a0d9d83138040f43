package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// Centred is the frame of every page outside the shell: one card in the middle of the window, the version below.
func (w *Window) Centred(width float32, content fyne.CanvasObject) fyne.CanvasObject {
	card := widgets.NewCardSized(width, content)
	return w.Framed(card, card)
}

// Framed puts any object in the middle. cards are those whose padding may shrink in a low window.
func (w *Window) Framed(middle fyne.CanvasObject, cards ...*widgets.Card) fyne.CanvasObject {
	version := widgets.NewSmall(i18n.T("app.version", "Version", w.cfg.Version)).OneLine()
	frame := layout.Frame{Cards: cards}
	if c, ok := middle.(*fyne.Container); ok {
		frame.Pair, _ = c.Layout.(*layout.Pair)
	}
	scroll := container.NewVScroll(nil)
	scroll.Content = container.New(&middleLayout{scroll: scroll}, middle)
	return container.New(frame, scroll, version, newHelpLink(w))
}

// middleLayout sets a card in the middle of the window. When the card grows or shrinks, its lower edge and the
// buttons there stay in place, because the next click is meant for them. In a low window it scrolls instead.
type middleLayout struct {
	scroll *container.Scroll
	within fyne.Size // size of the window when the card was first laid out in it
	edge   float32   // distance of the lower edges of card and window then
	height float32   // of the card at the last layout
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

// Column is a page of cards, one below the other, that scrolls in a low window. Without a menu beside it the column
// is in the middle.
func (w *Window) Column(title string, cards ...fyne.CanvasObject) *fyne.Container {
	width := float32(layout.ColumnWidth)
	if HasMenu(w.session) {
		width = 0
	}
	rows := widgets.VStack(look.Gap, append([]fyne.CanvasObject{widgets.NewHeading(title)}, cards...)...)
	return container.New(layout.Scroll{}, container.NewVScroll(container.New(layout.Column{Width: width}, rows)))
}

// newHelpLink makes the link to the help for pages without a bar.
func newHelpLink(w *Window) *widgets.Button {
	return widgets.NewButton(widgets.KindLinkSmall, i18n.T("help.link"), w.Flow.ShowHelp)
}
