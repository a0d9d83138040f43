package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/look"
)

// Badge is a number in a filled circle, before a step of an instruction.
type Badge struct {
	widget.BaseWidget

	Text string
}

// NewBadge makes a badge; there is room for two digits.
func NewBadge(text string) *Badge {
	b := &Badge{Text: text}
	b.ExtendBaseWidget(b)
	return b
}

// AccessibilityLabel is the number.
func (b *Badge) AccessibilityLabel() string { return b.Text }

// AccessibilityRole is text.
func (b *Badge) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer is Fyne's hook.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	r := &badgeRenderer{badge: b, ground: canvas.NewCircle(nil), number: write(b.Text, look.TextLabel, true)}
	r.number.Alignment = fyne.TextAlignCenter
	r.parts = parts{r.ground, r.number}
	r.Refresh()
	return r
}

type badgeRenderer struct {
	parts
	badge  *Badge
	ground *canvas.Circle
	number *canvas.Text
}

func (r *badgeRenderer) Layout(size fyne.Size) {
	side := r.MinSize()
	r.ground.Resize(side)
	height := r.number.MinSize().Height
	r.number.Move(fyne.NewPos(0, (side.Height-height)/2))
	r.number.Resize(fyne.NewSize(side.Width, height))
}

func (r *badgeRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(look.ChipHeight) }

func (r *badgeRenderer) Refresh() {
	r.ground.FillColor = paint(look.ColorPrimary)
	r.ground.Refresh()
	rewrite(r.number, r.badge.Text, look.ColorOnPrimary)
	canvas.Refresh(r.badge)
}
