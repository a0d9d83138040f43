package app

import "testing"

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
		if got := within(c.window, c.left, c.top, c.work); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
