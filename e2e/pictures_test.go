//go:build e2e && pictures

package e2e

import (
	"bytes"
	"image/png"
	"path/filepath"
	"testing"
)

// pictureFolder is where the documents look for their pictures.
const pictureFolder = "../docs/images"

// TestPictures makes the pictures of the documents from the demo: `make pictures`. The QR code and the backup codes in
// them belong to an office that is gone when the test ends.
func TestPictures(t *testing.T) {
	for _, language := range languages(t) {
		for _, theme := range []string{"light", "dark"} {
			t.Run(language+"-"+theme, func(t *testing.T) {
				c := newPC(t)
				c.opensDemo(language, theme)
				c.signIn("sato.h", "asagao-no-sora-2026")
				c.sees("users")
				c.pictures("users-" + theme + "." + language)
				if theme == "light" {
					c.picturesReset(language)
					c.picturesMFA(language)
				}
			})
		}
	}
}

// picturesReset asks for a user's reset, and leaves it at that.
func (c *pc) picturesReset(language string) {
	c.t.Helper()
	c.click(middle(switches(c.still(), primary)[0]))
	c.seesDialog("reset")
	c.pictures("reset." + language)
	c.moving(func() { c.key("Escape") })
}

// picturesMFA turns the second step on and takes pictures on the way.
func (c *pc) picturesMFA(language string) {
	c.t.Helper()
	c.toSecurity()
	c.clickButton(c.primary())
	c.seesDialog("enrol")
	phone := c.scan(c.seesCode())
	c.pictures("enrol." + language)
	c.fill(phone.pin(0))
	c.enter()
	c.seesDialog("codes")
	c.pictures("codes." + language)
}

// pictures keeps a picture of the window for the documents, without the pointer and in few colours, which keeps it small.
func (c *pc) pictures(name string) {
	c.t.Helper()
	c.mustTool("xdotool", "mousemove", "1279", "899")
	var out bytes.Buffer
	if err := png.Encode(&out, c.still()); err != nil {
		c.t.Fatal(err)
	}
	file := filepath.Join(pictureFolder, name+".png")
	if _, err := c.runTool(out.Bytes(), "convert", "png:-", "-dither", "None", "-colors", "255", "-strip", "png8:"+file); err != nil {
		c.t.Fatal(err)
	}
}
