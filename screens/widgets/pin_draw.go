package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"qlingo/screens/look"
)

// Pitch of the digits: wide for a PIN, narrow for a backup code, which must fit
// into the same field.
const (
	bigSize, bigPitch     float32 = 30, 32
	plainSize, plainPitch float32 = 22, 21
	codeSize, codePitch   float32 = 16, 11.5

	pinDialogHeight float32 = 48
	pinInset        float32 = 14
)

// font returns size and pitch for the present number of digits.
func (p *PINEntry) font() (size, pitch float32) {
	switch {
	case len(p.digits) > PINDigits+2:
		return look.Grow(codeSize), look.Grow(codePitch)
	case p.big:
		return look.Grow(bigSize), look.Grow(bigPitch)
	default:
		return look.Grow(plainSize), look.Grow(plainPitch)
	}
}

// metrics returns the distance of digits and the left edge of the first.
func (p *PINEntry) metrics(width float32) (pitch, left float32) {
	_, pitch = p.font()
	if !p.big {
		return pitch, pinInset
	}
	return pitch, (width - pitch*float32(len(p.digits))) / 2
}

// CreateRenderer is Fyne's hook.
func (p *PINEntry) CreateRenderer() fyne.WidgetRenderer {
	p.ExtendBaseWidget(p)
	r := &pinRenderer{pin: p, frame: box(look.Radius), selection: box(4), cursor: box(0)}
	r.Refresh()
	return r
}

type pinRenderer struct {
	parts
	pin                      *PINEntry
	frame, selection, cursor *canvas.Rectangle
	digits                   []*canvas.Text
}

func (r *pinRenderer) MinSize() fyne.Size {
	height := look.Grow(pinDialogHeight)
	if r.pin.big {
		height = look.PINHeight
	}
	return fyne.NewSize(2*pinInset+look.Grow(codePitch)*BackupDigits, height)
}

func (r *pinRenderer) Layout(size fyne.Size) {
	r.frame.Resize(size)
	fontSize, _ := r.pin.font()
	pitch, left := r.pin.metrics(size.Width)
	line := fontSize * 1.25
	top := (size.Height - line) / 2
	for i, d := range r.digits {
		s := d.MinSize()
		d.Move(fyne.NewPos(left+pitch*float32(i), (size.Height-s.Height)/2))
		d.Resize(fyne.NewSize(pitch, s.Height))
	}
	r.cursor.Move(fyne.NewPos(left+pitch*float32(r.pin.cursor)-1, top))
	r.cursor.Resize(fyne.NewSize(2, line))
	r.selection.Move(fyne.NewPos(left, top))
	r.selection.Resize(fyne.NewSize(pitch*float32(len(r.digits)), line))
}

func (r *pinRenderer) Refresh() {
	p := r.pin
	line, width := frameOf(p.failed, p.focused)
	ground := look.ColorField
	if p.Disabled() {
		ground = look.ColorNeutralSoft
	}
	fill(r.frame, ground, line, width)
	fill(r.selection, look.ColorTint, "", 0)
	fill(r.cursor, look.ColorPrimary, "", 0)
	r.selection.Hidden = !p.all
	r.cursor.Hidden = !p.focused || p.all || p.Disabled()

	size, _ := p.font()
	r.digits = r.digits[:0]
	for _, d := range p.digits {
		t := write(string(d), size, true)
		t.Alignment, t.Color = fyne.TextAlignCenter, paint(look.ColorText)
		r.digits = append(r.digits, t)
	}
	r.parts = parts{r.frame, r.selection}
	for _, d := range r.digits {
		r.parts = append(r.parts, d)
	}
	r.parts = append(r.parts, r.cursor)
	r.Layout(p.Size())
	canvas.Refresh(p)
}
