package screens

import (
	"time"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// attempt is what login, PIN and lock page share: one button that tries, a notice for what went wrong, and the wait
// that the model asks for after too many failures. While it waits the button sleeps, and wakes by itself.
type attempt struct {
	d      *Desk
	notice *widgets.Notice
	button *widgets.Button
	try    func()
	busy   bool
	asleep bool // the button, for a wait
	waits  map[string]wait
	about  func() string // whom a wait concerns: another person may try meanwhile
}

type wait struct {
	until  time.Time
	reason string // what to say beside the wait, "" when the wait says it all
}

func newAttempt(d *Desk, text string, try func()) *attempt {
	a := &attempt{d: d, try: try, waits: map[string]wait{}, about: func() string { return "" }}
	a.notice = widgets.NewNotice(widgets.ToneDanger, "")
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
	a.busy = true
	a.button.SetBusy(true, text)
}

func (a *attempt) end() {
	a.busy = false
	a.button.SetBusy(false, "")
}

// fail shows why an attempt did not succeed and begins the wait, if there is one.
func (a *attempt) fail(err error) {
	text := a.d.say(err)
	length := waitOf(err)
	if length <= 0 {
		a.notice.SetText(text)
		return
	}
	w := wait{until: a.d.now().Add(length)}
	if model.CodeOf(err) != model.CodeThrottled {
		w.reason = text + "\n"
	}
	a.waits[a.about()] = w
	a.tick(a.d.now())
}

// tell shows a sentence that is about no attempt.
func (a *attempt) tell(text string) { a.notice.SetText(text) }

// edited takes the old failure away as soon as somebody types again; a running wait stays.
func (a *attempt) edited() {
	a.tick(a.d.now())
	if !a.asleep && !a.busy {
		a.notice.SetText("")
	}
}

// tick counts a wait down, puts the button to sleep for it and wakes it again.
func (a *attempt) tick(now time.Time) {
	w := a.waits[a.about()]
	left := w.until.Sub(now)
	switch {
	case left <= 0 && a.asleep:
		a.asleep = false
		a.button.Enable()
		a.notice.SetText("")
	case left <= 0:
	case left >= 2*time.Minute:
		a.sleep(w.reason + i18n.T("login.wait_minutes", "Minutes", minutes(left)))
	default:
		a.sleep(w.reason + i18n.T("login.wait", "Seconds", seconds(left)))
	}
}

func (a *attempt) sleep(text string) {
	a.asleep = true
	a.button.Disable()
	a.notice.SetText(text)
}
