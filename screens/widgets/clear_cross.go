package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/i18n"
	"qlingo/screens/look"
)

// clearCross empties a search. It takes no focus, because Escape does the same.
type clearCross struct {
	widget.BaseWidget

	tapped  func()
	hovered bool
}

func newClearCross(tapped func()) *clearCross {
	c := &clearCross{tapped: tapped}
	c.ExtendBaseWidget(c)
	c.Hide()
	return c
}

// Tapped empties the search.
func (c *clearCross) Tapped(*fyne.PointEvent) {
	OnActivity()
	c.tapped()
}

// MouseIn shades the ground.
func (c *clearCross) MouseIn(*desktop.MouseEvent) {
	OnActivity()
	c.hovered = true
	c.Refresh()
}

// MouseMoved is part of desktop.Hoverable.
func (c *clearCross) MouseMoved(*desktop.MouseEvent) { OnActivity() }

// MouseOut removes the shade.
func (c *clearCross) MouseOut() {
	c.hovered = false
	c.Refresh()
}

// Cursor is the hand.
func (c *clearCross) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel says what it does.
func (c *clearCross) AccessibilityLabel() string { return i18n.T("say.clear_search") }

// AccessibilityRole is button.
func (c *clearCross) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is Fyne's hook.
func (c *clearCross) CreateRenderer() fyne.WidgetRenderer {
	r := &clearRenderer{cross: c, ground: box(clearSide / 2), down: stroke(), up: stroke()}
	r.parts = parts{r.ground, r.down, r.up}
	r.Refresh()
	return r
}

const (
	clearSide float32 = 26
	clearArm  float32 = 4 // from the middle to the end of a line
)

type clearRenderer struct {
	parts
	cross    *clearCross
	ground   *canvas.Rectangle
	down, up *canvas.Line
}

func (r *clearRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	middle := fyne.NewPos(size.Width/2, size.Height/2)
	draw(r.down, middle.AddXY(-clearArm, -clearArm), middle.AddXY(clearArm, clearArm))
	draw(r.up, middle.AddXY(-clearArm, clearArm), middle.AddXY(clearArm, -clearArm))
}

func (r *clearRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(clearSide) }

func (r *clearRenderer) Refresh() {
	ground, line := fyne.ThemeColorName(""), look.ColorMuted
	if r.cross.hovered {
		ground, line = look.ColorNeutralSoft, look.ColorText
	}
	fill(r.ground, ground, "", 0)
	for _, l := range []*canvas.Line{r.down, r.up} {
		l.StrokeColor = paint(line)
		l.Refresh()
	}
	canvas.Refresh(r.cross)
}
