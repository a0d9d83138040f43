package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"qlingo/screens/look"
)

// Close is the cross in the upper right corner of a dialog.
type Close struct {
	press

	// Label is the meaning of the cross for screen readers.
	Label string
}

// NewClose makes a cross.
func NewClose(label string, tapped func()) *Close {
	c := &Close{Label: label}
	c.init(c, tapped)
	return c
}

// AccessibilityLabel is the meaning of the cross.
func (c *Close) AccessibilityLabel() string { return c.Label }

// AccessibilityRole is button.
func (c *Close) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is Fyne's hook.
func (c *Close) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	r := &closeRenderer{cross: c, ground: box(look.Radius), ring: newRing(look.Radius, 0), down: stroke(), up: stroke()}
	r.parts = parts{r.ring.Rectangle, r.ground, r.down, r.up}
	r.Refresh()
	return r
}

const (
	closeSide float32 = 32
	closeArm  float32 = 5 // from the middle to the end of a line
)

type closeRenderer struct {
	parts
	cross    *Close
	ground   *canvas.Rectangle
	ring     ring
	down, up *canvas.Line
}

func (r *closeRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	r.ring.surround(fyne.Position{}, size)
	middle := fyne.NewPos(size.Width/2, size.Height/2)
	draw(r.down, middle.AddXY(-closeArm, -closeArm), middle.AddXY(closeArm, closeArm))
	draw(r.up, middle.AddXY(-closeArm, closeArm), middle.AddXY(closeArm, -closeArm))
}

func (r *closeRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(closeSide) }

func (r *closeRenderer) Refresh() {
	c := r.cross
	ground, text := fyne.ThemeColorName(""), look.ColorMuted
	if c.hovered && !c.Disabled() {
		ground, text = look.ColorNeutralSoft, look.ColorText
	}
	fill(r.ground, ground, "", 0)
	for _, l := range []*canvas.Line{r.down, r.up} {
		l.StrokeColor = paint(text)
		l.Refresh()
	}
	r.ring.light(c.ringShown())
	canvas.Refresh(c)
}
