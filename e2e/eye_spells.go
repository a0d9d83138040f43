//go:build e2e

package e2e

import (
	"cmp"
	"image"
	"image/draw"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"golang.org/x/image/font/opentype"
)

const (
	codeSize     = 28 // of a code's characters, in pixels at 100 %
	codeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	codeLength   = 15
)

// seenCharacter is a character where the eye has found it.
type seenCharacter struct {
	at    int // from the left
	char  rune
	alike float64
}

// readsJoinCode waits for the code that a PC shows, and reads it character by character.
func (c *pc) readsJoinCode() (code string) {
	c.t.Helper()
	face, err := opentype.Parse(theme.DefaultTheme().Font(fyne.TextStyle{Monospace: true}).Content())
	if err != nil {
		c.t.Fatal(err)
	}
	c.until("a join code", func() bool {
		picture := c.capture()
		band := picture.Bounds()
		band.Min.Y, band.Max.Y = band.Max.Y/3, band.Max.Y/2
		ground := image.NewGray(image.Rectangle{Max: band.Size()})
		draw.Draw(ground, ground.Bounds(), picture, band.Min, draw.Src)
		var seen []seenCharacter
		for _, size := range []float64{codeSize - .5, codeSize, codeSize + .5} { // a character may begin between two pixels
			seen = append(seen, charactersIn(ground, face, size)...)
		}
		code = mostAlike(seen)
		return len(code) == codeLength
	})
	return code
}

// charactersIn are all places that look like a character of a size.
func charactersIn(ground *image.Gray, face *opentype.Font, size float64) (seen []seenCharacter) {
	sized, err := opentype.NewFace(face, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		panic(err)
	}
	defer sized.Close()
	for _, char := range codeAlphabet {
		seen = append(seen, draws(sized, string(char)).everywhere(ground, char)...)
	}
	return seen
}

// everywhere are the places where a character stands.
func (d drawing) everywhere(ground *image.Gray, char rune) (seen []seenCharacter) {
	room := ground.Bounds().Size().Sub(d.Bounds().Size())
	for x := range room.X + 1 {
		for y := range room.Y + 1 {
			at := image.Pt(x, y)
			if !d.likely(ground, at) {
				continue
			}
			if found := d.correlation(ground, at); found > alike {
				seen = append(seen, seenCharacter{x + d.Bounds().Dx()/2, char, found})
			}
		}
	}
	return seen
}

// mostAlike is a line of characters, of those in the same place the one that is most like it.
func mostAlike(seen []seenCharacter) string {
	const width = codeSize * 6 / 10
	slices.SortFunc(seen, func(a, b seenCharacter) int { return cmp.Compare(b.alike, a.alike) })
	var line []seenCharacter
	for _, s := range seen {
		taken := slices.ContainsFunc(line, func(other seenCharacter) bool { return abs(other.at-s.at) < width*2/3 })
		if !taken {
			line = append(line, s)
		}
	}
	slices.SortFunc(line, func(a, b seenCharacter) int { return cmp.Compare(a.at, b.at) })
	var text strings.Builder
	for _, s := range line {
		text.WriteRune(s.char)
	}
	return text.String()
}
