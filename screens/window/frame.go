package window

import (
	"slices"

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
	return w.FramedWithFoot("", nil, middle, cards...)
}

// FramedWithFoot is Framed with one more link at the foot of the window. Where that has no room it is below the cards.
func (w *Window) FramedWithFoot(link string, follow func(), middle fyne.CanvasObject, cards ...*widgets.Card) fyne.CanvasObject {
	frame := layout.Frame{Cards: cards}
	version := widgets.NewSmall(i18n.T("app.version", "Version", w.cfg.Version)).OneLine()
	if c, ok := middle.(*fyne.Container); ok {
		frame.Pair, _ = c.Layout.(*layout.Pair)
	}
	corners := []fyne.CanvasObject{version}
	if follow != nil {
		frame.Below = widgets.NewButton(widgets.KindLinkSmall, link, follow)
		middle = widgets.VStack(8, middle, container.NewCenter(frame.Below))
		corners = append(corners, widgets.NewButton(widgets.KindLinkSmall, link, follow))
	}
	scroll := container.NewVScroll(nil)
	scroll.Content = container.New(&middleLayout{scroll: scroll}, middle)
	return container.New(frame, append([]fyne.CanvasObject{scroll}, append(corners, newHelpLink(w))...)...)
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
		l.within, l.edge = view, max(layout.CardMargin, (view.Height-least.Height)/2)
		l.height = least.Height
	}
	top := min(view.Height-l.edge, size.Height-layout.CardMargin) - least.Height
	if top < layout.CardMargin { // it has grown beyond the upper edge
		top = max(layout.CardMargin, (view.Height-least.Height)/2)
	}
	card.Resize(least)
	card.Move(fyne.NewPos((size.Width-least.Width)/2, top))
	grown := least.Height - l.height
	l.height = least.Height
	if most := size.Height - view.Height; grown != 0 && most > 0 {
		l.scroll.ScrollToOffset(fyne.NewPos(0, max(0, min(l.scroll.Offset.Y+grown, most))))
	}
}

// MinSize implements fyne.Layout.
func (l *middleLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(0, 2*layout.CardMargin)
}

// Column is a page of cards, one below the other, that scrolls in a low window. Without a menu beside it the column
// is in the middle.
func (w *Window) Column(title string, cards ...fyne.CanvasObject) *fyne.Container {
	width := float32(layout.ColumnWidth)
	if HasMenu(w.session) {
		width = 0
	}
	rows := widgets.VStack(look.Gap, append([]fyne.CanvasObject{widgets.NewHeading(title), w.Banners()}, cards...)...)
	return container.New(layout.Scroll{}, container.NewVScroll(container.New(layout.Column{Width: width}, rows)))
}

// Banners is what the page in front shows below its title: what somebody has to know after signing in. Every page
// inside the shell has it.
func (w *Window) Banners() fyne.CanvasObject { return w.banners }

// SetBanners replaces the banners.
func (w *Window) SetBanners(banners ...fyne.CanvasObject) {
	w.banners.Objects = banners
	w.BannersChanged()
}

// BannersChanged lays the page out anew after one has appeared, gone or grown.
func (w *Window) BannersChanged() {
	w.banners.Hidden = !slices.ContainsFunc(w.banners.Objects, fyne.CanvasObject.Visible)
	w.banners.Refresh()
	if w.current != nil {
		w.current.Content().Refresh()
	}
}

// newHelpLink makes the link to the help for pages without a bar.
func newHelpLink(w *Window) *widgets.Button {
	return widgets.NewButton(widgets.KindLinkSmall, i18n.T("help.link"), w.Flow.ShowHelp)
}
