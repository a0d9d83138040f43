package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"qlingo/screens/look"
)

// tickState is what a box to tick shows.
type tickState int

const (
	unticked tickState = iota
	someTicked
	ticked
)

const tickBox float32 = 20

// tickDrawing draws a box to tick.
type tickDrawing struct {
	frame              *canvas.Rectangle
	ring               ring
	short, long, level *canvas.Line
}

func newTickDrawing() *tickDrawing {
	return &tickDrawing{frame: box(5), ring: newRing(5, 1), short: stroke(), long: stroke(), level: stroke()}
}

func (d *tickDrawing) objects() parts {
	return parts{d.ring.Rectangle, d.frame, d.short, d.long, d.level}
}

// place puts it at x, in the middle of height.
func (d *tickDrawing) place(x, height float32) {
	at := fyne.NewPos(x, (height-tickBox)/2)
	d.frame.Move(at)
	d.frame.Resize(fyne.NewSquareSize(tickBox))
	d.ring.surround(at, fyne.NewSquareSize(tickBox))
	bottom := at.AddXY(8.5, 14.5)
	draw(d.short, at.AddXY(5, 10.5), bottom)
	draw(d.long, bottom, at.AddXY(15, 6))
	draw(d.level, at.AddXY(5, tickBox/2), at.AddXY(tickBox-5, tickBox/2))
}

func (d *tickDrawing) paint(state tickState, ringed bool) {
	if state == unticked {
		fill(d.frame, look.ColorField, look.ColorMuted, look.Line)
	} else {
		fill(d.frame, look.ColorPrimary, "", 0)
	}
	for _, l := range []*canvas.Line{d.short, d.long, d.level} {
		l.StrokeColor = paint(look.ColorOnPrimary)
		l.Hidden = state == unticked || (l == d.level) != (state == someTicked)
		l.Refresh()
	}
	d.ring.light(ringed)
}
