package window

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/loop"
	"qlingo/screens/widgets"
)

// presence knows when somebody last used the window. Widgets report pointer and keys as they come
// (widgets.OnActivity), and so does activityLayer below them. What none of our widgets receives, such as Tab or a
// menu's paste, shows as a change of the focus or of the focused field.
type presence struct {
	focused fyne.Focusable
	length  int
	at      time.Time // of the last activity
	jobs    int       // that somebody has started and that are under way
	news    time.Time // of the last start or progress of such a job
}

// longestSilence is how long a job may tell nothing before it counts as hanging, as on a network drive that is gone.
// It keeps no window unlocked then.
const longestSilence = 10 * time.Minute

// waits reports whether somebody is likely to wait for a job.
func (a *presence) waits(now time.Time) bool {
	return a.jobs > 0 && Elapsed(a.news, now) < longestSilence
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

// Elapsed is the larger of monotonic and wall time since a moment. The monotonic clock may stop while a PC sleeps,
// the wall clock may be set.
func Elapsed(since, now time.Time) time.Duration {
	return max(now.Sub(since), now.Round(0).Sub(since.Round(0)))
}

// longAbsence is how long nobody has to be there before the next activity first handles what has become due
// meanwhile.
const longAbsence = time.Minute

// Touch notes that somebody is there. Every move of the pointer calls it, so it must not block.
func (w *Window) Touch() {
	loop.Touch()
	now := w.Now()
	if !w.presence.at.IsZero() && Elapsed(w.presence.at, now) >= longAbsence {
		w.Tick() // without waiting for the next second: the PC may just have woken up
	}
	w.presence.at = now
	if w.session != nil && w.cover == nil {
		w.session.Touch()
	}
}

// UntouchedFor is how long nobody has done anything, up to the last second. It is for pages that are open without a
// session, and must be called once a second.
func (w *Window) UntouchedFor(now time.Time) time.Duration {
	rest := Elapsed(w.presence.at, now)
	if w.presence.changed(w.Canvas().Focused()) || w.presence.waits(now) {
		w.presence.at = now
	}
	return rest
}

// activityLayer lies below every page and receives the mouse where no other widget wants it. A click there leaves the
// focus where it was, so that typing can go on.
type activityLayer struct {
	widget.BaseWidget
	moved  func()
	canvas func() fyne.Canvas
	held   fyne.Focusable // had the focus when a mouse button went down here
}

var _ desktop.Hoverable = (*activityLayer)(nil)

func newActivityLayer(moved func(), canvas func() fyne.Canvas) *activityLayer {
	g := &activityLayer{moved: moved, canvas: canvas}
	g.ExtendBaseWidget(g)
	return g
}

// MouseDown implements desktop.Mouseable. Fyne calls it before it takes the focus away.
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
