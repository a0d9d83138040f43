package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/look"
)

// Card is a surface with a border around its content.
type Card struct {
	widget.BaseWidget

	Content fyne.CanvasObject
	// Width fixes the width; 0 takes what the layout offers.
	Width   float32
	Padding float32

	ground fyne.ThemeColorName
}

// NewCard makes a card as wide as its layout makes it.
func NewCard(content fyne.CanvasObject) *Card {
	return newCard(0, look.CardPadding, look.ColorSurface, content)
}

// NewCardSized makes a card that stands alone on a page. Its width is given for text of 100 %.
func NewCardSized(width float32, content fyne.CanvasObject) *Card {
	return newCard(look.Width(width), look.PagePadding, look.ColorSurface, content)
}

// NewPanel makes a sunken box inside a card: for codes and texts to copy.
func NewPanel(content fyne.CanvasObject) *Card {
	return newCard(0, look.Gap, "background", content)
}

func newCard(width, padding float32, ground fyne.ThemeColorName, content fyne.CanvasObject) *Card {
	c := &Card{Content: content, Width: width, Padding: padding, ground: ground}
	c.ExtendBaseWidget(c)
	return c
}

func (c *Card) children() []fyne.CanvasObject { return []fyne.CanvasObject{c.Content} }

// CreateRenderer is Fyne's hook.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	r := &cardRenderer{card: c, ground: box(look.CardRadius)}
	r.parts = parts{r.ground, c.Content}
	r.Refresh()
	return r
}

type cardRenderer struct {
	parts
	card   *Card
	ground *canvas.Rectangle
}

func (r *cardRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	pad := r.card.Padding
	r.card.Content.Move(fyne.NewSquareOffsetPos(pad))
	r.card.Content.Resize(size.SubtractWidthHeight(2*pad, 2*pad))
}

func (r *cardRenderer) MinSize() fyne.Size {
	pad := r.card.Padding
	// Wrapped text must know its width before it is asked for its height: the fixed one, or the one of the last
	// layout.
	width := r.card.Width
	if width == 0 {
		width = r.card.Size().Width
	}
	if inner := width - 2*pad; inner > 0 && inner != r.card.Content.Size().Width {
		heightAt(r.card.Content, inner)
	}
	min := r.card.Content.MinSize().AddWidthHeight(2*pad, 2*pad)
	if r.card.Width > 0 {
		min.Width = r.card.Width
	}
	return min
}

func (r *cardRenderer) Refresh() {
	fill(r.ground, r.card.ground, look.ColorLine, look.Line)
	canvas.Refresh(r.card)
}

// NewRule makes a thin line across.
func NewRule() fyne.CanvasObject { return widget.NewSeparator() }
