package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"qlingo/screens/look"
)

// Choice is a big card, one of several to choose from.
type Choice struct {
	press

	Title, Text string
	Chosen      bool
	OnTapped    func()
	OnEnter     func() // called for Enter on a choice that is chosen already; may be nil

	text *Text
}

// NewChoice makes a choice that is not chosen.
func NewChoice(title, text string, tapped func()) *Choice {
	c := &Choice{Title: title, Text: text, OnTapped: tapped, text: NewMuted(text)}
	c.init(c, func() {
		if c.OnTapped != nil {
			c.OnTapped()
		}
	})
	c.enter = c.onEnter
	return c
}

// onEnter goes on, or chooses first.
func (c *Choice) onEnter() {
	if c.Chosen && c.OnEnter != nil {
		c.OnEnter()
		return
	}
	c.onTapped()
}

// SetChosen marks the choice. It calls no callback.
func (c *Choice) SetChosen(chosen bool) {
	if c.Chosen == chosen {
		return
	}
	c.Chosen = chosen
	c.Refresh()
}

// AccessibilityLabel is title and text, and whether it is chosen.
func (c *Choice) AccessibilityLabel() string {
	return c.usable(listed(chosen(c.Title, c.Chosen), c.Text))
}

// AccessibilityRole is button.
func (c *Choice) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is Fyne's hook.
func (c *Choice) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	r := &choiceRenderer{
		choice: c,
		ground: box(look.CardRadius),
		ring:   newRing(look.CardRadius, 1),
		title:  write("", look.TextTitle, true),
	}
	r.parts = parts{r.ring.Rectangle, r.ground, r.title, c.text}
	r.Refresh()
	return r
}

// choiceHead is the height of the title.
const choiceHead float32 = 30

type choiceRenderer struct {
	parts
	choice *Choice
	ground *canvas.Rectangle
	ring   ring
	title  *canvas.Text
}

func (r *choiceRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	r.ring.surround(fyne.Position{}, size)
	pad := look.CardPadding
	r.title.Move(fyne.NewSquareOffsetPos(pad))
	r.title.Resize(r.title.MinSize())
	head := look.Grow(choiceHead)
	r.choice.text.Move(fyne.NewPos(pad, pad+head))
	r.choice.text.Resize(size.SubtractWidthHeight(2*pad, 2*pad+head))
}

func (r *choiceRenderer) MinSize() fyne.Size {
	pad := look.CardPadding
	text := r.choice.text.MinSize()
	return fyne.NewSize(max(text.Width, r.title.MinSize().Width)+2*pad, text.Height+look.Grow(choiceHead)+2*pad)
}

func (r *choiceRenderer) Refresh() {
	c := r.choice
	switch {
	case c.Chosen:
		fill(r.ground, look.ColorTint, look.ColorPrimary, look.Ring)
	default:
		fill(r.ground, look.ColorSurface, look.ColorLine, look.Line)
		if c.hovered {
			r.ground.FillColor = mix(look.ColorSurface, look.ColorTint, 0.5)
			r.ground.Refresh()
		}
	}
	rewrite(r.title, c.Title, look.ColorText)
	c.text.SetText(c.Text)
	c.text.Refresh()
	r.ring.light(c.outlined())
	canvas.Refresh(c)
}
