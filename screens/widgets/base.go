// Package widgets holds the program's own widgets, in the shape of Fyne's:
// exported state with a callback, setters that return early and call nobody,
// a separate renderer, colours by theme name.
//
// Most of what can be clicked embeds press, which handles focus, hover, Space and
// Enter in one place: Button, Check, Choice, Select, FilterChip. Entry is
// Fyne's entry with our border and our Enter; PasswordEntry, PINEntry and Area are
// variants, and Field puts a label and an error around any of them. Table shows
// rows that can be sorted and opened. Modal is a dialog, Menu a list of
// choices. VStack, HStack and Line arrange; Text draws wrapped Japanese text.
package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"qlingo/screens/look"
)

// OnActivity is called when somebody moves the pointer over one of our widgets
// or types into one. What lies below does not notice, because Fyne only tells
// the topmost widget that wants to know.
var OnActivity = func() {}

// parts is the half of a renderer that never changes.
type parts []fyne.CanvasObject

// Objects returns what is drawn, bottom first.
func (p parts) Objects() []fyne.CanvasObject { return p }

// Destroy has nothing to release.
func (p parts) Destroy() {}

// box makes a rounded rectangle. The first refresh sets its colours.
func box(radius float32) *canvas.Rectangle {
	r := canvas.NewRectangle(color.Transparent)
	r.CornerRadius = radius
	return r
}

// fill sets ground and border of a box by colour name and redraws it. An empty
// name means transparent.
func fill(r *canvas.Rectangle, ground, line fyne.ThemeColorName, width float32) {
	r.FillColor, r.StrokeColor, r.StrokeWidth = paint(ground), paint(line), width
	switch {
	case line == "":
		r.StrokeWidth = 0
	case ground == "":
		// The GL painter blends the border's inner edge with the ground's
		// colour, and that of full transparency is black.
		clear := nrgba(r.StrokeColor)
		clear.A = 1
		r.FillColor = clear
	}
	r.Refresh()
}

func paint(name fyne.ThemeColorName) color.Color {
	if name == "" {
		return color.Transparent
	}
	return theme.Color(name)
}

// mix puts part (0–1) of top over ground, for hover and pressed shades that
// suit both variants without names of their own.
func mix(ground, top fyne.ThemeColorName, part float32) color.Color {
	g, t := nrgba(paint(ground)), nrgba(paint(top))
	blend := func(a, b uint8) uint8 { return uint8(float32(a)*(1-part) + float32(b)*part) }
	return color.NRGBA{R: blend(g.R, t.R), G: blend(g.G, t.G), B: blend(g.B, t.B), A: 0xff}
}

func nrgba(c color.Color) color.NRGBA {
	n, ok := color.NRGBAModel.Convert(c).(color.NRGBA)
	if !ok {
		return color.NRGBA{}
	}
	return n
}

// write makes a line of text in a size and weight. The refresh sets its colour.
func write(s string, size float32, bold bool) *canvas.Text {
	t := canvas.NewText(s, color.Transparent)
	t.TextSize = size
	setStyle(t, weight(bold))
	return t
}

// weight is the style of text that is bold or not.
func weight(bold bool) fyne.TextStyle {
	if bold {
		return fyne.TextStyle{Bold: true}
	}
	return look.Plain
}

// setStyle sets the style of a text, and its face.
func setStyle(t *canvas.Text, style fyne.TextStyle) {
	t.TextStyle, t.FontSource = style, look.Face(style)
}

// measure returns the room that a line of text takes.
func measure(s string, size float32, style fyne.TextStyle) fyne.Size {
	room, _ := fyne.CurrentApp().Driver().RenderedTextSize(s, size, style, look.Face(style))
	return room
}

// rewrite sets text and colour and redraws.
func rewrite(t *canvas.Text, s string, name fyne.ThemeColorName) {
	t.Text, t.Color = s, paint(name)
	t.Refresh()
}

// place gives an object its minimal size, vertically centred.
func place(o fyne.CanvasObject, x, height float32) fyne.Size {
	s := o.MinSize()
	o.Resize(s)
	o.Move(fyne.NewPos(x, (height-s.Height)/2))
	return s
}

// ring is the 2 px focus ring, a little outside of the focused widget.
type ring struct {
	*canvas.Rectangle
	gap float32
}

func newRing(radius, gap float32) ring {
	return ring{Rectangle: box(radius + gap + look.Ring), gap: gap}
}

// surround puts the ring around a rectangle.
func (r ring) surround(pos fyne.Position, size fyne.Size) {
	out := r.gap + look.Ring
	r.Move(pos.SubtractXY(out, out))
	r.Resize(size.AddWidthHeight(2*out, 2*out))
}

// light shows or hides the ring.
func (r ring) light(on bool) {
	if on {
		fill(r.Rectangle, "", look.ColorPrimary, look.Ring)
		r.Show()
	} else {
		r.Hide()
	}
}

// canvasOf returns the canvas an object is on, nil if it is on none. Tests
// set it: Fyne's test canvas takes no shortcuts.
var canvasOf = func(o fyne.CanvasObject) fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(o)
}

// focusOn focuses an object on its canvas.
func focusOn(o fyne.Focusable) {
	object, ok := o.(fyne.CanvasObject)
	if !ok {
		return
	}
	if c := canvasOf(object); c != nil {
		c.Focus(o)
	}
}

func enters(name fyne.KeyName) bool {
	return name == fyne.KeyReturn || name == fyne.KeyEnter
}

// stroke makes a line of a drawn sign, because the fonts lack ticks and
// crosses.
func stroke() *canvas.Line {
	l := canvas.NewLine(nil)
	l.StrokeWidth = 1.5
	return l
}

func draw(l *canvas.Line, from, to fyne.Position) {
	l.Position1, l.Position2 = from, to
	l.Refresh()
}
