package screens

import (
	"errors"
	"time"

	"qlingo/model"
	"qlingo/model/otp"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// attempt is what login, PIN and lock page share: one button that tries, a notice for what went wrong, and the wait
// that the model asks for after too many failures. While it waits the button sleeps, and wakes by itself.
type attempt struct {
	w      *Window
	notice *widgets.Notice
	button *widgets.Button
	say    func(string) // what went wrong, in the notice unless somebody wants it elsewhere
	try    func()
	busy   bool
	asleep bool // the button, for a wait
	counts bool // the notice, for a wait
	waits  map[string]wait
	about  func() string // whom a wait concerns: another person may try meanwhile
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
		return sentence(&used)
	case left >= 2*time.Minute:
		return w.reason + i18n.T("login.wait_minutes", "Minutes", minutes(left))
	}
	return w.reason + i18n.T("login.wait", "Seconds", seconds(left))
}

func newAttempt(w *Window, text string, try func()) *attempt {
	a := &attempt{w: w, try: try, waits: map[string]wait{}, about: func() string { return "" }}
	a.notice = widgets.NewNotice(widgets.ToneDanger, "")
	a.say = a.notice.SetText
	a.button = widgets.NewButton(widgets.KindMain, text, a.submit)
	return a
}

// submit tries once; a busy or waiting form ignores it.
func (a *attempt) submit() {
	if !a.busy && !a.asleep {
		a.try()
	}
}

func (a *attempt) begin(text string) {
	a.stopCounting()
	a.busy = true
	a.button.SetBusy(true, text)
}

func (a *attempt) end() {
	a.busy = false
	a.button.SetBusy(false, "")
}

// fail shows why an attempt did not succeed and begins the wait, if there is one.
func (a *attempt) fail(err error) {
	text := a.w.explain(err)
	length := waitOf(err)
	if length <= 0 {
		a.say(text)
		return
	}
	w := wait{since: a.w.now(), length: length}
	switch model.CodeOf(err) {
	case model.CodeThrottled:
	case model.CodePINUsed:
		errors.As(err, &w.used)
		w.free = length <= otp.Period // else it is the wait after too many failures
	default:
		w.reason = text + "\n"
	}
	a.waits[a.about()] = w
	a.Tick(a.w.now())
}

// tell shows a sentence that is about no attempt.
func (a *attempt) tell(text string) { a.say(text) }

// edited takes the old failure away as soon as somebody types again; a running wait stays.
func (a *attempt) edited() {
	a.stopCounting()
	a.Tick(a.w.now())
	if !a.asleep && !a.busy {
		a.say("")
	}
}

// Tick counts a wait down, puts the button to sleep for it and wakes it again.
func (a *attempt) Tick(now time.Time) {
	w := a.waits[a.about()]
	left := w.length - elapsed(w.since, now)
	switch {
	case left <= 0 && a.counts:
		a.counts, a.asleep = false, false
		a.button.Enable()
		a.say("")
	case left > 0:
		a.counts, a.asleep = true, !w.free
		a.say(w.text(left))
		if a.asleep {
			a.button.Disable()
		}
	}
}

// stopCounting gives up a wait that nobody has to keep.
func (a *attempt) stopCounting() {
	if a.waits[a.about()].free {
		delete(a.waits, a.about())
		a.counts = false
	}
}

// pendingTime is how long the page that asks for the PIN stays.
const pendingTime = model.PendingIdle
