package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestLineBreaksWhereItIsTooLong(t *testing.T) {
	a, b, c := block(50, 20), block(40, 20), block(30, 20)
	line := Line(10, a, Spacer(), b, c)
	for _, want := range []struct {
		width, height float32
		at            [3]fyne.Position
	}{
		{300, 20, [3]fyne.Position{{}, fyne.NewPos(220, 0), fyne.NewPos(270, 0)}},
		{150, 20, [3]fyne.Position{{}, fyne.NewPos(70, 0), fyne.NewPos(120, 0)}},
		{149, 50, [3]fyne.Position{{}, fyne.NewPos(69, 30), fyne.NewPos(119, 30)}},
		{60, 80, [3]fyne.Position{{}, fyne.NewPos(20, 30), fyne.NewPos(30, 60)}},
	} {
		if got := heightAt(line, want.width); got != want.height {
			t.Errorf("%v wide: %v high", want.width, got)
		}
		line.Resize(fyne.NewSize(want.width, want.height))
		for i, o := range []fyne.CanvasObject{a, b, c} {
			if o.Position() != want.at[i] {
				t.Errorf("%v wide: the object %d is at %v", want.width, i, o.Position())
			}
		}
	}
	if got := line.MinSize().Width; got != 50 {
		t.Errorf("the line asks for %v", got)
	}
	b.Hide()
	if got := heightAt(line, 120); got != 20 {
		t.Errorf("with one hidden: %v high", got)
	}
}

func TestLineOfButtonsEndsAtTheRight(t *testing.T) {
	a, b := block(50, 20), block(40, 20)
	line := Line(10, Spacer(), a, b)
	line.Resize(fyne.NewSize(200, 20))
	if b.Position().X != 160 {
		t.Errorf("ends at %v", b.Position())
	}
	line.Resize(fyne.NewSize(60, 50))
	if a.Position() != fyne.NewPos(10, 0) || b.Position() != fyne.NewPos(20, 30) {
		t.Errorf("broken: %v, %v", a.Position(), b.Position())
	}
}
