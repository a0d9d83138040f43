package widgets

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
	"github.com/skip2/go-qrcode"

	"qlingo/screens/i18n"
	"qlingo/screens/look"
)

const (
	qrModule = 4 // least size of a module, in Fyne's units
	qrQuiet  = 4 // white modules around it, ISO/IEC 18004
)

const qrLeast float32 = 216 // least size of a side, in Fyne's units

// QR is a QR code, black on white in both themes. All modules have the same
// whole number of the screen's pixels, whatever its scale.
type QR struct {
	widget.BaseWidget

	modules [][]bool
}

// NewQR makes a code of a text. A text that is too long (about 2,300 bytes)
// shows as a white square.
func NewQR(text string) *QR {
	q := &QR{}
	if code, err := qrcode.New(text, qrcode.Medium); err == nil {
		code.DisableBorder = true
		q.modules = code.Bitmap()
	}
	q.ExtendBaseWidget(q)
	return q
}

// side is the number of modules of a side, with the quiet zone.
func (q *QR) side() int { return len(q.modules) + 2*qrQuiet }

// AccessibilityLabel says that it is a QR code, not what it contains.
func (q *QR) AccessibilityLabel() string { return i18n.T("say.qr") }

// AccessibilityRole is text.
func (q *QR) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer is Fyne's hook.
func (q *QR) CreateRenderer() fyne.WidgetRenderer {
	q.ExtendBaseWidget(q)
	raster := canvas.NewRaster(q.draw)
	raster.ScaleMode = canvas.ImageScalePixels
	r := &qrRenderer{qr: q, raster: raster, frame: box(look.Radius)}
	r.parts = parts{r.frame, r.raster}
	r.Refresh()
	return r
}

// draw makes the image for a size in pixels.
func (q *QR) draw(w, h int) image.Image {
	palette := color.Palette{color.White, color.Black}
	img := image.NewPaletted(image.Rect(0, 0, w, h), palette)
	if q.modules == nil {
		return img
	}
	module := min(w, h) / q.side()
	left := (w - module*len(q.modules)) / 2
	top := (h - module*len(q.modules)) / 2
	for y := 0; y < module*len(q.modules); y++ {
		for x := 0; x < module*len(q.modules); x++ {
			if q.modules[y/module][x/module] {
				img.SetColorIndex(left+x, top+y, 1)
			}
		}
	}
	return img
}

type qrRenderer struct {
	parts
	qr     *QR
	raster *canvas.Raster
	frame  *canvas.Rectangle
}

// qrFrame is the width of the rounded frame around the code.
const qrFrame float32 = 4

func (r *qrRenderer) Layout(size fyne.Size) {
	side := r.MinSize()
	top := fyne.NewPos((size.Width-side.Width)/2, (size.Height-side.Height)/2)
	r.frame.Move(top)
	r.frame.Resize(side)
	r.raster.Move(top.AddXY(qrFrame, qrFrame))
	r.raster.Resize(side.SubtractWidthHeight(2*qrFrame, 2*qrFrame))
}

func (r *qrRenderer) MinSize() fyne.Size {
	return fyne.NewSquareSize(max(qrLeast, float32(qrModule*r.qr.side())) + 2*qrFrame)
}

func (r *qrRenderer) Refresh() {
	fill(r.frame, "", look.ColorLine, look.Line)
	r.frame.FillColor = color.White
	r.frame.Refresh()
	canvas.Refresh(r.qr)
}
