package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/look"
)

// Modal is a dialog over a dimmed page. Escape and Enter reach it from
// whatever has the focus inside; shortcuts made by AddShortcut rest while it
// is open. When it closes, the focus goes back to where it was.
type Modal struct {
	// OnEscape is called for Escape; nil ignores the key.
	OnEscape func()
	// OnEnter is called for Enter where the focus has no use for it.
	OnEnter func()

	canvas  fyne.Canvas
	layer   *modalLayer
	focus   fyne.Focusable
	keys    func(*fyne.KeyEvent)
	showing bool
}

// NewModal makes a dialog of a width; it is as high as its content, which
// scrolls where the window is too low.
func NewModal(c fyne.Canvas, width float32, content fyne.CanvasObject) *Modal {
	m := &Modal{canvas: c}
	m.layer = &modalLayer{modal: m, width: width, content: content, scroll: container.NewVScroll(content)}
	m.layer.ExtendBaseWidget(m.layer)
	return m
}

// Show opens the dialog with the focus on one of its widgets, or on none.
func (m *Modal) Show(focus fyne.Focusable) {
	if m.showing {
		return
	}
	m.showing = true
	m.focus, m.keys = m.canvas.Focused(), m.canvas.OnTypedKey()
	m.canvas.Unfocus()
	m.canvas.Overlays().Add(m.layer)
	m.canvas.SetOnTypedKey(m.typedKey)
	if focus != nil {
		m.canvas.Focus(focus)
	}
}

// Hide closes the dialog and everything above it.
func (m *Modal) Hide() {
	if !m.showing {
		return
	}
	m.showing = false
	m.canvas.Unfocus()
	m.canvas.Overlays().Remove(m.layer)
	m.canvas.SetOnTypedKey(m.keys)
	if m.focus != nil {
		m.canvas.Focus(m.focus)
	}
	m.focus, m.keys = nil, nil
}

// Visible tells whether the dialog is open.
func (m *Modal) Visible() bool { return m.showing }

// Refresh lays the dialog out anew, after its content has grown.
func (m *Modal) Refresh() { m.layer.Refresh() }

func (m *Modal) typedKey(key *fyne.KeyEvent) {
	switch {
	case key.Name == fyne.KeyEscape && m.OnEscape != nil:
		m.OnEscape()
	case enters(key.Name) && m.OnEnter != nil:
		m.OnEnter()
	}
}

// modalOf returns the dialog on top of a canvas, nil if there is none.
func modalOf(c fyne.Canvas) *Modal {
	if c == nil {
		return nil
	}
	if layer, ok := c.Overlays().Top().(*modalLayer); ok {
		return layer.modal
	}
	return nil
}

// modalLayer covers the window: the shade and, in its middle, the dialog.
type modalLayer struct {
	widget.BaseWidget

	modal   *Modal
	width   float32
	content fyne.CanvasObject
	scroll  *container.Scroll
}

// Tapped swallows clicks beside the dialog.
func (l *modalLayer) Tapped(*fyne.PointEvent) {}

// CreateRenderer is Fyne's hook.
func (l *modalLayer) CreateRenderer() fyne.WidgetRenderer {
	l.ExtendBaseWidget(l)
	r := &modalRenderer{layer: l, shade: canvas.NewRectangle(nil), ground: box(look.ModalRadius)}
	r.parts = parts{r.shade, r.ground, l.scroll}
	r.Refresh()
	return r
}

// modalMargin is the least distance to the window's edge.
const modalMargin float32 = 16

type modalRenderer struct {
	parts
	layer         *modalLayer
	shade, ground *canvas.Rectangle
}

func (r *modalRenderer) Layout(size fyne.Size) {
	r.shade.Resize(size)
	pad := look.ModalPadding
	width := min(r.layer.width, size.Width-2*modalMargin)
	height := min(heightAt(r.layer.content, width-2*pad)+2*pad, size.Height-2*modalMargin)
	at := fyne.NewPos((size.Width-width)/2, (size.Height-height)/2)
	r.ground.Move(at)
	r.ground.Resize(fyne.NewSize(width, height))
	r.layer.scroll.Move(at.AddXY(pad, pad))
	r.layer.scroll.Resize(fyne.NewSize(width-2*pad, height-2*pad))
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
