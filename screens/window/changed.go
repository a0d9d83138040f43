package window

import (
	"time"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// catchUpPause is the least time between two looks at what other PCs have changed: a large office takes its time to load,
// and somebody signs in somewhere all the time.
const catchUpPause = 10 * time.Second

// changes are what other PCs did to a shared database, as far as the page in front does not show it yet.
type changes struct {
	waiting bool
	looked  time.Time
}

// watch has the window told about changes from now on.
func (w *Window) watch() {
	w.cfg.Backend.Watch(func() { w.OnUI(w.changed) })
}

// changed looks at once whether the session has ended or contact was lost, and then at what the page shows.
func (w *Window) changed() {
	w.changes.waiting = true
	w.Tick()
}

// catchUp reloads the page and the news. It waits while a dialog is open, and while nobody is there: what is loaded
// counts as use of the session.
func (w *Window) catchUp(now time.Time) {
	if !w.changes.waiting || w.session == nil || widgets.TopModal(w.Canvas()) != nil {
		return
	}
	if w.OutOfContact() || Elapsed(w.presence.at, now) >= longAbsence || Elapsed(w.changes.looked, now) < catchUpPause {
		return
	}
	w.changes = changes{looked: now}
	w.Flow.ReloadNews()
	w.Flow.ReloadPage()
}

// whyOver says why a session is over: its time is up, or something was changed at another PC. Where this PC no longer may
// use the database the login page says that itself.
func (w *Window) whyOver(now time.Time) string {
	if Elapsed(w.began, now) < model.SessionLimit {
		return w.WhyEnded()
	}
	return i18n.T("login.over")
}

// WhyEnded says why a session ended before its time.
func (w *Window) WhyEnded() string {
	if w.Barred() != nil {
		return ""
	}
	return i18n.T("login.ended")
}

// Barred tells why nobody can sign in on this PC any more, nil if people can: it was removed, or the database has moved.
func (w *Window) Barred() error {
	if w.office == nil {
		return nil
	}
	return w.office.Connection().Over
}
