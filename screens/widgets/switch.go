package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"qlingo/screens/look"
)

const (
	switchWidth  float32 = 40
	switchHeight float32 = 22
	knobInset    float32 = 3
)

// switchDrawing draws a switch in a row of a table.
type switchDrawing struct {
	ring  ring
	track *canvas.Rectangle
	knob  *canvas.Circle
}

func newSwitchDrawing() *switchDrawing {
	return &switchDrawing{
		ring:  newRing(switchHeight/2, 3),
		track: box(switchHeight / 2),
		knob:  canvas.NewCircle(nil),
	}
}

func (d *switchDrawing) objects() parts {
	return parts{d.ring.Rectangle, d.track, d.knob}
}

// place puts it at x, vertically centred in height.
func (d *switchDrawing) place(x, height float32, on bool) {
	pos := fyne.NewPos(x, (height-switchHeight)/2)
	size := fyne.NewSize(switchWidth, switchHeight)
	d.track.Move(pos)
	d.track.Resize(size)
	d.ring.surround(pos, size)
	knob := switchHeight - 2*knobInset
	left := knobInset
	if on {
		left = switchWidth - knobInset - knob
	}
	d.knob.Move(pos.AddXY(left, knobInset))
	d.knob.Resize(fyne.NewSquareSize(knob))
}

func (d *switchDrawing) paint(on, focused bool) {
	track, knob := look.ColorEdge, look.ColorSurface
	if on {
		track, knob = look.ColorPrimary, look.ColorOnPrimary
	}
	fill(d.track, track, "", 0)
	d.knob.FillColor = paint(knob)
	d.knob.Refresh()
	d.ring.light(focused)
}
