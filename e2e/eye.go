//go:build e2e

package e2e

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Colours that the eye looks for, of the light theme but for the last.
var (
	primary     = color.RGBA{0x1D, 0x5F, 0xD1, 0xFF}
	danger      = color.RGBA{0xC2, 0x32, 0x2D, 0xFF}
	darkPrimary = color.RGBA{0x78, 0xA6, 0xFF, 0xFF}
)

// primary is the colour of main buttons and of the focus, as the program runs.
func (c *pc) primary() color.RGBA {
	if slices.Contains(c.env, "FYNE_THEME=dark") {
		return darkPrimary
	}
	return primary
}

// capture takes a picture of the window.
func (c *pc) capture() *image.RGBA {
	c.t.Helper()
	picture, err := pictureOf(c.display(), c.windowID())
	if err != nil {
		c.t.Fatalf("picture of the window: %v", err)
	}
	return picture
}

// restTime is how long nothing changes in a window that has come to rest. A page that the
// log names is painted well within it.
const restTime = 150 * time.Millisecond

// still waits until the window has come to rest and returns its picture. A
// second counted down meanwhile counts as rest.
func (c *pc) still() *image.RGBA {
	c.t.Helper()
	now, since := c.capture(), time.Now()
	c.until("a still window", func() bool {
		time.Sleep(20 * time.Millisecond)
		before := now
		now = c.capture()
		if differing(before, now) >= 300 {
			since = time.Now()
		}
		return time.Since(since) >= restTime
	})
	return now
}

// shot keeps a picture of a step for people to look at.
func (c *pc) shot(name string) *image.RGBA {
	c.t.Helper()
	picture := c.still()
	c.save(name, picture)
	return picture
}

func (c *pc) save(name string, picture image.Image) {
	c.shots++
	var out bytes.Buffer
	quick := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := quick.Encode(&out, picture); err != nil {
		c.t.Error(err)
		return
	}
	file := filepath.Join(c.artefacts, fmt.Sprintf("%03d-%s%s.png", c.shots, c.look, name))
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		c.t.Error(err)
	}
}

// seesCode waits for a QR code and returns its text.
func (c *pc) seesCode() (text string) {
	c.t.Helper()
	c.until("a QR code", func() bool {
		text = c.qr(c.still())
		return text != ""
	})
	return text
}

// shotOfCode keeps a picture of a step with a QR code and returns the code's text.
func (c *pc) shotOfCode(name string) string {
	c.t.Helper()
	text := c.seesCode()
	c.shot(name)
	return text
}

// qr reads the QR code in a picture, as a phone would; "" for none.
func (c *pc) qr(picture image.Image) string {
	c.t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		c.t.Fatal(err)
	}
	file := filepath.Join(c.root, "screen.png")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		c.t.Fatal(err)
	}
	defer os.Remove(file)
	return strings.TrimSpace(c.tool(nil, "zbarimg", "-q", "--raw", file))
}

// patch is an area of one colour.
type patch struct {
	image.Rectangle
	pixels int // that have the colour, of all within
}

// solid is true for buttons, false for frames.
func (p patch) solid() bool { return 2*p.pixels > p.Dx()*p.Dy() }

// patches finds the areas of one colour at least as big as given, top to bottom
// and left to right: buttons and switches without a guess at their places.
func patches(picture *image.RGBA, want color.RGBA, width, height int) []patch {
	bounds := picture.Bounds()
	seen := make([]bool, bounds.Dx()*bounds.Dy())
	fresh := func(x, y int) bool {
		return image.Pt(x, y).In(bounds) && !seen[y*bounds.Dx()+x] && near(picture.RGBAAt(x, y), want)
	}
	// fill walks one area from a first pixel on.
	fill := func(start image.Point) patch {
		area := patch{Rectangle: image.Rectangle{Min: start, Max: start.Add(image.Pt(1, 1))}}
		todo := []image.Point{start}
		seen[start.Y*bounds.Dx()+start.X] = true
		for len(todo) > 0 {
			p := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			area.pixels++
			area.Rectangle = area.Union(image.Rectangle{Min: p, Max: p.Add(image.Pt(1, 1))})
			for _, step := range []image.Point{{X: 1}, {X: -1}, {Y: 1}, {Y: -1}} {
				if q := p.Add(step); fresh(q.X, q.Y) {
					seen[q.Y*bounds.Dx()+q.X] = true
					todo = append(todo, q)
				}
			}
		}
		return area
	}
	var found []patch
	for y := range bounds.Dy() {
		for x := range bounds.Dx() {
			if !fresh(x, y) {
				continue
			}
			if area := fill(image.Pt(x, y)); area.Dx() >= width && area.Dy() >= height {
				found = append(found, area)
			}
		}
	}
	return found
}

// clickButton presses the lowest button of a colour: the main action of a page.
func (c *pc) clickButton(of color.RGBA) {
	c.t.Helper()
	var lowest patch
	c.until("a button", func() bool {
		for _, p := range patches(c.still(), of, 60, 28) {
			if p.solid() {
				lowest = p
			}
		}
		return !lowest.Empty()
	})
	c.click(middle(lowest.Rectangle))
}

// frames finds what is framed by lines of a colour, by its two long sides.
func frames(picture *image.RGBA, of color.RGBA, width int) []image.Rectangle {
	var found []image.Rectangle
	lines := slices.DeleteFunc(patches(picture, of, width, 1), func(p patch) bool { return p.solidOver(20) })
	for i, top := range lines {
		for _, bottom := range lines[i:] {
			apart := bottom.Max.Y - top.Min.Y
			if abs(top.Min.X-bottom.Min.X) < 4 && abs(top.Max.X-bottom.Max.X) < 4 && apart > 26 && apart < 80 {
				found = append(found, top.Union(bottom.Rectangle))
			}
		}
	}
	return found
}

// focusedField finds the field that has the focus by its frame.
func (c *pc) focusedField() image.Rectangle {
	c.t.Helper()
	var field image.Rectangle
	c.until("a focused field", func() bool {
		for _, frame := range frames(c.still(), c.primary(), 100) {
			field = frame
		}
		return !field.Empty()
	})
	return field
}

// clickOutlined presses the lowest button that has only a frame of a colour.
func (c *pc) clickOutlined(of color.RGBA) {
	c.t.Helper()
	var button image.Rectangle
	c.until("an outlined button", func() bool {
		for _, frame := range frames(c.still(), of, 60) {
			button = frame
		}
		return !button.Empty()
	})
	c.click(middle(button))
}

// solidOver is solid for areas at least that high: a button, not a line.
func (p patch) solidOver(height int) bool { return p.Dy() >= height && p.solid() }

func abs(n int) int { return max(n, -n) }

// near allows for edges between two pixels and for the paler shade under the
// mouse.
func near(got, want color.RGBA) bool {
	const slack = 64
	apart := func(a, b uint8) bool { return int(a)-int(b) > slack || int(b)-int(a) > slack }
	return !apart(got.R, want.R) && !apart(got.G, want.G) && !apart(got.B, want.B)
}

func middle(r image.Rectangle) image.Point { return r.Min.Add(r.Size().Div(2)) }

// differing counts the pixels in which two pictures differ.
func differing(a, b *image.RGBA) int {
	if a.Bounds() != b.Bounds() {
		return math.MaxInt
	}
	count, line := 0, a.Stride
	for y := 0; y < len(a.Pix); y += line {
		one, other := a.Pix[y:y+line], b.Pix[y:y+line]
		if bytes.Equal(one, other) { // as most are
			continue
		}
		for i := 0; i < line; i += 4 {
			if binary.LittleEndian.Uint32(one[i:]) != binary.LittleEndian.Uint32(other[i:]) {
				count++
			}
		}
	}
	return count
}
