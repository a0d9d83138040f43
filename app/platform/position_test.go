package platform

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestAWindowOpensOnTheScreen(t *testing.T) {
	screen, second := rect{0, 0, 1920, 1040}, rect{-1280, 100, 0, 1000}
	window := rect{0, 0, 1080, 720}
	for name, c := range map[string]struct {
		window    rect
		left, top int32
		work      rect
		want      rect
	}{
		"where it was":         {window, 300, 200, screen, rect{300, 200, 1380, 920}},
		"on a second screen":   {window, -1200, 150, second, rect{-1200, 150, -120, 870}},
		"too far to the right": {window, 1900, 200, screen, rect{840, 200, 1920, 920}},
		"too far down":         {window, 300, 1030, screen, rect{300, 320, 1380, 1040}},
		"too far up and left":  {window, -500, -500, screen, rect{0, 0, 1080, 720}},
		"larger than the screen": {
			rect{0, 0, 3000, 2000}, 50, 50, screen, screen,
		},
	} {
		if got := moveInto(c.window, c.left, c.top, c.work); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// The usual window is higher than a screen of 1366 × 768 where everything is half as large again.
func TestTheFirstWindowFitsTheScreen(t *testing.T) {
	usual := fyne.NewSize(1080, 720)
	for name, c := range map[string]struct{ room, want fyne.Size }{
		"a large screen":     {fyne.NewSize(1920, 1080), usual},
		"a small one":        {fyne.NewSize(1366/1.5, 768/1.5), fyne.NewSize(1366/1.5, 768/1.5)},
		"a wide low one":     {fyne.NewSize(1600, 600), fyne.NewSize(1080, 600)},
		"none that is known": {fyne.Size{}, usual},
	} {
		if got := fit(usual, c.room); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
