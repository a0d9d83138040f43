package widgets

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"qlingo/screens/look"
)

// tableCorner covers what a scroll draws outside a round lower corner of a
// table. A scroll only knows rectangles, and its bar and shadow reach into the
// corners.
type tableCorner struct {
	*canvas.Raster
	right bool
	table *Table
}

func newTableCorner(t *Table, right bool) *tableCorner {
	c := &tableCorner{table: t, right: right}
	c.Raster = canvas.NewRasterWithPixels(c.pixel)
	return c
}

// moveTo moves the corner to its place.
func (c *tableCorner) moveTo(at fyne.Position) {
	c.Move(at)
	c.Resize(fyne.NewSquareSize(look.CardRadius))
}

// pixel is the ground of page or dialog outside the arc, and transparent
// inside.
func (c *tableCorner) pixel(x, y, width, height int) color.Color {
	across := float64(x) + 0.5
	if !c.right {
		across = float64(width) - across
	}
	radius := float64(min(width, height))
	outside := math.Hypot(across, float64(y)+0.5) - radius + 0.5
	name := fyne.ThemeColorName(theme.ColorNameBackground)
	if c.table.Raised {
		name = look.ColorRaised
	}
	ground := nrgba(theme.Color(name))
	ground.A = uint8(255 * max(0, min(1, outside)))
	return ground
}
