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
// table: it knows rectangles only, and its bar and shadow reach into them.
type tableCorner struct {
	*canvas.Raster
	right bool
}

func newTableCorner(right bool) *tableCorner {
	c := &tableCorner{right: right}
	c.Raster = canvas.NewRasterWithPixels(c.pixel)
	return c
}

// sit moves the corner to its place.
func (c *tableCorner) sit(at fyne.Position) {
	c.Move(at)
	c.Resize(fyne.NewSquareSize(look.CardRadius))
}

// pixel is the page's ground outside the arc, and nothing inside.
func (c *tableCorner) pixel(x, y, width, height int) color.Color {
	across := float64(x) + 0.5
	if !c.right {
		across = float64(width) - across
	}
	radius := float64(min(width, height))
	outside := math.Hypot(across, float64(y)+0.5) - radius + 0.5
	ground := nrgba(theme.Color(theme.ColorNameBackground))
	ground.A = uint8(255 * max(0, min(1, outside)))
	return ground
}
