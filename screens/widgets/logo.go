package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/look"
)

// Logo is the Q in its rounded square.
type Logo struct {
	widget.BaseWidget

	Side float32
}

// NewLogo makes a logo with sides of size.
func NewLogo(size float32) *Logo {
	l := &Logo{Side: size}
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer is Fyne's hook.
func (l *Logo) CreateRenderer() fyne.WidgetRenderer {
	l.ExtendBaseWidget(l)
	r := &logoRenderer{logo: l, ground: box(l.Side * 0.22), letter: write("Q", l.Side*0.58, true)}
	r.letter.Alignment = fyne.TextAlignCenter
	r.parts = parts{r.ground, r.letter}
	r.Refresh()
	return r
}

type logoRenderer struct {
	parts
	logo   *Logo
	ground *canvas.Rectangle
	letter *canvas.Text
}

func (r *logoRenderer) Layout(size fyne.Size) {
	side := fyne.NewSquareSize(r.logo.Side)
	top := fyne.NewPos((size.Width-side.Width)/2, (size.Height-side.Height)/2)
	r.ground.Move(top)
	r.ground.Resize(side)
	height := r.letter.MinSize().Height
	r.letter.Move(top.AddXY(0, (side.Height-height)/2))
	r.letter.Resize(fyne.NewSize(side.Width, height))
}

func (r *logoRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(r.logo.Side) }

func (r *logoRenderer) Refresh() {
	fill(r.ground, look.ColorPrimary, "", 0)
	rewrite(r.letter, "Q", look.ColorOnPrimary)
	canvas.Refresh(r.logo)
}
