package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/look"
)

// Surface is the ground of the bar at the top or of the menu at the left, with
// a line at its lower or right edge.
type Surface struct {
	widget.BaseWidget

	Content fyne.CanvasObject

	right bool
}

// NewBar makes a surface with a line below.
func NewBar(content fyne.CanvasObject) *Surface { return newSurface(content, false) }

// NewAside makes a surface with a line at its right.
func NewAside(content fyne.CanvasObject) *Surface { return newSurface(content, true) }

func newSurface(content fyne.CanvasObject, right bool) *Surface {
	s := &Surface{Content: content, right: right}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer is Fyne's hook.
func (s *Surface) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	r := &surfaceRenderer{surface: s, ground: box(0), edge: box(0)}
	r.parts = parts{r.ground, r.edge, s.Content}
	r.Refresh()
	return r
}

type surfaceRenderer struct {
	parts
	surface      *Surface
	ground, edge *canvas.Rectangle
}

func (r *surfaceRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	if r.surface.right {
		r.edge.Move(fyne.NewPos(size.Width-look.Line, 0))
		r.edge.Resize(fyne.NewSize(look.Line, size.Height))
	} else {
		r.edge.Move(fyne.NewPos(0, size.Height-look.Line))
		r.edge.Resize(fyne.NewSize(size.Width, look.Line))
	}
	r.surface.Content.Move(fyne.Position{})
	r.surface.Content.Resize(size)
}

func (r *surfaceRenderer) MinSize() fyne.Size { return r.surface.Content.MinSize() }

func (r *surfaceRenderer) Refresh() {
	fill(r.ground, look.ColorSurface, "", 0)
	fill(r.edge, look.ColorLine, "", 0)
	canvas.Refresh(r.surface)
}

// NewStandingRule makes a short vertical line between links.
func NewStandingRule() fyne.CanvasObject {
	return container.NewGridWrap(fyne.NewSize(look.Line, standingHeight), widget.NewSeparator())
}

const standingHeight = 24
