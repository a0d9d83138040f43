package window

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/widgets"
)

// presence tells whether somebody sits at the window. The pointer and the keys are told of as they come, by the widgets
// (widgets.OnActivity) and by the ground beneath them. What no widget of ours hears, such as Tab and a menu's paste,
// shows as a change of the focus or of the focused field.
type presence struct {
	focused fyne.Focusable
	length  int
	running int       // jobs under way
	at      time.Time // of the last sign of somebody
}

// changed reports whether the focus or the text under it changed since the last call.
func (a *presence) changed(focused fyne.Focusable) bool {
	length := 0
	switch f := focused.(type) {
	case interface{ Text() string }:
		length = len(f.Text())
	case *widgets.Entry:
		length = len(f.Text)
	case *widgets.Area:
		length = len(f.Text)
	}
	changed := focused != a.focused || length != a.length
	a.focused, a.length = focused, length
	return changed
}

// Elapsed is the larger of monotonic and wall time since a moment: the former stands still while a PC sleeps, the latter
// goes with the clock.
func Elapsed(since, now time.Time) time.Duration {
	return max(now.Sub(since), now.Round(0).Sub(since.Round(0)))
}

// longAbsence is how long nobody has to be there until whoever comes back finds first what has become due meanwhile.
const longAbsence = time.Minute

// Touch keeps the window open for somebody who does something. Every move of the pointer calls it: it must not wait.
func (w *Window) Touch() {
	now := w.Now()
	if !w.presence.at.IsZero() && Elapsed(w.presence.at, now) >= longAbsence {
		w.Tick() // before the next beat: it wakes a PC that slept
	}
	w.presence.at = now
	if w.session != nil && w.cover == nil {
		w.session.Touch()
	}
}

// UntouchedFor is how long nobody had done anything before the last second, for a page that is open without a session. It is
// asked once a second.
func (w *Window) UntouchedFor(now time.Time) time.Duration {
	rest := Elapsed(w.presence.at, now)
	if w.presence.changed(w.Canvas().Focused()) || w.presence.running > 0 {
		w.presence.at = now
	}
	return rest
}

// activityLayer lies under every page and hears the mouse wherever no other widget wants it. A click there leaves the keyboard
// where it was: what is typed next is not lost.
type activityLayer struct {
	widget.BaseWidget
	moved  func()
	canvas func() fyne.Canvas
	held   fyne.Focusable // had the focus when a button of the mouse went down here
}

var _ desktop.Hoverable = (*activityLayer)(nil)

func newActivityLayer(moved func(), canvas func() fyne.Canvas) *activityLayer {
	g := &activityLayer{moved: moved, canvas: canvas}
	g.ExtendBaseWidget(g)
	return g
}

// MouseDown implements desktop.Mouseable. It comes before the window takes the focus away.
func (g *activityLayer) MouseDown(*desktop.MouseEvent) { g.held = g.canvas().Focused() }

// MouseUp implements desktop.Mouseable.
func (g *activityLayer) MouseUp(*desktop.MouseEvent) {}

// Tapped gives the focus back.
func (g *activityLayer) Tapped(*fyne.PointEvent) {
	if g.held != nil && g.canvas().Focused() == nil {
		widgets.Refocus(g.canvas(), g.held)
	}
	g.held = nil
}

// MouseIn implements desktop.Hoverable.
func (g *activityLayer) MouseIn(*desktop.MouseEvent) { g.moved() }

// MouseMoved implements desktop.Hoverable.
func (g *activityLayer) MouseMoved(*desktop.MouseEvent) { g.moved() }

// MouseOut implements desktop.Hoverable.
func (g *activityLayer) MouseOut() {}

// CreateRenderer implements fyne.Widget; there is nothing to see.
func (g *activityLayer) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}
