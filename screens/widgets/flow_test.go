package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// block is a thing of a size.
func block(width, height float32) fyne.CanvasObject {
	r := canvas.NewRectangle(nil)
	r.SetMinSize(fyne.NewSize(width, height))
	return r
}

func places(objects []fyne.CanvasObject) []fyne.Position {
	var at []fyne.Position
	for _, o := range objects {
		at = append(at, o.Position())
	}
	return at
}

func TestFlowBreaksLines(t *testing.T) {
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
			"all in one line", 240, Flow(10, block(100, 40), block(50, 20), hidden, block(60, 20)),
			[]fyne.Position{{X: 0, Y: 0}, {X: 110, Y: 10}, {}, {X: 170, Y: 10}},
			40,
		},
		{
			"the last in a second", 220, Flow(10, block(100, 40), block(50, 20), hidden, block(60, 20)),
			[]fyne.Position{{X: 0, Y: 0}, {X: 110, Y: 10}, {}, {X: 0, Y: 50}},
			70,
		},
		{
			"wider than the line", 80, Flow(10, block(100, 40), block(90, 20)),
			[]fyne.Position{{X: 0, Y: 0}, {X: 0, Y: 50}},
			70,
		},
		{
			"one at the end of the first", 240, FlowBeside(10, block(100, 20), block(50, 20), block(120, 20), block(60, 30)),
			[]fyne.Position{{X: 0, Y: 5}, {X: 110, Y: 5}, {X: 0, Y: 40}, {X: 180, Y: 0}},
			60,
		},
	} {
		if got := heightAt(c.box, c.width); got != c.height {
			t.Errorf("%s: %v high, want %v", c.name, got, c.height)
		}
		for i, at := range places(c.box.Objects) {
			if at != c.want[i] {
				t.Errorf("%s: object %d at %v, want %v", c.name, i, at, c.want[i])
			}
		}
	}
}
