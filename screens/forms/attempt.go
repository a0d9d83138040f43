package forms

import (
	"errors"
	"time"

	"qlingo/model"
	"qlingo/model/otp"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// Attempt is shared by the login, PIN and lock pages: one button that tries, a notice for what went wrong, and the
// wait that the model demands after too many failures. During the wait the button is disabled, then it is enabled by
// itself.
type Attempt struct {
	w       *window.Window
	Notice  *widgets.Notice
	Button  *widgets.Button
	say     func(string) // shows what went wrong; in the notice unless replaced
	try     func()
	Busy    bool
	waiting bool // the button is disabled for a wait
	counts  bool // the notice counts down a wait
	cutOff  contact
	waits   map[string]wait
	About   func() string // the ID a wait is about: another person may try meanwhile
}

// contact is what an attempt that failed for want of it knows of the server.
type contact int

const (
	contactFine contact = iota
	contactFailed
	contactLost // and the window knows
)

type wait struct {
	since       time.Time
	length      time.Duration
	reason      string       // what to say in addition to the wait; "" for nothing
	used        *model.Error // a PIN that was used already; its own sentence counts down
	retryAtOnce bool         // people may try again at once: the phone may be ahead, or they have a backup code
}

// text says how long the wait still takes.
func (w wait) text(left time.Duration) string {
	switch {
	case w.used != nil:
		used := *w.used
		used.Wait = left
		return messages.Sentence(&used)
	case left >= 2*time.Minute:
		return w.reason + i18n.T("login.wait_minutes", "Minutes", messages.Minutes(left))
	}
	return w.reason + i18n.T("login.wait", "Seconds", messages.Seconds(left))
}

func NewAttempt(w *window.Window, text string, try func()) *Attempt {
	a := &Attempt{w: w, try: try, waits: map[string]wait{}, About: func() string { return "" }}
	a.Notice = widgets.NewNotice(widgets.ToneDanger, "")
	a.say = a.Notice.SetText
	a.Button = widgets.NewButton(widgets.KindMain, text, a.Submit)
	return a
}

// Submit tries once. It does nothing while busy or waiting.
func (a *Attempt) Submit() {
	if !a.Busy && !a.waiting {
		a.try()
	}
}

func (a *Attempt) Begin(text string) {
	a.stopCounting()
	a.cutOff = contactFine
	a.Busy = true
	a.Button.SetBusy(true, text)
}

func (a *Attempt) End() {
	a.Busy = false
	a.Button.SetBusy(false, "")
}

// Fail shows why an attempt failed, and begins the wait if there is one.
func (a *Attempt) Fail(err error) {
	text := a.w.Report(err)
	length := messages.WaitOf(err)
	if length <= 0 {
		switch {
		case a.w.OutOfContact():
			a.cutOff = contactLost
		case model.CodeOf(err) == model.CodeServerUnreachable:
			a.cutOff = contactFailed
		}
		a.say(text)
		return
	}
	w := wait{since: a.w.Now(), length: length}
	switch model.CodeOf(err) {
	case model.CodeThrottled:
	case model.CodePINUsed:
		errors.As(err, &w.used)
		w.retryAtOnce = length <= otp.Period // otherwise it is the wait after too many failures
	default:
		w.reason = text + "\n"
	}
	a.waits[a.About()] = w
	a.Tick(a.w.Now())
}

// Tell shows a sentence that is not about an attempt.
func (a *Attempt) Tell(text string) {
	a.cutOff = contactFine
	a.say(text)
}

// Edited removes the old failure as soon as somebody types again. A wait goes on.
func (a *Attempt) Edited() {
	a.stopCounting()
	a.Tick(a.w.Now())
	if !a.waiting && !a.Busy {
		a.say("")
	}
}

// lookForContact takes the sentence away that said that the server cannot be reached.
func (a *Attempt) lookForContact() {
	switch lost := a.w.OutOfContact(); {
	case a.cutOff == contactFailed && lost:
		a.cutOff = contactLost
	case a.cutOff == contactLost && !lost:
		a.Tell("")
	}
}

// Tick counts the wait down, disables the button for it and enables it again.
func (a *Attempt) Tick(now time.Time) {
	a.lookForContact()
	w := a.waits[a.About()]
	left := w.length - window.Elapsed(w.since, now)
	switch {
	case left <= 0 && a.counts:
		a.counts, a.waiting = false, false
		a.Button.Enable()
		a.say("")
	case left > 0:
		a.counts, a.waiting = true, !w.retryAtOnce
		a.say(w.text(left))
		if a.waiting {
			a.Button.Disable()
		}
	}
}

// stopCounting drops a wait that nobody has to observe.
func (a *Attempt) stopCounting() {
	if a.waits[a.About()].retryAtOnce {
		delete(a.waits, a.About())
		a.counts = false
	}
}

// PendingTime is how long the PIN page stays open.
const PendingTime = model.PendingIdle
