package screentest

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
	LeastOfText = 4.5
	LeastOfSign = 3
)

// Paint is a shape of one colour, at its place in the window.
type Paint struct {
	Area
	Color color.Color
}

// Painter draws everything from bottom to top, as the window does, and measures each text against the colours that
// really are below it. found holds each fault once.
type Painter struct {
	Paints []Paint
	Found  map[string]bool
	Blind  bool // paints without measuring: a page below a dialog
}

// Walk paints an object and everything in it. clip is what is visible.
func (p *Painter) Walk(o fyne.CanvasObject, at fyne.Position, clip Area) {
	if !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	mine := AreaOf(at, o.Size()).Within(clip)
	switch o := o.(type) {
	case *canvas.Text:
		p.Read(o, at, clip)
	case *canvas.Rectangle:
		p.Rectangle(o, mine)
	case *canvas.Circle:
		p.Sign(fmt.Sprintf("a circle in %v", o.FillColor), o.FillColor, mine)
		p.Add(o.FillColor, mine)
	case *canvas.Line:
		from, to := at.Add(o.Position1).Subtract(o.Position()), at.Add(o.Position2).Subtract(o.Position())
		p.Sign("a line", o.StrokeColor, Area{min(from.X, to.X), min(from.Y, to.Y), max(from.X, to.X), max(from.Y, to.Y)}.Within(clip))
	case *canvas.Raster:
		p.Add(color.White, mine)
	case *fyne.Container:
		p.All(o.Objects, at, clip)
	case *container.Scroll:
		p.Walk(o.Content, at, mine)
	case fyne.Widget:
		p.All(test.WidgetRenderer(o).Objects(), at, clip)
		p.Frame(o, AreaOf(at, o.Size()), clip)
	}
}

func (p *Painter) All(objects []fyne.CanvasObject, at fyne.Position, clip Area) {
	for _, child := range objects {
		p.Walk(child, at, clip)
	}
}

func (p *Painter) Add(c color.Color, at Area) {
	if c == nil || at.Left >= at.Right || at.Top >= at.Bottom {
		return
	}
	p.Paints = append(p.Paints, Paint{at, c})
}

// Rectangle paints the border first, then the ground inside it.
func (p *Painter) Rectangle(r *canvas.Rectangle, at Area) {
	if w := r.StrokeWidth; w > 0 {
		for _, side := range []Area{
			{at.Left, at.Top, at.Right, at.Top + w},
			{at.Left, at.Bottom - w, at.Right, at.Bottom},
			{at.Left, at.Top, at.Left + w, at.Bottom},
			{at.Right - w, at.Top, at.Right, at.Bottom},
		} {
			p.Add(r.StrokeColor, side)
		}
		at = Area{at.Left + w, at.Top + w, at.Right - w, at.Bottom - w}
	}
	p.Add(r.FillColor, at)
}

// Under returns the colour at a place.
func (p *Painter) Under(x, y float32) color.NRGBA {
	ground := Opaque(theme.Color(theme.ColorNameBackground))
	for _, paint := range p.Paints {
		if x >= paint.Left && x < paint.Right && y >= paint.Top && y < paint.Bottom {
			ground = Over(paint.Color, ground)
		}
	}
	return ground
}

// Read measures a text at its beginning, middle and end.
func (p *Painter) Read(text *canvas.Text, at fyne.Position, clip Area) {
	if text.Text == "" || p.Blind {
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
		if x < clip.Left || x >= clip.Right || y < clip.Top || y >= clip.Bottom {
			continue
		}
		ground := p.Under(x, y)
		if got := Contrast(Over(text.Color, ground), ground); got < LeastOfText {
			p.Fault("the text %q has a contrast of %.2f: %v on %v", text.Text, got, text.Color, ground)
		}
	}
}

// Sign measures a small drawing against what is below it.
func (p *Painter) Sign(what string, c color.Color, at Area) {
	if p.Blind || c == nil || at.Left > at.Right || at.Top > at.Bottom {
		return
	}
	ground := p.Under((at.Left+at.Right)/2, (at.Top+at.Bottom)/2)
	if got := Contrast(Over(c, ground), ground); got < LeastOfSign {
		p.Fault("%s has a contrast of %.2f on %v", what, got, ground)
	}
}

// Frame measures the edge of a control that could not be seen without it. Buttons, links and chips are seen by their
// text.
func (p *Painter) Frame(o fyne.Widget, at, clip Area) {
	switch o := o.(type) {
	case *widgets.Check:
		at.Right = at.Left + 20
		at.Top, at.Bottom = (at.Top+at.Bottom)/2-10, (at.Top+at.Bottom)/2+10
	case *widgets.Select:
		if o.Size().Height < look.FieldHeight {
			return
		}
	case *widgets.Entry, *widgets.PasswordEntry, *widgets.Area, *widgets.PINEntry:
	default:
		return
	}
	if p.Blind || at.Within(clip) != at {
		return // scrolled out of view
	}
	middle := (at.Left + at.Right) / 2
	if got := Contrast(p.Under(middle, at.Top+0.5), p.Under(middle, at.Top-2)); got < LeastOfSign {
		p.Fault("the edge of a %T has a contrast of %.2f on %v", o, got, p.Under(middle, at.Top-2))
	}
}

func (p *Painter) Fault(format string, args ...any) { p.Found[fmt.Sprintf(format, args...)] = true }

// PaintAll paints the window and measures what is in front.
func (s *Harness) PaintAll(found map[string]bool) *Painter {
	layers := append([]fyne.CanvasObject{s.Window.Content()}, s.Window.Canvas().Overlays().List()...)
	size := s.Window.Canvas().Size()
	p := &Painter{Found: found}
	for i, layer := range layers {
		p.Blind = i < len(layers)-1
		p.Walk(layer, fyne.Position{}, AreaOf(fyne.Position{}, size))
	}
	return p
}

// Contrasts measures everything shown: at rest, under the pointer, and with the focus.
func (s *Harness) Contrasts(what string) {
	s.T.Helper()
	found := map[string]bool{}
	s.PaintAll(found)
	for _, o := range s.Front() {
		if Worn.percent > 100 {
			break // the colours do not depend on the size
		}
		if h, ok := o.(desktop.Hoverable); ok && Shown(o) {
			at := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(20, 20)}}
			h.MouseIn(at)
			s.PaintAll(found)
			h.MouseOut()
		}
		if f, ok := o.(fyne.Focusable); ok && Shown(o) {
			s.Rings(f, found)
		}
	}
	for fault := range found {
		s.T.Errorf("%s %s: %s", s.T.Name(), what, fault)
	}
}

func Shown(o fyne.CanvasObject) bool {
	d, ok := o.(fyne.Disableable)
	return o.Visible() && (!ok || !d.Disabled())
}

// Front returns the visible objects in front: the page, or the dialog above it.
func (s *Harness) Front() []fyne.CanvasObject {
	if over := s.Window.Canvas().Overlays().Top(); over != nil {
		return Visible(over)
	}
	return Visible(s.Window.Content())
}

// Visible returns an object and everything in it, except what is hidden.
func Visible(o fyne.CanvasObject) []fyne.CanvasObject {
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
		all = append(all, Visible(child)...)
	}
	return all
}

// Rings focuses a widget for a moment: an edge has to appear that can be seen.
func (s *Harness) Rings(f fyne.Focusable, found map[string]bool) {
	if _, ok := f.(*widgets.Menu); ok {
		return // it keeps the focus as long as it is open
	}
	widgets.KeyPressed(s.Window.Canvas())
	f.FocusLost()
	if m := widgets.TopModal(s.Window.Canvas()); m != nil && m.Default() == f {
		return // has the ring already: Enter always presses it
	}
	before := s.Edges()
	f.FocusGained()
	p := s.PaintAll(map[string]bool{})
	ringed := false
	for edge, drawn := range s.Edges() {
		if before[edge] == drawn {
			continue
		}
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(edge)
		x, y := at.X+edge.Size().Width/2, at.Y
		outside := p.Under(x, y-1.5)
		got := Contrast(Over(edge.StrokeColor, outside), outside)
		ringed = ringed || got >= LeastOfSign
	}
	if !ringed {
		found[fmt.Sprintf("the focus on a %T is not seen", f)] = true
	}
	if s.Window.Canvas().Focused() != f {
		f.FocusLost()
	}
}

// Edge is how a border is drawn.
type Edge struct {
	Color color.Color
	Width float32
	Shown bool
}

// Edges returns all borders in front.
func (s *Harness) Edges() map[*canvas.Rectangle]Edge {
	edges := map[*canvas.Rectangle]Edge{}
	for _, o := range s.Front() {
		if r, ok := o.(*canvas.Rectangle); ok && r.StrokeWidth > 0 {
			edges[r] = Edge{r.StrokeColor, r.StrokeWidth, r.Visible()}
		}
	}
	return edges
}

// Contrast returns the contrast of two opaque colours, 1 to 21.
func Contrast(a, b color.Color) float64 {
	la, lb := Luminance(a), Luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func Luminance(c color.Color) float64 {
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

func Opaque(c color.Color) color.NRGBA { return Over(c, color.NRGBA{A: 0xff}) }

// Over puts a colour, which may be translucent, over an opaque one.
func Over(top color.Color, ground color.NRGBA) color.NRGBA {
	if top == nil {
		return ground
	}
	r, g, b, a := top.RGBA()
	blend := func(t uint32, g uint8) uint8 { return uint8((t + uint32(g)*0x101*(0xffff-a)/0xffff) >> 8) }
	return color.NRGBA{R: blend(r, ground.R), G: blend(g, ground.G), B: blend(b, ground.B), A: 0xff}
}
