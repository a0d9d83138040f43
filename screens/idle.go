package screens

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/widgets"
)

// activity tells whether somebody sits at the window. The pointer and the keys are told of as they come, by the widgets
// (widgets.OnActivity) and by the ground beneath them. What no widget of ours hears, such as Tab and a menu's paste,
// shows as a change of the focus or of the focused field.
type activity struct {
	focused fyne.Focusable
	length  int
	running int       // jobs under way
	at      time.Time // of the last sign of somebody
}

// moved reports whether the focus or the text under it changed since the last call.
func (a *activity) moved(focused fyne.Focusable) bool {
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

// touch keeps the window open for somebody who does something. Every move of the pointer calls it: it must not wait.
func (d *Desk) touch() {
	d.activity.at = d.now()
	if d.session != nil && d.cover == nil {
		d.session.Touch()
	}
}

// resting is how long nobody has done anything, for a page that is open without a session. It is asked once a second.
func (d *Desk) resting(now time.Time) time.Duration {
	if d.activity.moved(d.canvas().Focused()) || d.activity.running > 0 {
		d.activity.at = now
	}
	return now.Sub(d.activity.at)
}

// ground lies under every page and hears the mouse wherever no other widget wants it.
type ground struct {
	widget.BaseWidget
	moved func()
}

var _ desktop.Hoverable = (*ground)(nil)

func newGround(moved func()) *ground {
	g := &ground{moved: moved}
	g.ExtendBaseWidget(g)
	return g
}

// MouseIn implements desktop.Hoverable.
func (g *ground) MouseIn(*desktop.MouseEvent) { g.moved() }

// MouseMoved implements desktop.Hoverable.
func (g *ground) MouseMoved(*desktop.MouseEvent) { g.moved() }

// MouseOut implements desktop.Hoverable.
func (g *ground) MouseOut() {}

// CreateRenderer implements fyne.Widget; there is nothing to see.
func (g *ground) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}
