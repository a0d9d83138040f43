package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/screens/look"
)

// slideStep is how far an arrow moves a table sideways.
const slideStep float32 = 120

// width is the width of the rows: what is seen of the table, or what its columns need at least.
func (t *Table) width() float32 {
	return max(t.scroll.Size().Width, look.Grow(t.Least))
}

// alignHeader puts the titles above their columns.
func (t *Table) alignHeader() {
	t.header.Resize(fyne.NewSize(t.width(), look.HeaderHeight))
	t.header.Move(fyne.NewPos(-t.scroll.Offset.X, 0))
}

// prepareSideways makes a table that has a Least scroll, once.
func (t *Table) prepareSideways() {
	switch {
	case t.heads != nil:
	case t.Least > 0:
		t.heads = container.NewClip(container.New(wideHeader{t}, t.header))
		t.scroll.Direction = container.ScrollBoth
	default:
		t.heads = t.header
	}
}

// wideHeader gives the header of a table the width of its rows.
type wideHeader struct{ table *Table }

// Layout implements fyne.Layout.
func (l wideHeader) Layout([]fyne.CanvasObject, fyne.Size) { l.table.alignHeader() }

// MinSize implements fyne.Layout.
func (wideHeader) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, look.HeaderHeight) }

// slideTo scrolls to the side of an arrow.
func (t *Table) slideTo(arrow fyne.KeyName) {
	by := slideStep
	if arrow == fyne.KeyLeft {
		by = -slideStep
	}
	t.slide(by)
}

// slide scrolls sideways, as far as there is something.
func (t *Table) slide(by float32) {
	x := min(t.scroll.Offset.X+by, t.width()-t.scroll.Size().Width)
	t.scroll.ScrollToOffset(fyne.NewPos(max(0, x), t.scroll.Offset.Y))
	t.alignHeader() // ScrollToOffset does not call OnScrolled
	t.body.update()
}
