//go:build e2e

package e2e

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"
)

// Colours of the light theme that the eye looks for.
var (
	primary = color.RGBA{0x1D, 0x5F, 0xD1, 0xFF}
	danger  = color.RGBA{0xC2, 0x32, 0x2D, 0xFF}
)

// capture takes a picture of the window.
func (d *desk) capture() image.Image {
	d.t.Helper()
	out := d.mustTool("import", "-silent", "-window", d.window, "png:-")
	picture, err := png.Decode(strings.NewReader(out))
	if err != nil {
		d.t.Fatalf("picture of the window: %v", err)
	}
	return picture
}

// still waits until the window has come to rest and returns its picture. A
// blinking cursor counts as rest.
func (d *desk) still() image.Image {
	d.t.Helper()
	before := d.capture()
	var now image.Image
	d.until("a still window", func() bool {
		time.Sleep(40 * time.Millisecond)
		now = d.capture()
		rest := differing(before, now) < 300
		before = now
		return rest
	})
	return now
}

// shot keeps a picture of a step for people to look at.
func (d *desk) shot(name string) image.Image {
	d.t.Helper()
	picture := d.still()
	d.save(name, picture)
	return picture
}

func (d *desk) save(name string, picture image.Image) {
	d.shots++
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		d.t.Error(err)
		return
	}
	file := filepath.Join(d.artefacts, fmt.Sprintf("%02d-%s.png", d.shots, name))
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		d.t.Error(err)
	}
}

// qr reads the QR code that the window shows, as a phone would; "" for none.
func (d *desk) qr(picture image.Image) string {
	d.t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		d.t.Fatal(err)
	}
	file := filepath.Join(d.root, "screen.png")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		d.t.Fatal(err)
	}
	defer os.Remove(file)
	return strings.TrimSpace(d.tool(nil, "zbarimg", "-q", "--raw", file))
}

// patches finds the areas of one colour at least as big as given, top to bottom
// and left to right: buttons and switches without a guess at their places.
func patches(picture image.Image, want color.RGBA, width, height int) []image.Rectangle {
	bounds := picture.Bounds()
	seen := make([]bool, bounds.Dx()*bounds.Dy())
	index := func(p image.Point) int { return (p.Y-bounds.Min.Y)*bounds.Dx() + p.X - bounds.Min.X }
	var found []image.Rectangle
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			start := image.Pt(x, y)
			if seen[index(start)] || !same(picture.At(x, y), want) {
				continue
			}
			area := image.Rectangle{Min: start, Max: start.Add(image.Pt(1, 1))}
			todo := []image.Point{start}
			seen[index(start)] = true
			for len(todo) > 0 {
				p := todo[len(todo)-1]
				todo = todo[:len(todo)-1]
				area = area.Union(image.Rectangle{Min: p, Max: p.Add(image.Pt(1, 1))})
				for _, step := range []image.Point{{X: 1}, {X: -1}, {Y: 1}, {Y: -1}} {
					q := p.Add(step)
					if q.In(bounds) && !seen[index(q)] && same(picture.At(q.X, q.Y), want) {
						seen[index(q)] = true
						todo = append(todo, q)
					}
				}
			}
			if area.Dx() >= width && area.Dy() >= height {
				found = append(found, area)
			}
		}
	}
	sort.SliceStable(found, func(a, b int) bool { return found[a].Min.Y < found[b].Min.Y })
	return found
}

// clickButton presses the lowest button of a colour: the main action of a page.
func (d *desk) clickButton(of color.RGBA) {
	d.t.Helper()
	var buttons []image.Rectangle
	d.until("a button", func() bool {
		buttons = patches(d.still(), of, 60, 28)
		return len(buttons) > 0
	})
	d.click(middle(buttons[len(buttons)-1]))
}

func middle(r image.Rectangle) image.Point { return r.Min.Add(r.Size().Div(2)) }

func same(got color.Color, want color.RGBA) bool {
	r, g, b, _ := got.RGBA()
	return uint8(r>>8) == want.R && uint8(g>>8) == want.G && uint8(b>>8) == want.B
}

// differing counts the pixels in which two pictures differ.
func differing(a, b image.Image) int {
	if a.Bounds() != b.Bounds() {
		return 1 << 30
	}
	count := 0
	bounds := a.Bounds()
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				count++
			}
		}
	}
	return count
}
