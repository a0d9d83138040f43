//go:build e2e

package e2e

import (
	"image"
	"image/draw"
	"math"
	"slices"
	"sort"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"qlingo/assets"
)

// textSizes are those of the program's text at 100 %, in pixels; most sentences come first.
var textSizes = []float64{14, 12, 16, 22, 13}

// alike is how well a place in a picture has to correlate with a text drawn by the same
// face: the same text comes to 0.97 and more, others stay below 0.6.
const alike = 0.8

// reads waits until the window shows a text, in one line or broken once.
func (c *pc) reads(text string) {
	c.t.Helper()
	c.until("the words "+text, func() bool {
		ground := grey(c.capture())
		runes := []rune(text)
		// As long as one line goes, and the rest elsewhere. A single character shows nothing.
		fits := sort.Search(len(runes), func(n int) bool { return !holdsText(ground, string(runes[:n+1])) })
		return fits == len(runes) || fits > 1 && (fits == len(runes)-1 || holdsText(ground, string(runes[fits:])))
	})
}

// readsNowhere expects that a word does not stand in the window.
func (c *pc) readsNowhere(word string) {
	c.t.Helper()
	if holdsText(grey(c.still()), word) {
		c.t.Errorf("the window says %q", word)
	}
}

func grey(picture *image.RGBA) *image.Gray {
	ground := image.NewGray(picture.Bounds())
	draw.Draw(ground, ground.Bounds(), picture, picture.Bounds().Min, draw.Src)
	return ground
}

// holdsText tells whether a text stands in one line anywhere in a picture, in any colour: the
// eye compares the picture with the text as the program's own face draws it.
func holdsText(ground *image.Gray, text string) bool {
	_, there := findText(ground, text)
	return there
}

// findText is where a text stands.
func findText(ground *image.Gray, text string) (at image.Rectangle, there bool) {
	for _, drawn := range drawings(text) {
		if at, there := drawn.within(ground); there {
			return drawn.Bounds().Add(at), true
		}
	}
	return at, false
}

// clickText clicks on a text, such as that of a button.
func (c *pc) clickText(text string) {
	c.t.Helper()
	var at image.Rectangle
	c.until("the words "+text, func() (there bool) {
		at, there = findText(grey(c.still()), text)
		return there
	})
	c.click(middle(at))
}

var typefaces = sync.OnceValue(func() []*opentype.Font {
	var fonts []*opentype.Font
	for _, raw := range [][]byte{assets.FontRegular, assets.FontBold} {
		parsed, err := opentype.Parse(raw)
		if err != nil {
			panic(err) // the program's own face
		}
		fonts = append(fonts, parsed)
	}
	return fonts
})

// drawing is a text in one size and weight: where its ink is, and where there is none.
type drawing struct {
	*image.Alpha
	ink, blank []image.Point // some of each
	mean, norm float64
}

func drawings(text string) []drawing {
	var all []drawing
	for _, size := range textSizes {
		for _, parsed := range typefaces() {
			face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72})
			if err != nil {
				panic(err)
			}
			all = append(all, draws(face, text))
			face.Close()
		}
	}
	return all
}

func draws(face font.Face, text string) drawing {
	bounds, _ := font.BoundString(face, text)
	area := image.Rect(bounds.Min.X.Floor(), bounds.Min.Y.Floor(), bounds.Max.X.Ceil(), bounds.Max.Y.Ceil())
	canvas := image.NewAlpha(area)
	drawer := font.Drawer{Dst: canvas, Src: image.Opaque, Face: face, Dot: fixed.P(0, 0)}
	drawer.DrawString(text)
	canvas.Rect = area.Sub(area.Min)

	d := drawing{Alpha: canvas}
	sum, full := 0.0, slices.Max(canvas.Pix)
	for i, alpha := range canvas.Pix {
		sum += float64(alpha)
		at := image.Pt(i%canvas.Stride, i/canvas.Stride)
		switch {
		case alpha > full-full/5:
			d.ink = append(d.ink, at)
		case alpha == 0:
			d.blank = append(d.blank, at)
		}
	}
	d.ink, d.blank = some(d.ink), some(d.blank)
	d.mean = sum / float64(len(canvas.Pix))
	for _, alpha := range canvas.Pix {
		d.norm += (float64(alpha) - d.mean) * (float64(alpha) - d.mean)
	}
	return d
}

// some are a few points, from all over.
func some(points []image.Point) []image.Point {
	const few = 32
	step := max(1, len(points)/few)
	return slices.Collect(func(yield func(image.Point) bool) {
		for i := 0; i < len(points); i += step {
			if !yield(points[i]) {
				return
			}
		}
	})
}

func (d drawing) within(ground *image.Gray) (at image.Point, there bool) {
	room := ground.Bounds().Size().Sub(d.Bounds().Size())
	for y := range room.Y + 1 {
		for x := range room.X + 1 {
			at := image.Pt(x, y)
			if d.likely(ground, at) && d.correlation(ground, at) > alike {
				return at, true
			}
		}
	}
	return at, false
}

// likely looks at one point each, then at a few: ink differs from the ground.
func (d drawing) likely(ground *image.Gray, at image.Point) bool {
	const contrast = 50
	return abs(shade(ground, at, d.ink[:1])-shade(ground, at, d.blank[:1])) > contrast &&
		abs(shade(ground, at, d.ink)-shade(ground, at, d.blank)) > contrast
}

// shade is the mean of some points.
func shade(ground *image.Gray, at image.Point, points []image.Point) int {
	sum := 0
	for _, p := range points {
		sum += int(ground.Pix[(at.Y+p.Y)*ground.Stride+at.X+p.X])
	}
	return sum / len(points)
}

// correlation is 1 for the very same shapes, whatever the colours.
func (d drawing) correlation(ground *image.Gray, at image.Point) float64 {
	size := d.Bounds().Size()
	var sum, squares, product float64
	for y := range size.Y {
		line := ground.Pix[(at.Y+y)*ground.Stride+at.X:]
		for x, alpha := range d.Pix[y*d.Stride : y*d.Stride+size.X] {
			v := float64(line[x])
			sum += v
			squares += v * v
			product += v * (float64(alpha) - d.mean)
		}
	}
	spread := squares - sum*sum/float64(size.X*size.Y)
	if spread <= 0 {
		return 0
	}
	return math.Abs(product) / math.Sqrt(spread*d.norm)
}
