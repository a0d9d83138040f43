package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/look"
)

// modalLayer covers the window: the shade, and the dialog in its middle.
type modalLayer struct {
	widget.BaseWidget

	modal   *Modal
	width   float32
	held    fyne.Focusable // had the focus when a mouse button went down beside the dialog
	content *fyne.Container
	scroll  *container.Scroll
	height  float32 // of the content at the last layout

	within fyne.Size // size of the window at the last layout
	depth  float32   // distance of the default button from the top of the content then
}

// MouseDown is part of desktop.Mouseable. Fyne calls it before it takes the
// focus away from the dialog.
func (l *modalLayer) MouseDown(*desktop.MouseEvent) { l.held = l.modal.canvas.Focused() }

// MouseUp is part of desktop.Mouseable.
func (l *modalLayer) MouseUp(*desktop.MouseEvent) {}

// Tapped ignores clicks beside the dialog and moves the focus back, because
// what is typed next is meant for the dialog.
func (l *modalLayer) Tapped(*fyne.PointEvent) {
	if l.held != nil && l.modal.canvas.Focused() == nil {
		l.modal.canvas.Focus(l.held)
	}
	l.held = nil
}

// MouseIn is part of desktop.Hoverable. The page below a dialog must not see
// the pointer.
func (l *modalLayer) MouseIn(*desktop.MouseEvent) { OnActivity() }

// MouseMoved is part of desktop.Hoverable.
func (l *modalLayer) MouseMoved(*desktop.MouseEvent) { OnActivity() }

// MouseOut is part of desktop.Hoverable.
func (l *modalLayer) MouseOut() {}

func (l *modalLayer) children() []fyne.CanvasObject { return []fyne.CanvasObject{l.scroll} }

// CreateRenderer is Fyne's hook.
func (l *modalLayer) CreateRenderer() fyne.WidgetRenderer {
	l.ExtendBaseWidget(l)
	r := &modalRenderer{layer: l, shade: canvas.NewRectangle(nil), ground: box(look.ModalRadius)}
	r.parts = parts{r.shade, r.ground, l.scroll}
	r.Refresh()
	return r
}

const (
	modalMargin float32 = 16 // distance to the window's edge, at least
	modalAir    float32 = 5  // inside the scroll, whose edge would cut off focus rings
	modalBar    float32 = 14 // beside the content, for the bar of the scroll

	modalLeast       float32 = 16 // padding above and below in a low window
	modalLeastMargin float32 = 6
)

type modalRenderer struct {
	parts
	layer         *modalLayer
	shade, ground *canvas.Rectangle
}

func (r *modalRenderer) Layout(size fyne.Size) {
	l := r.layer
	r.shade.Resize(size)
	pad := look.ModalPadding - modalAir
	width := min(l.width, size.Width-2*modalMargin)
	l.height = l.heightAt(width - 2*pad)
	above, margin := pad, modalMargin
	if l.height+2*above > size.Height-2*margin {
		// In a low window a tighter dialog is better than scrolling.
		above, margin = modalLeast-modalAir, modalLeastMargin
	}
	height := min(l.height+2*above, size.Height-2*margin)
	stood := l.scroll.Position().Y + l.depth - l.scroll.Offset.Y
	at := fyne.NewPos((size.Width-width)/2, (size.Height-height)/2)
	if l.within == size && l.modal.enter != nil {
		at.Y = max(margin, min(stood-l.defaultDepth()-above, size.Height-margin-height))
	}
	r.ground.Move(at)
	r.ground.Resize(fyne.NewSize(width, height))
	l.scroll.Move(at.AddXY(pad, above))
	l.scroll.Resize(fyne.NewSize(width-2*pad+modalBar, height-2*above))
	if l.within == size {
		l.keep(stood)
	}
	l.within, l.depth = size, l.defaultDepth()
}

// keep leaves the default button where it was, with the buttons beside it,
// because the next click is meant for them. In a dialog as high as the window
// it scrolls.
func (l *modalLayer) keep(stood float32) {
	to := l.scroll.Position().Y + l.defaultDepth() - stood
	to = max(0, min(to, l.height-l.scroll.Size().Height))
	if l.modal.enter != nil && to != l.scroll.Offset.Y {
		l.scroll.ScrollToOffset(fyne.NewPos(0, to))
	}
}

// defaultDepth is the distance of the default button from the upper edge of the
// content.
func (l *modalLayer) defaultDepth() float32 {
	if l.modal.enter == nil {
		return 0
	}
	at, _ := depthOf(l.content, l.modal.enter.pressed().self)
	return at
}

// depthOf is the distance of an object from the upper edge of root, if it is in
// it.
func depthOf(root, o fyne.CanvasObject) (float32, bool) {
	if root == o {
		return 0, true
	}
	for _, child := range childrenOf(root) {
		if at, ok := depthOf(child, o); ok {
			return at + child.Position().Y, true
		}
	}
	return 0, false
}

// MinSize is small: the layer gets the size of the window.
func (r *modalRenderer) MinSize() fyne.Size { return fyne.NewSize(100, 100) }

func (r *modalRenderer) Refresh() {
	fill(r.shade, look.ColorShade, "", 0)
	fill(r.ground, look.ColorRaised, look.ColorLine, look.Line)
	r.Layout(r.layer.Size())
	r.layer.scroll.Refresh()
	canvas.Refresh(r.layer)
}

func (l *modalLayer) heightAt(width float32) float32 {
	return heightAt(l.content.Objects[0], width-2*modalAir) + 2*modalAir
}

// modalContent puts the content into the scroll, and makes the dialog grow with
// it: the scroll in between hides changes of size from the dialog.
type modalContent struct{ layer *modalLayer }

func (m *modalContent) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewSquareOffsetPos(modalAir))
	objects[0].Resize(size.SubtractWidthHeight(2*modalAir+modalBar, 2*modalAir))
	if now := m.MinSize(objects).Height; m.layer.height != 0 && now != m.layer.height {
		m.layer.height = now
		m.layer.Refresh()
	}
}

func (m *modalContent) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(2*modalAir, 2*modalAir)
}
