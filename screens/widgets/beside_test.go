package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// block makes an object of a size.
func block(width, height float32) fyne.CanvasObject {
	r := canvas.NewRectangle(nil)
	r.SetMinSize(fyne.NewSize(width, height))
	return r
}

func TestBeside(t *testing.T) {
	hidden := block(500, 500)
	hidden.Hide()
	for _, c := range []struct {
		name   string
		width  float32
		box    *fyne.Container
		want   []fyne.Position
		height float32
	}{
		{
			"all in one line", 300, Beside(10, block(100, 40), hidden, block(50, 20), block(60, 20)),
			[]fyne.Position{{X: 0, Y: 0}, {}, {X: 110, Y: 10}, {X: 240, Y: 10}},
			40,
		},
		{
			"the others in two", 240, Beside(10, block(100, 20), block(50, 20), block(120, 20), block(60, 30)),
			[]fyne.Position{{X: 0, Y: 0}, {X: 110, Y: 0}, {X: 0, Y: 35}, {X: 180, Y: 30}},
			60,
		},
		{
			"no room in the second", 240, Beside(10, block(150, 20), block(120, 20), block(110, 20), block(60, 20)),
			[]fyne.Position{{X: 0, Y: 0}, {X: 0, Y: 30}, {X: 130, Y: 30}, {X: 180, Y: 60}},
			80,
		},
	} {
		if got := heightAt(c.box, c.width); got != c.height {
			t.Errorf("%s: %v high, want %v", c.name, got, c.height)
		}
		for i, o := range c.box.Objects {
			if o.Position() != c.want[i] {
				t.Errorf("%s: object %d at %v, want %v", c.name, i, o.Position(), c.want[i])
			}
		}
	}
}
