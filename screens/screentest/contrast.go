package screens

import (
	"fmt"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// Least contrasts of WCAG 2.2: 1.4.3 for text of every size, 1.4.11 for what makes a control, its state or the focus
// visible.
const (
	leastOfText = 4.5
	leastOfSign = 3
)

// paint is a shape of one colour, at its place in the window.
type paint struct {
	area
	color color.Color
}

// painter draws everything from bottom to top, as the window does, and measures each text against the colours that
// really are below it. found holds each fault once.
type painter struct {
	paints []paint
	found  map[string]bool
	blind  bool // paints without measuring: a page below a dialog
}

// walk paints an object and everything in it. clip is what is visible.
func (p *painter) walk(o fyne.CanvasObject, at fyne.Position, clip area) {
	if !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	mine := areaOf(at, o.Size()).within(clip)
	switch o := o.(type) {
	case *canvas.Text:
		p.read(o, at, clip)
	case *canvas.Rectangle:
		p.rectangle(o, mine)
	case *canvas.Circle:
		p.sign(fmt.Sprintf("a circle in %v", o.FillColor), o.FillColor, mine)
		p.add(o.FillColor, mine)
	case *canvas.Line:
		from, to := at.Add(o.Position1).Subtract(o.Position()), at.Add(o.Position2).Subtract(o.Position())
		p.sign("a line", o.StrokeColor, area{min(from.X, to.X), min(from.Y, to.Y), max(from.X, to.X), max(from.Y, to.Y)}.within(clip))
	case *canvas.Raster:
		p.add(color.White, mine)
	case *fyne.Container:
		p.all(o.Objects, at, clip)
	case *container.Scroll:
		p.walk(o.Content, at, mine)
	case fyne.Widget:
		p.all(test.WidgetRenderer(o).Objects(), at, clip)
		p.frame(o, areaOf(at, o.Size()), clip)
	}
}

func (p *painter) all(objects []fyne.CanvasObject, at fyne.Position, clip area) {
	for _, child := range objects {
		p.walk(child, at, clip)
	}
}

func (p *painter) add(c color.Color, at area) {
	if c == nil || at.left >= at.right || at.top >= at.bottom {
		return
	}
	p.paints = append(p.paints, paint{at, c})
}

// rectangle paints the border first, then the ground inside it.
func (p *painter) rectangle(r *canvas.Rectangle, at area) {
	if w := r.StrokeWidth; w > 0 {
		for _, side := range []area{
			{at.left, at.top, at.right, at.top + w},
			{at.left, at.bottom - w, at.right, at.bottom},
			{at.left, at.top, at.left + w, at.bottom},
			{at.right - w, at.top, at.right, at.bottom},
		} {
			p.add(r.StrokeColor, side)
		}
		at = area{at.left + w, at.top + w, at.right - w, at.bottom - w}
	}
	p.add(r.FillColor, at)
}

// under returns the colour at a place.
func (p *painter) under(x, y float32) color.NRGBA {
	ground := opaque(theme.Color(theme.ColorNameBackground))
	for _, paint := range p.paints {
		if x >= paint.left && x < paint.right && y >= paint.top && y < paint.bottom {
			ground = over(paint.color, ground)
		}
	}
	return ground
}

// read measures a text at its beginning, middle and end.
func (p *painter) read(text *canvas.Text, at fyne.Position, clip area) {
	if text.Text == "" || p.blind {
		return
	}
	width := text.MinSize().Width
	left := at.X
	switch text.Alignment {
	case fyne.TextAlignCenter:
		left += (text.Size().Width - width) / 2
	case fyne.TextAlignTrailing:
		left += text.Size().Width - width
	}
	y := at.Y + text.MinSize().Height/2
	for _, x := range []float32{left + width/8, left + width/2, left + width*7/8} {
		if x < clip.left || x >= clip.right || y < clip.top || y >= clip.bottom {
			continue
		}
		ground := p.under(x, y)
		if got := contrast(over(text.Color, ground), ground); got < leastOfText {
			p.fault("the text %q has a contrast of %.2f: %v on %v", text.Text, got, text.Color, ground)
		}
	}
}

// sign measures a small drawing against what is below it.
func (p *painter) sign(what string, c color.Color, at area) {
	if p.blind || c == nil || at.left > at.right || at.top > at.bottom {
		return
	}
	ground := p.under((at.left+at.right)/2, (at.top+at.bottom)/2)
	if got := contrast(over(c, ground), ground); got < leastOfSign {
		p.fault("%s has a contrast of %.2f on %v", what, got, ground)
	}
}

// frame measures the edge of a control that could not be seen without it. Buttons, links and chips are seen by their
// text.
func (p *painter) frame(o fyne.Widget, at, clip area) {
	switch o := o.(type) {
	case *widgets.Check:
		at.right = at.left + 20
		at.top, at.bottom = (at.top+at.bottom)/2-10, (at.top+at.bottom)/2+10
	case *widgets.Select:
		if o.Size().Height < look.FieldHeight {
			return
		}
	case *widgets.Entry, *widgets.PasswordEntry, *widgets.Area, *widgets.PINEntry:
	default:
		return
	}
	if p.blind || at.within(clip) != at {
		return // scrolled out of view
	}
	middle := (at.left + at.right) / 2
	if got := contrast(p.under(middle, at.top+0.5), p.under(middle, at.top-2)); got < leastOfSign {
		p.fault("the edge of a %T has a contrast of %.2f on %v", o, got, p.under(middle, at.top-2))
	}
}

func (p *painter) fault(format string, args ...any) { p.found[fmt.Sprintf(format, args...)] = true }

// paintAll paints the window and measures what is in front.
func (s *stage) paintAll(found map[string]bool) *painter {
	layers := append([]fyne.CanvasObject{s.window.Content()}, s.window.Canvas().Overlays().List()...)
	size := s.window.Canvas().Size()
	p := &painter{found: found}
	for i, layer := range layers {
		p.blind = i < len(layers)-1
		p.walk(layer, fyne.Position{}, areaOf(fyne.Position{}, size))
	}
	return p
}

// contrasts measures everything shown: at rest, under the pointer, and with the focus.
func (s *stage) contrasts(what string) {
	s.t.Helper()
	found := map[string]bool{}
	s.paintAll(found)
	for _, o := range s.front() {
		if worn.percent > 100 {
			break // the colours do not depend on the size
		}
		if h, ok := o.(desktop.Hoverable); ok && shown(o) {
			at := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(20, 20)}}
			h.MouseIn(at)
			s.paintAll(found)
			h.MouseOut()
		}
		if f, ok := o.(fyne.Focusable); ok && shown(o) {
			s.rings(f, found)
		}
	}
	for fault := range found {
		s.t.Errorf("%s %s: %s", s.t.Name(), what, fault)
	}
}

func shown(o fyne.CanvasObject) bool {
	d, ok := o.(fyne.Disableable)
	return o.Visible() && (!ok || !d.Disabled())
}

// front returns the visible objects in front: the page, or the dialog above it.
func (s *stage) front() []fyne.CanvasObject {
	if over := s.window.Canvas().Overlays().Top(); over != nil {
		return visible(over)
	}
	return visible(s.window.Content())
}

// visible returns an object and everything in it, except what is hidden.
func visible(o fyne.CanvasObject) []fyne.CanvasObject {
	if !o.Visible() {
		return nil
	}
	all, in := []fyne.CanvasObject{o}, []fyne.CanvasObject(nil)
	switch o := o.(type) {
	case *fyne.Container:
		in = o.Objects
	case *container.Scroll:
		in = []fyne.CanvasObject{o.Content}
	case fyne.Widget:
		in = test.WidgetRenderer(o).Objects()
	}
	for _, child := range in {
		all = append(all, visible(child)...)
	}
	return all
}

// rings focuses a widget for a moment: an edge has to appear that can be seen.
func (s *stage) rings(f fyne.Focusable, found map[string]bool) {
	if _, ok := f.(*widgets.Menu); ok {
		return // it keeps the focus as long as it is open
	}
	f.FocusLost()
	if m := widgets.TopModal(s.window.Canvas()); m != nil && m.Default() == f {
		return // has the ring already: Enter always presses it
	}
	before := s.edges()
	f.FocusGained()
	p := s.paintAll(map[string]bool{})
	ringed := false
	for edge, drawn := range s.edges() {
		if before[edge] == drawn {
			continue
		}
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(edge)
		x, y := at.X+edge.Size().Width/2, at.Y
		outside := p.under(x, y-1.5)
		got := contrast(over(edge.StrokeColor, outside), outside)
		ringed = ringed || got >= leastOfSign
	}
	if !ringed {
		found[fmt.Sprintf("the focus on a %T is not seen", f)] = true
	}
	if s.window.Canvas().Focused() != f {
		f.FocusLost()
	}
}

// edge is how a border is drawn.
type edge struct {
	color color.Color
	width float32
	shown bool
}

// edges returns all borders in front.
func (s *stage) edges() map[*canvas.Rectangle]edge {
	edges := map[*canvas.Rectangle]edge{}
	for _, o := range s.front() {
		if r, ok := o.(*canvas.Rectangle); ok && r.StrokeWidth > 0 {
			edges[r] = edge{r.StrokeColor, r.StrokeWidth, r.Visible()}
		}
	}
	return edges
}

// contrast returns the contrast of two opaque colours, 1 to 21.
func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func opaque(c color.Color) color.NRGBA { return over(c, color.NRGBA{A: 0xff}) }

// over puts a colour, which may be translucent, over an opaque one.
func over(top color.Color, ground color.NRGBA) color.NRGBA {
	if top == nil {
		return ground
	}
	r, g, b, a := top.RGBA()
	blend := func(t uint32, g uint8) uint8 { return uint8((t + uint32(g)*0x101*(0xffff-a)/0xffff) >> 8) }
	return color.NRGBA{R: blend(r, ground.R), G: blend(g, ground.G), B: blend(b, ground.B), A: 0xff}
}
