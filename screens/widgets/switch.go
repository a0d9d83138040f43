package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"qlingo/screens/look"
)

// Switch shows a state and asks to end it. It never flips by itself: a
// person's tap on an ON switch calls OnWant, and whoever owns the state calls
// Set when it has changed. OFF and locked switches are inert and call
// OnRefused, which may say why.
type Switch struct {
	press

	On, Locked bool
	OnWant     func()
	OnRefused  func()
}

// NewSwitch makes a switch that is off.
func NewSwitch() *Switch {
	s := &Switch{}
	s.init(s, s.work)
	return s
}

func (s *Switch) work() {
	switch {
	case s.On && !s.Locked:
		if s.OnWant != nil {
			s.OnWant()
		}
	case s.OnRefused != nil:
		s.OnRefused()
	}
}

// Set shows a state and calls nobody.
func (s *Switch) Set(on bool) {
	if s.On == on {
		return
	}
	s.On = on
	s.Refresh()
}

// SetLocked makes the switch inert whatever its state; calls nobody.
func (s *Switch) SetLocked(locked bool) {
	if s.Locked == locked {
		return
	}
	s.Locked = locked
	s.Refresh()
}

// CreateRenderer is Fyne's hook.
func (s *Switch) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	r := &switchRenderer{toggle: s, drawing: newSwitchDrawing()}
	r.parts = r.drawing.objects()
	r.Refresh()
	return r
}

type switchRenderer struct {
	parts
	toggle  *Switch
	drawing *switchDrawing
}

func (r *switchRenderer) Layout(size fyne.Size) {
	r.drawing.place(0, size.Height, r.toggle.On)
}

func (r *switchRenderer) MinSize() fyne.Size { return fyne.NewSize(switchWidth, switchHeight) }

func (r *switchRenderer) Refresh() {
	s := r.toggle
	r.drawing.paint(s.On, s.Locked || s.Disabled(), s.focused)
	r.drawing.place(0, s.Size().Height, s.On)
	canvas.Refresh(s)
}

const (
	switchWidth  float32 = 40
	switchHeight float32 = 22
	knobInset    float32 = 3
)

// switchDrawing is what a switch looks like; the rows of a table draw it too.
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

// place sets it at x, vertically in the middle of height.
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

func (d *switchDrawing) paint(on, locked, focused bool) {
	track, knob := look.ColorNeutralSoft, look.ColorSurface
	if on {
		track, knob = look.ColorPrimary, look.ColorKnob
	}
	fill(d.track, track, "", 0)
	if on && locked {
		d.track.FillColor = mix(look.ColorSurface, track, 0.5)
		d.track.Refresh()
	}
	d.knob.FillColor = paint(knob)
	d.knob.Refresh()
	d.ring.light(focused)
}
