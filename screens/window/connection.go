package window

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
)

// mostClockOff is how far the clock of this PC may be from that of the server before people are told.
const mostClockOff = 30 * time.Second

// Space around the bar.
const (
	connectionMargin = 20
	connectionTop    = 8
)

// connectionBar is above every page while the server of a shared database cannot be reached, and while the clock of
// this PC is wrong. It goes by itself.
type connectionBar struct {
	w          *Window
	known      model.Connection // as last shown
	tried      time.Time        // when somebody last tried in vain
	lost       *widgets.Notice
	retry      *widgets.Button
	password   *widgets.Button // asks for that of the database's user
	clock      *widgets.Notice
	closeClock *widgets.Button
	rows       *fyne.Container
	body       *fyne.Container // rows and the space around them
	around     *fyne.Container // the bar with the page below it
}

// newConnectionBar makes a bar above a page.
func newConnectionBar(w *Window, page fyne.CanvasObject) *connectionBar {
	b := &connectionBar{w: w}
	b.retry = widgets.NewButton(widgets.KindPlain, i18n.T("connection.retry"), b.onRetry)
	b.retry.Reserve(i18n.T("connection.retrying"))
	b.password = widgets.NewButton(widgets.KindPlain, i18n.T("connection.password"), func() { w.Flow.AskServerPassword(b.onRetry) })
	b.password.Hide()
	b.lost = widgets.NewNotice(widgets.ToneDanger, "", b.retry, b.password)
	b.closeClock = widgets.NewButton(widgets.KindPlain, i18n.T("common.close"), b.onCloseClock)
	b.clock = widgets.NewNotice(widgets.ToneWarning, "", b.closeClock)
	b.rows = widgets.VStack(connectionTop)
	b.body = widgets.Inset(connectionTop, connectionMargin, connectionTop, connectionMargin, b.rows)
	b.body.Hide()
	b.around = &fyne.Container{Layout: belowBar{}, Objects: []fyne.CanvasObject{w.activityLayer, b.body, page}}
	return b
}

// OutOfContact reports whether the server of a shared database cannot be reached. The bar says so already.
func (w *Window) OutOfContact() bool {
	return w.office != nil && !w.office.Connection().Lost.IsZero()
}

// update shows how the server can be reached now.
func (b *connectionBar) update() {
	switch {
	case b == nil: // no page was shown yet
	case b.w.office != nil:
		b.show(b.w.office.Connection())
	default:
		b.show(model.Connection{})
	}
}

func (b *connectionBar) show(c model.Connection) {
	b.known = c
	lost, clock := lostText(c), clockText(c.ClockOff)
	switch {
	case lost == "":
		b.tried = time.Time{}
	case b.w.cover != nil && b.w.cover.lost:
		lost += "\n" + i18n.T("connection.locked")
	case b.w.session != nil && b.w.cover == nil:
		lost += "\n" + i18n.T("connection.locks")
	}
	if !b.tried.IsZero() {
		lost += "\n" + i18n.T("connection.tried", "Time", i18n.Second(b.tried))
	}
	if clock == "" {
		b.w.clockClosed = false
	}
	if b.w.clockClosed {
		clock = ""
	}
	if lost == b.lost.Text() && clock == b.clock.Text() {
		return
	}
	if (lost != "") != b.w.lost {
		b.w.lost = lost != ""
		b.w.cfg.Log.Info("connection", "lost", b.w.lost, "err", c.Err)
	}
	b.lost.SetText(lost)
	b.password.Hidden = model.CodeOf(c.Err) != model.CodeServerLogin
	b.clock.SetText(clock)
	b.rows.RemoveAll()
	if lost != "" {
		b.rows.Add(b.lost)
	}
	if clock != "" {
		b.rows.Add(b.clock)
	}
	b.body.Hidden = len(b.rows.Objects) == 0
	b.around.Refresh()
}

// lostText says since when there is no contact and why, "" if there is.
func lostText(c model.Connection) string {
	if c.Lost.IsZero() {
		return ""
	}
	since := i18n.When(c.Lost)
	if code := model.CodeOf(c.Err); code == "" || code == model.CodeServerUnreachable || code == model.CodeOutcomeUnknown {
		return i18n.T("connection.lost", "Time", since)
	}
	return i18n.T("connection.lost_why", "Time", since, "Why", messages.WithRemedy(c.Err, "\n"))
}

// clockText says how far the clock of this PC is off, "" if it is not worth saying.
func clockText(off time.Duration) string {
	ahead, behind := "connection.clock_ahead", "connection.clock_behind"
	if off.Abs() >= 2*time.Minute {
		ahead, behind = "connection.clock_ahead_minutes", "connection.clock_behind_minutes"
	}
	switch {
	case off > mostClockOff:
		return i18n.T(ahead, "Seconds", messages.Seconds(off), "Minutes", messages.Minutes(off))
	case off < -mostClockOff:
		return i18n.T(behind, "Seconds", messages.Seconds(-off), "Minutes", messages.Minutes(-off))
	}
	return ""
}

// onRetry tries at once. Whether it worked shows in the bar itself.
func (b *connectionBar) onRetry() {
	office := b.w.office
	if b.retry.Busy() || office == nil {
		return
	}
	b.retry.SetBusy(true, i18n.T("connection.retrying"))
	b.w.runInBackground(func() error {
		ctx, stop := context.WithTimeout(b.w.lifetime, retryTime)
		defer stop()
		return office.Reconnect(ctx)
	}, func(err error) {
		b.w.Report(err) // only for the log
		if err != nil {
			b.tried = b.w.Now()
		}
		b.retry.SetBusy(false, "")
		b.w.bar.update()
	})
}

// retryTime is how long one attempt may take.
const retryTime = 20 * time.Second

func (b *connectionBar) onCloseClock() {
	b.w.clockClosed = true
	b.show(b.known)
}

// belowBar sets the page below the bar, if it is shown. The first object lies below everything.
type belowBar struct{}

// Layout implements fyne.Layout. Wrapped text needs its width before it knows its height.
func (belowBar) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	under, bar, page := objects[0], objects[1], objects[2]
	under.Resize(size)
	top := float32(0)
	if bar.Visible() {
		bar.Resize(size)
		top = bar.MinSize().Height
		bar.Resize(fyne.NewSize(size.Width, top))
	}
	page.Move(fyne.NewPos(0, top))
	page.Resize(fyne.NewSize(size.Width, size.Height-top))
}

// MinSize implements fyne.Layout.
func (belowBar) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := objects[2].MinSize()
	if bar := objects[1]; bar.Visible() {
		least.Height += bar.MinSize().Height
	}
	return least
}
