package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/i18n"
	"qlingo/screens/look"
)

// Mark stands before a line of a list: a ring where something is left to do, a tick where it is done.
type Mark struct {
	widget.BaseWidget

	Done bool
}

// NewMark makes a mark.
func NewMark(done bool) *Mark {
	m := &Mark{Done: done}
	m.ExtendBaseWidget(m)
	return m
}

// AccessibilityLabel says what it shows.
func (m *Mark) AccessibilityLabel() string {
	if m.Done {
		return i18n.T("say.done")
	}
	return i18n.T("say.to_do")
}

// AccessibilityRole is text.
func (m *Mark) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer is Fyne's hook.
func (m *Mark) CreateRenderer() fyne.WidgetRenderer {
	m.ExtendBaseWidget(m)
	r := &markRenderer{mark: m, ground: box(markSize / 2), short: stroke(), long: stroke()}
	r.parts = parts{r.ground, r.short, r.long}
	r.Refresh()
	return r
}

const markSize float32 = 20

type markRenderer struct {
	parts
	mark        *Mark
	ground      *canvas.Rectangle
	short, long *canvas.Line
}

func (r *markRenderer) Layout(size fyne.Size) {
	top := fyne.NewPos((size.Width-markSize)/2, (size.Height-markSize)/2)
	r.ground.Move(top)
	r.ground.Resize(fyne.NewSquareSize(markSize))
	bottom := top.AddXY(8.5, 14)
	draw(r.short, top.AddXY(5.5, 10.5), bottom)
	draw(r.long, bottom, top.AddXY(14.5, 6.5))
}

func (r *markRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(markSize) }

func (r *markRenderer) Refresh() {
	if r.mark.Done {
		fill(r.ground, look.ColorSuccessSoft, "", 0)
	} else {
		fill(r.ground, "", look.ColorMuted, look.Line)
	}
	for _, l := range []*canvas.Line{r.short, r.long} {
		l.StrokeColor = paint(look.ColorSuccess)
		l.Hidden = !r.mark.Done
		l.Refresh()
	}
	canvas.Refresh(r.mark)
}
