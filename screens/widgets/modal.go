package widgets

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/screens/look"
)

// Modal is a dialog over a dimmed page. It receives Escape and Enter from any widget inside. Shortcuts made by
// AddShortcut are off while it is open. When it closes, the focus returns to where it was, unless that is a
// destructive button.
type Modal struct {
	// OnEscape is called for Escape; nil ignores the key.
	OnEscape func()
	// Secret is whether it shows a secret, see SecretModal.
	Secret bool
	// Name is what HasModal looks for; "" where nobody does.
	Name string

	canvas fyne.Canvas
	shown  time.Time
	layer  *modalLayer
	focus  fyne.Focusable
	keys   func(*fyne.KeyEvent)
	enter  Pressable // see SetDefault
}

// NewModal makes a dialog. Its width is given for text of 100 %. It is as high as its content, which scrolls if the
// window is too low.
func NewModal(c fyne.Canvas, width float32, content fyne.CanvasObject) *Modal {
	m := &Modal{canvas: c}
	l := &modalLayer{modal: m, width: look.Width(width)}
	l.content = &fyne.Container{Layout: &modalContent{layer: l}, Objects: []fyne.CanvasObject{content}}
	l.scroll = container.NewVScroll(l.content)
	l.ExtendBaseWidget(l)
	m.layer = l
	return m
}

// SetDefault sets the button that Enter presses when the focused widget does not use the key: the main one if it
// destroys nothing, otherwise the one that leaves. It has the ring while no other button has it.
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
	// Otherwise the page would keep its focus below the overlay, and its cursor would go on blinking.
	m.canvas.Unfocus()
	modalOf(m.canvas).lightDefault(false)
	m.canvas.Overlays().Add(m.layer)
	m.canvas.SetOnTypedKey(m.typedKey)
	m.lightDefault(true)
	if focus != nil {
		m.canvas.Focus(focus)
		m.lightDefault(!worksOnEnter(focus)) // before it is painted once a widget does not know its canvas
		m.revealFocus()
	}
}

// revealFocus scrolls to the focus in a dialog that is higher than the window, once that is painted. Tests without a pause
// have it painted.
func (m *Modal) revealFocus() {
	if ModalPause <= 0 {
		return
	}
	After(ModalPause/4, func() {
		if o, ok := m.canvas.Focused().(fyne.CanvasObject); ok && modalOf(m.canvas) == m {
			Reveal(o)
		}
	})
}

// Hide closes the dialog and everything above it.
func (m *Modal) Hide() {
	if !m.Visible() {
		return
	}
	if pressing || time.Since(lastPressed) < ModalPause { // what was pressed may have taken a moment
		lastHidden = time.Now()
	}
	bottom := closeFrom(m.canvas, m.layer)
	if bottom.focus != nil && !Destroys(bottom.focus) {
		m.canvas.Focus(bottom.focus)
	}
	modalOf(m.canvas).lightDefault(!worksOnEnter(m.canvas.Focused()))
	bottom.focus = nil
}

// Visible reports whether the dialog is open.
func (m *Modal) Visible() bool {
	return slices.Contains(m.canvas.Overlays().List(), fyne.CanvasObject(m.layer))
}

// Refresh lays the dialog out again. It does nothing before Show: without a size there is nothing to lay out.
func (m *Modal) Refresh() {
	if m.Visible() {
		m.layer.Refresh()
	}
}

// CloseModals closes everything over the page, menus too, without moving the focus back, because the page itself is
// about to go.
func CloseModals(c fyne.Canvas) {
	if over := c.Overlays().List(); len(over) > 0 {
		closeFrom(c, over[0])
	}
}

// TopModal is the topmost dialog of a canvas, nil if there is none.
func TopModal(c fyne.Canvas) *Modal { return modalOf(c) }

// SecretModal reports whether an open dialog shows a secret.
func SecretModal(c fyne.Canvas) bool {
	return slices.ContainsFunc(c.Overlays().List(), func(o fyne.CanvasObject) bool {
		layer, ok := o.(*modalLayer)
		return ok && layer.modal.Secret
	})
}

// HasModal reports whether a dialog of that name is open.
func HasModal(c fyne.Canvas, name string) bool {
	return slices.ContainsFunc(c.Overlays().List(), func(o fyne.CanvasObject) bool {
		layer, ok := o.(*modalLayer)
		return ok && layer.modal.Name == name
	})
}

// closeFrom removes an overlay and those above it, gives the window's keys back, and returns the lowest dialog
// removed.
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

// ModalPause is how long a new dialog ignores Enter, Space and clicks, so that the second press of what opened it
// does not answer it unread. A key that is held down restarts the pause. Tests set it to 0.
var ModalPause = 300 * time.Millisecond

// settling reports whether the dialog is too new to be answered. It is false for nil.
func (m *Modal) settling() bool {
	if m == nil || time.Since(m.shown) >= ModalPause {
		return false
	}
	m.shown = time.Now()
	return true
}

var (
	pressing    bool      // Enter or Space is at work
	lastPressed time.Time // when one of them was
	lastHidden  time.Time // when one of them closed a dialog
)

// byKey acts for Enter or Space.
func byKey(act func()) {
	pressing, lastPressed = true, time.Now()
	defer func() { pressing = false }()
	act()
}

// hiddenJustNow reports whether Enter or Space closed a dialog so recently that this may be its second press.
func hiddenJustNow() bool {
	if time.Since(lastHidden) >= ModalPause {
		return false
	}
	lastHidden = time.Now()
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

// pressDefault handles Enter, unless something lies above the dialog.
func (m *Modal) pressDefault() {
	if m.enter == nil || modalOf(m.canvas) != m || m.settling() {
		return
	}
	if p := m.enter.pressed(); !p.Disabled() {
		byKey(p.onTapped)
	}
}

// scrollBy scrolls content that is higher than the window, because long texts have nothing in them that could be
// focused.
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
