package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/i18n"
	"qlingo/screens/look"
)

// Progress is a thin bar that shows a part of a whole. It does not move between
// two calls of Set: a running animation costs half a processor core.
type Progress struct {
	widget.BaseWidget

	Part, Of int
}

// NewProgress makes a bar.
func NewProgress(part, of int) *Progress {
	p := &Progress{Part: part, Of: of}
	p.ExtendBaseWidget(p)
	return p
}

// Set moves the bar.
func (p *Progress) Set(part, of int) {
	if p.Part == part && p.Of == of {
		return
	}
	p.Part, p.Of = part, of
	p.Refresh()
}

// AccessibilityLabel is the part of the whole.
func (p *Progress) AccessibilityLabel() string {
	return i18n.T("say.part", "Part", p.Part, "Of", p.Of)
}

// AccessibilityRole is text.
func (p *Progress) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer is Fyne's hook.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer {
	p.ExtendBaseWidget(p)
	r := &progressRenderer{progress: p, track: box(barHeight / 2), done: box(barHeight / 2)}
	r.parts = parts{r.track, r.done}
	r.Refresh()
	return r
}

const barHeight float32 = 4

type progressRenderer struct {
	parts
	progress    *Progress
	track, done *canvas.Rectangle
}

func (r *progressRenderer) Layout(size fyne.Size) {
	share := float32(0)
	if p := r.progress; p.Of > 0 {
		share = min(1, max(0, float32(p.Part)/float32(p.Of)))
	}
	top := fyne.NewPos(0, (size.Height-barHeight)/2)
	r.track.Move(top)
	r.track.Resize(fyne.NewSize(size.Width, barHeight))
	r.done.Move(top)
	r.done.Resize(fyne.NewSize(size.Width*share, barHeight))
}

func (r *progressRenderer) MinSize() fyne.Size { return fyne.NewSize(40, barHeight) }

func (r *progressRenderer) Refresh() {
	fill(r.track, look.ColorLine, "", 0)
	fill(r.done, look.ColorPrimary, "", 0)
	r.Layout(r.progress.Size())
	canvas.Refresh(r.progress)
}
