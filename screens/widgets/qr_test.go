package widgets

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"qlingo/screens/look"
)

const uri = "otpauth://totp/Qlingo%20%E5%B1%B1%E7%94%B0%E5%95%86%E5%BA%97:takahashi.k?algorithm=SHA1&digits=6&issuer=Qlingo%20%E5%B1%B1%E7%94%B0%E5%95%86%E5%BA%97&period=30&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

// TestQRIsRead captures the code as a phone sees it and passes it to zbarimg.
func TestQRIsRead(t *testing.T) {
	zbar, err := exec.LookPath("zbarimg")
	if err != nil {
		t.Skip("zbarimg is not installed")
	}
	for _, mode := range []look.Mode{look.ModeLight, look.ModeDark} {
		for _, scale := range []float32{1, 1.25, 1.5, 2} {
			start(t).Settings().SetTheme(look.New(mode))
			c := software.NewCanvas()
			c.SetScale(scale)
			c.SetContent(container.NewCenter(NewQR(uri)))
			c.Resize(fyne.NewSize(400, 400))
			if got := decode(t, zbar, c.Capture()); got != uri {
				t.Errorf("%s, scale %v: zbarimg read %q", mode, scale, got)
			}
		}
	}
}

func decode(t *testing.T, zbar string, img image.Image) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "qr.png")
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, buf.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	// Its exit code says nothing when nothing was read; what was read is on the
	// standard output.
	out, _ := exec.Command(zbar, "-q", "--raw", name).Output()
	return strings.TrimSpace(string(out))
}

// TestQRModulesAreWholePixels: scanners have trouble with modules of different
// sizes.
func TestQRModulesAreWholePixels(t *testing.T) {
	start(t)
	q := NewQR(uri)
	for _, size := range []int{q.side(), 216, 233, 301, 500} {
		img := q.draw(size, size)
		module := size / q.side()
		left := (size - module*len(q.modules)) / 2
		for y := range size {
			for x := range size {
				mx, my := floorDiv(x-left, module), floorDiv(y-left, module)
				want := mx >= 0 && my >= 0 && mx < len(q.modules) && my < len(q.modules) && q.modules[my][mx]
				if r, _, _, _ := img.At(x, y).RGBA(); (r == 0) != want {
					t.Fatalf("size %d: pixel %d,%d is black: %v", size, x, y, r == 0)
				}
			}
		}
		if left < qrQuiet*module {
			t.Errorf("size %d: the quiet zone is %d pixels, want %d modules of %d", size, left, qrQuiet, module)
		}
	}
}

func floorDiv(a, b int) int {
	if a < 0 {
		return -1
	}
	return a / b
}

func TestQRIsWhiteInTheDark(t *testing.T) {
	start(t).Settings().SetTheme(look.New(look.ModeDark))
	test.AssertObjectRendersToMarkup(t, "parts/qr_dark.xml", NewQR(uri))
}

func TestQRSize(t *testing.T) {
	start(t)
	for _, text := range []string{"a", uri} {
		q := NewQR(text)
		inside := q.MinSize().Width - 2*qrFrame
		if inside < qrLeast || inside < float32(qrModule*q.side()) {
			t.Errorf("%d modules stand in %v units", q.side(), inside)
		}
	}
	if q := NewQR(strings.Repeat("x", 4000)); q.modules != nil || q.MinSize().Width < qrLeast {
		t.Error("a text that is too long has not given a white square")
	}
}
