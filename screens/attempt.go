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
	until  time.Time // end of the wait; zero when there is none
	reason string    // what to say beside the wait, "" when the wait says it all
}

func newAttempt(d *Desk, text string, try func()) *attempt {
	a := &attempt{d: d, try: try, notice: widgets.NewNotice(widgets.ToneDanger, "")}
	a.button = widgets.NewButton(widgets.KindMain, text, a.submit)
	return a
}

// submit tries once; a busy or waiting form ignores it.
func (a *attempt) submit() {
	if !a.busy && a.until.IsZero() {
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
	wait := waitOf(err)
	if wait <= 0 {
		a.notice.SetText(text)
		return
	}
	a.until, a.reason = a.d.now().Add(wait), ""
	if model.CodeOf(err) != model.CodeThrottled {
		a.reason = text + "\n"
	}
	a.button.Disable()
	a.tick(a.d.now())
}

// tell shows a sentence that is about no attempt.
func (a *attempt) tell(text string) { a.notice.SetText(text) }

// edited takes the old failure away as soon as somebody types again; a running wait stays.
func (a *attempt) edited() {
	if a.until.IsZero() && !a.busy {
		a.notice.SetText("")
	}
}

// tick counts a wait down and ends it.
func (a *attempt) tick(now time.Time) {
	if a.until.IsZero() {
		return
	}
	left := a.until.Sub(now)
	if left <= 0 {
		a.until = time.Time{}
		a.button.Enable()
		a.notice.SetText("")
		return
	}
	if left >= 2*time.Minute {
		a.notice.SetText(a.reason + i18n.T("login.wait_minutes", "Minutes", minutes(left)))
		return
	}
	a.notice.SetText(a.reason + i18n.T("login.wait", "Seconds", seconds(left)))
}
