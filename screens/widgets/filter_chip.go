package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"qlingo/screens/look"
)

// FilterChip is a chip that can be turned on and off. While it is on, only what
// it names is shown.
type FilterChip struct {
	press

	Tone      Tone // of its text while it is off
	Text      string
	On        bool
	OnChanged func(bool)
}

// NewFilterChip makes a chip that is off.
func NewFilterChip(text string, changed func(bool)) *FilterChip {
	c := &FilterChip{Text: text, OnChanged: changed}
	c.init(c, c.work)
	return c
}

func (c *FilterChip) work() {
	c.SetOn(!c.On)
	if c.OnChanged != nil {
		c.OnChanged(c.On)
	}
}

// SetOn turns the chip on or off. It calls no callback.
func (c *FilterChip) SetOn(on bool) {
	if c.On == on {
		return
	}
	c.On = on
	c.Refresh()
}

// Set changes text and tone.
func (c *FilterChip) Set(tone Tone, text string) {
	if c.Tone == tone && c.Text == text {
		return
	}
	c.Tone, c.Text = tone, text
	c.Refresh()
}

// AccessibilityLabel is the text, and whether the chip is on.
func (c *FilterChip) AccessibilityLabel() string { return c.usable(switched(c.Text, c.On)) }

// AccessibilityRole is button.
func (c *FilterChip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is Fyne's hook.
func (c *FilterChip) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	r := &filterChipRenderer{
		chip:   c,
		ground: box(look.ChipHeight / 2),
		ring:   newRing(look.ChipHeight/2, 1),
		label:  write("", look.TextSmall, true),
	}
	r.label.Alignment = fyne.TextAlignCenter
	r.parts = parts{r.ring.Rectangle, r.ground, r.label}
	r.Refresh()
	return r
}

type filterChipRenderer struct {
	parts
	chip   *FilterChip
	ground *canvas.Rectangle
	ring   ring
	label  *canvas.Text
}

func (r *filterChipRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	r.ring.surround(fyne.Position{}, size)
	height := r.label.MinSize().Height
	r.label.Move(fyne.NewPos(0, (size.Height-height)/2))
	r.label.Resize(fyne.NewSize(size.Width, height))
}

func (r *filterChipRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.label.MinSize().Width+20, look.ChipHeight)
}

func (r *filterChipRenderer) Refresh() {
	c := r.chip
	ground, text := c.Tone.colors()
	line := fyne.ThemeColorName("")
	if c.On { // a border as well: colour is never the only sign
		ground, text, line = look.ColorTint, look.ColorPrimary, look.ColorPrimary
	}
	fill(r.ground, ground, line, look.Line)
	if c.hovered {
		r.ground.FillColor = mix(ground, look.ColorSurface, 0.4) // not behind the text, which stays readable
		r.ground.Refresh()
	}
	r.ring.light(c.outlined())
	rewrite(r.label, c.Text, text)
	canvas.Refresh(c)
}
