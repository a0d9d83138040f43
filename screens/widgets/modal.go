package widgets

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/look"
)

// Modal is a dialog over a dimmed page. Escape and Enter reach it from
// whatever has the focus inside; shortcuts made by AddShortcut rest while it
// is open. When it closes, the focus goes back to where it was, unless a button
// stands there that takes something away.
type Modal struct {
	// OnEscape is called for Escape; nil ignores the key.
	OnEscape func()
	// Secret is whether it shows one, see SecretModal.
	Secret bool

	canvas fyne.Canvas
	shown  time.Time
	layer  *modalLayer
	focus  fyne.Focusable
	keys   func(*fyne.KeyEvent)
	enter  Pressable // see SetDefault
}

// NewModal makes a dialog of a width, given for text of 100 %; it is as high as its content, which
// scrolls where the window is too low.
func NewModal(c fyne.Canvas, width float32, content fyne.CanvasObject) *Modal {
	m := &Modal{canvas: c}
	l := &modalLayer{modal: m, width: look.Width(width)}
	l.content = &fyne.Container{Layout: &modalContent{layer: l}, Objects: []fyne.CanvasObject{content}}
	l.scroll = container.NewVScroll(l.content)
	l.ExtendBaseWidget(l)
	m.layer = l
	return m
}

// SetDefault says which button Enter presses where the focus has no use for the
// key: the main one where nothing is lost by it, else the one that leaves. It has
// the ring while no other button has it.
func (m *Modal) SetDefault(b Pressable) {
	m.lightDefault(false)
	m.enter = b
	m.lightDefault(!worksOnEnter(m.canvas.Focused()))
}

// Default is the button set by SetDefault.
func (m *Modal) Default() Pressable { return m.enter }

func (m *Modal) lightDefault(on bool) {
	if m == nil || m.enter == nil {
		return
	}
	if p := m.enter.pressed(); p.ringed != on {
		p.ringed = on
		p.self.Refresh()
	}
}

// Show opens the dialog with the focus on one of its widgets, or on none.
func (m *Modal) Show(focus fyne.Focusable) {
	if m.Visible() {
		return
	}
	m.shown = time.Now()
	m.focus, m.keys = m.canvas.Focused(), m.canvas.OnTypedKey()
	// The page keeps its focus under an overlay: its cursor would go on
	// blinking.
	m.canvas.Unfocus()
	modalOf(m.canvas).lightDefault(false)
	m.canvas.Overlays().Add(m.layer)
	m.canvas.SetOnTypedKey(m.typedKey)
	m.lightDefault(true)
	if focus != nil {
		m.canvas.Focus(focus)
	}
}

// Hide closes the dialog and everything above it.
func (m *Modal) Hide() {
	if !m.Visible() {
		return
	}
	bottom := closeFrom(m.canvas, m.layer)
	if bottom.focus != nil && !Destroys(bottom.focus) {
		m.canvas.Focus(bottom.focus)
	}
	modalOf(m.canvas).lightDefault(!worksOnEnter(m.canvas.Focused()))
	bottom.focus = nil
}

// Visible tells whether the dialog is open.
func (m *Modal) Visible() bool {
	return slices.Contains(m.canvas.Overlays().List(), fyne.CanvasObject(m.layer))
}

// Refresh lays the dialog out anew.
func (m *Modal) Refresh() { m.layer.Refresh() }

// CloseModals closes whatever lies over the page, menus too, without giving
// the focus back: for when the page itself goes.
func CloseModals(c fyne.Canvas) {
	if over := c.Overlays().List(); len(over) > 0 {
		closeFrom(c, over[0])
	}
}

// TopModal is the dialog on top of a canvas, nil if there is none.
func TopModal(c fyne.Canvas) *Modal { return modalOf(c) }

// SecretModal tells whether an open dialog shows a secret.
func SecretModal(c fyne.Canvas) bool {
	return slices.ContainsFunc(c.Overlays().List(), func(o fyne.CanvasObject) bool {
		layer, ok := o.(*modalLayer)
		return ok && layer.modal.Secret
	})
}

// closeFrom takes an overlay and those above it away, gives the window's keys
// back, and returns the lowest dialog that went.
func closeFrom(c fyne.Canvas, lowest fyne.CanvasObject) *Modal {
	over := c.Overlays().List()
	var bottom *Modal
	for _, o := range slices.Backward(over[slices.Index(over, lowest):]) {
		if layer, ok := o.(*modalLayer); ok {
			bottom = layer.modal
			c.SetOnTypedKey(bottom.keys)
		}
	}
	c.Unfocus()
	c.Overlays().Remove(lowest)
	return bottom
}

// ModalPause is how long a new dialog is deaf to Enter, Space and clicks: the second press of
// what opened it must not answer it unread. A key that is held starts the pause anew. Tests set
// it to 0.
var ModalPause = 300 * time.Millisecond

// settling tells that the dialog is too new to be answered; nil is no dialog.
func (m *Modal) settling() bool {
	if m == nil || time.Since(m.shown) >= ModalPause {
		return false
	}
	m.shown = time.Now()
	return true
}

func (m *Modal) typedKey(key *fyne.KeyEvent) {
	switch {
	case enters(key.Name):
		m.pressDefault()
	case key.Name == fyne.KeyEscape && m.OnEscape != nil:
		m.OnEscape()
	case windows(key.Name):
		if m.keys != nil {
			m.keys(key)
		}
	default:
		m.layer.scrollBy(key.Name)
	}
}

// pressDefault is for Enter, unless something lies above the dialog.
func (m *Modal) pressDefault() {
	if m.enter == nil || modalOf(m.canvas) != m || m.settling() {
		return
	}
	if p := m.enter.pressed(); !p.Disabled() {
		p.act()
	}
}

// scrollBy moves a content that is higher than the window: long texts have
// nothing in them that could get the focus.
func (l *modalLayer) scrollBy(key fyne.KeyName) {
	view, all := l.scroll.Size().Height, l.scroll.Content.Size().Height
	step, ok := map[fyne.KeyName]float32{
		fyne.KeyDown: 40, fyne.KeyUp: -40, fyne.KeyPageDown: view - 40, fyne.KeyPageUp: 40 - view,
		fyne.KeyHome: -all, fyne.KeyEnd: all,
	}[key]
	if ok && all > view {
		l.scroll.ScrollToOffset(fyne.NewPos(0, max(0, min(l.scroll.Offset.Y+step, all-view))))
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
	held    fyne.Focusable // had the focus when a button of the mouse went down beside the dialog
	content *fyne.Container
	scroll  *container.Scroll
	height  float32 // of the content when it was laid out
}

// MouseDown is part of desktop.Mouseable. It comes before the window takes the focus away
// from whatever is in the dialog.
func (l *modalLayer) MouseDown(*desktop.MouseEvent) { l.held = l.modal.canvas.Focused() }

// MouseUp is part of desktop.Mouseable.
func (l *modalLayer) MouseUp(*desktop.MouseEvent) {}

// Tapped swallows clicks beside the dialog and gives the focus back: what is typed next is
// meant for the dialog.
func (l *modalLayer) Tapped(*fyne.PointEvent) {
	if l.held != nil && l.modal.canvas.Focused() == nil {
		l.modal.canvas.Focus(l.held)
	}
	l.held = nil
}

// MouseIn is part of desktop.Hoverable: no page hears the pointer under a
// dialog.
func (l *modalLayer) MouseIn(*desktop.MouseEvent) { OnActivity() }

// MouseMoved is part of desktop.Hoverable.
func (l *modalLayer) MouseMoved(*desktop.MouseEvent) { OnActivity() }

// MouseOut is part of desktop.Hoverable.
func (l *modalLayer) MouseOut() {}

// CreateRenderer is Fyne's hook.
func (l *modalLayer) CreateRenderer() fyne.WidgetRenderer {
	l.ExtendBaseWidget(l)
	r := &modalRenderer{layer: l, shade: canvas.NewRectangle(nil), ground: box(look.ModalRadius)}
	r.parts = parts{r.shade, r.ground, l.scroll}
	r.Refresh()
	return r
}

const (
	modalMargin float32 = 16 // least distance to the window's edge
	modalAir    float32 = 5  // inside the scroll, whose edge would cut focus rings

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
		// A low window: rather a tighter dialog than one that has to be scrolled.
		above, margin = modalLeast-modalAir, modalLeastMargin
	}
	height := min(l.height+2*above, size.Height-2*margin)
	at := fyne.NewPos((size.Width-width)/2, (size.Height-height)/2)
	r.ground.Move(at)
	r.ground.Resize(fyne.NewSize(width, height))
	l.scroll.Move(at.AddXY(pad, above))
	l.scroll.Resize(fyne.NewSize(width-2*pad, height-2*above))
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

// modalContent sets the content in the scroll, and grows the dialog with it:
// the scroll between them hides a change of size from the dialog.
type modalContent struct{ layer *modalLayer }

func (m *modalContent) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewSquareOffsetPos(modalAir))
	objects[0].Resize(size.SubtractWidthHeight(2*modalAir, 2*modalAir))
	if now := m.MinSize(objects).Height; m.layer.height != 0 && now != m.layer.height {
		m.layer.height = now
		m.layer.Refresh()
	}
}

func (m *modalContent) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(2*modalAir, 2*modalAir)
}
