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

// Attempt is what login, PIN and lock page share: one button that tries, a notice for what went wrong, and the wait
// that the model asks for after too many failures. While it waits the button sleeps, and wakes by itself.
type Attempt struct {
	w      *window.Window
	Notice *widgets.Notice
	Button *widgets.Button
	say    func(string) // what went wrong, in the notice unless somebody wants it elsewhere
	try    func()
	Busy   bool
	asleep bool // the button, for a wait
	counts bool // the notice, for a wait
	waits  map[string]wait
	About  func() string // whom a wait concerns: another person may try meanwhile
}

type wait struct {
	since  time.Time
	length time.Duration
	reason string       // what to say beside the wait, "" when the wait says it all
	used   *model.Error // a PIN that was used already: its own sentence counts down
	free   bool         // to try again at once: the phone may be ahead, or a backup code at hand
}

// text says how long it still takes.
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

// Submit tries once; a busy or waiting form ignores it.
func (a *Attempt) Submit() {
	if !a.Busy && !a.asleep {
		a.try()
	}
}

func (a *Attempt) Begin(text string) {
	a.stopCounting()
	a.Busy = true
	a.Button.SetBusy(true, text)
}

func (a *Attempt) End() {
	a.Busy = false
	a.Button.SetBusy(false, "")
}

// Fail shows why an attempt did not succeed and begins the wait, if there is one.
func (a *Attempt) Fail(err error) {
	text := a.w.Explain(err)
	length := messages.WaitOf(err)
	if length <= 0 {
		a.say(text)
		return
	}
	w := wait{since: a.w.Now(), length: length}
	switch model.CodeOf(err) {
	case model.CodeThrottled:
	case model.CodePINUsed:
		errors.As(err, &w.used)
		w.free = length <= otp.Period // else it is the wait after too many failures
	default:
		w.reason = text + "\n"
	}
	a.waits[a.About()] = w
	a.Tick(a.w.Now())
}

// Tell shows a sentence that is about no attempt.
func (a *Attempt) Tell(text string) { a.say(text) }

// Edited takes the old failure away as soon as somebody types again; a running wait stays.
func (a *Attempt) Edited() {
	a.stopCounting()
	a.Tick(a.w.Now())
	if !a.asleep && !a.Busy {
		a.say("")
	}
}

// Tick counts a wait down, puts the button to sleep for it and wakes it again.
func (a *Attempt) Tick(now time.Time) {
	w := a.waits[a.About()]
	left := w.length - window.Elapsed(w.since, now)
	switch {
	case left <= 0 && a.counts:
		a.counts, a.asleep = false, false
		a.Button.Enable()
		a.say("")
	case left > 0:
		a.counts, a.asleep = true, !w.free
		a.say(w.text(left))
		if a.asleep {
			a.Button.Disable()
		}
	}
}

// stopCounting gives up a wait that nobody has to keep.
func (a *Attempt) stopCounting() {
	if a.waits[a.About()].free {
		delete(a.waits, a.About())
		a.counts = false
	}
}

// PendingTime is how long the page that asks for the PIN stays.
const PendingTime = model.PendingIdle
