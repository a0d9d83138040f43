//go:build e2e && pictures

package e2e

import (
	"bytes"
	"image/png"
	"path/filepath"
	"slices"
	"strings"
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
				d := newDesk(t)
				d.opensDemo(language, theme)
				d.signIn("sato.h", "asagao-no-sora-2026")
				d.sees("users")
				d.pictures("users-" + theme + "." + language)
				if theme == "light" {
					d.picturesReset(language)
					d.picturesMFA(language)
				}
			})
		}
	}
}

// picturesReset asks for a user's reset, and leaves it at that.
func (d *desk) picturesReset(language string) {
	d.t.Helper()
	d.click(middle(switches(d.still(), primary)[0]))
	d.seesDialog("reset")
	d.pictures("reset." + language)
	d.moving(func() { d.key("Escape") })
}

// picturesMFA turns the second step on and takes pictures on the way.
func (d *desk) picturesMFA(language string) {
	d.t.Helper()
	d.toSecurity()
	d.clickButton(d.primary())
	d.seesDialog("enrol")
	phone := d.scan(d.qr(d.still()))
	d.pictures("enrol." + language)
	d.fill(phone.pin(0))
	d.enter()
	d.seesDialog("codes")
	d.pictures("codes." + language)
}

// opensDemo starts the program on its sample office, whose log lies in a folder of the demo's own.
func (d *desk) opensDemo(language, theme string) {
	d.t.Helper()
	d.usual, d.keyStore = true, true
	d.env = append(slices.DeleteFunc(d.env, func(entry string) bool {
		return strings.HasPrefix(entry, "FYNE_THEME=")
	}), "FYNE_THEME="+theme)
	d.launch("--demo", "--lang", language)
	d.until("the log of the demo", func() bool {
		logs, _ := filepath.Glob(filepath.Join(d.root, "home", "tmp", "qlingo-demo-*", "config", "qlingo.log"))
		if len(logs) == 1 {
			d.log.path = logs[0]
		}
		return len(logs) == 1
	})
	d.comesUp("login")
	d.mustTool("xdotool", "windowsize", "--sync", d.window, "1080", "720")
}

// pictures keeps a picture of the window for the documents, without the pointer and in few colours, which keeps it small.
func (d *desk) pictures(name string) {
	d.t.Helper()
	d.mustTool("xdotool", "mousemove", "1279", "899")
	var out bytes.Buffer
	if err := png.Encode(&out, d.still()); err != nil {
		d.t.Fatal(err)
	}
	file := filepath.Join(pictureFolder, name+".png")
	if _, err := d.runTool(out.Bytes(), "convert", "png:-", "-dither", "None", "-colors", "255", "-strip", "png8:"+file); err != nil {
		d.t.Fatal(err)
	}
}
