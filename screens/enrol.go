package screens

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/model/otp"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// Sizes of the enrolment dialog.
const (
	enrolWidth = 744
	enrolGap   = 28 // between the code and the steps
	pinHeight  = 48
	pinWidth   = 160 // at least, beside the code of a long name
	pinGap     = 12
)

// enrolment is the dialog that sets a second step up. The secret lives in the model's Enrolment alone and nothing is
// stored before a right PIN, so every way out but that one changes nothing.
type enrolment struct {
	w         *Window
	model     *model.Enrolment
	words     enrolWords
	code      *widgets.PINEntry
	failure   *widgets.Text
	countdown *widgets.Countdown
	send      *widgets.Button
	cannot    *widgets.Button
	key       fyne.CanvasObject // what to type where the code cannot be scanned
	copyKey   *copyButton
	modal     *widgets.Modal
	done      func(enabled bool)
	closed    bool
}

// openEnrolment sets a second step up: password if its proof is old, code and PIN, backup codes. done is called once,
// when everything is over.
func openEnrolment(w *Window, done func(enabled bool)) {
	enrol(w, firstPhone(), (*model.Session).BeginMFA, func(enabled bool) {
		if enabled { // the news may offer it
			w.Flow.ReloadNews()
		}
		done(enabled)
	})
}

// openMove sets a new phone up in the place of the old one, which is good until a PIN of the new one was right.
func openMove(w *Window, done func(moved bool)) {
	enrol(w, newPhone(), (*model.Session).BeginMove, done)
}

func enrol(w *Window, words enrolWords, begin func(*model.Session, context.Context) (*model.Enrolment, error), done func(bool)) {
	release, free := w.claim("enrolment")
	if !free { // a second click while the first is on its way
		return
	}
	var begun *model.Enrolment
	var owner *model.Session
	var desk model.SupportDesk
	withProof(w, func(ctx context.Context, session *model.Session) (err error) {
		owner = session
		if desk, err = session.SupportDesk(ctx); err != nil {
			return err
		}
		begun, err = begin(session, ctx)
		if ctx.Err() != nil && begun != nil {
			begun.Cancel()
		}
		return err
	}, func(err error) {
		release()
		switch {
		case err == nil && owner == w.Session():
			if words.before == "" {
				words.before = lossOf(w, owner, desk)
			}
			newEnrolment(w, words, begun, done).open()
			return
		case err == nil: // locked meanwhile: the secret belongs to the session that is gone
			begun.Cancel()
		case model.CodeOf(err) == model.CodeMFAOff: // a backup code was used, and withProof goes on from there
		case model.CodeOf(err) != model.CodeCanceled:
			w.showMessage("enrol_failed", words.title, w.explain(err))
		}
		done(false)
	})
}

func newEnrolment(w *Window, words enrolWords, begun *model.Enrolment, done func(bool)) *enrolment {
	p := &enrolment{w: w, words: words, model: begun, done: done, code: widgets.NewPINEntry(false), countdown: widgets.NewCountdown()}
	p.failure = widgets.NewSmall("")
	p.failure.SetColor(look.ColorDanger)
	p.failure.Hide()
	p.send = widgets.NewButton(widgets.KindPrimary, i18n.T("enrol.send"), p.onSend)
	p.send.Height = look.Grow(pinHeight)
	p.cannot = widgets.NewButton(widgets.KindLink, i18n.T("enrol.cannot_scan"), p.onCannotScan)
	p.copyKey = newCopyButton(w, i18n.T("common.copy"), func() string { return strings.ReplaceAll(begun.Key(), " ", "") })
	p.code.OnEnter = p.onSend
	p.code.OnEdited = func() { p.say("") }
	p.modal = widgets.NewModal(w.canvas(), enrolWidth, p.build())
	p.modal.Secret = true
	p.modal.OnEscape = p.onCancel
	p.modal.SetDefault(p.send)
	return p
}

func (p *enrolment) build() fyne.CanvasObject {
	p.key = p.keyPanel()
	p.key.Hide()
	left := widgets.VStack(12, widgets.NewQR(p.model.URI()), container.NewCenter(p.cannot))
	right := widgets.VStack(look.Gap,
		step("1", i18n.T("enrol.app"), widgets.NewMuted(p.words.app)),
		step("2", i18n.T("enrol.scan"), widgets.NewMuted(p.words.scan)),
		step("3", i18n.T("enrol.pin"),
			widgets.NewMuted(p.words.pin),
			widgets.Inset(6, 0, 2, 0, container.New(pinRow{}, p.code, p.send)),
			p.failure, p.countdown),
	)
	return widgets.VStack(look.Gap,
		spread(widgets.NewHeading(p.words.title), widgets.NewClose(i18n.T("common.close"), p.onCancel)),
		widgets.NewNotice(widgets.ToneInfo, p.words.before),
		container.New(sideBySide{gap: enrolGap}, left, right),
		p.key,
	)
}

func (p *enrolment) keyPanel() fyne.CanvasObject {
	return widgets.NewPanel(widgets.VStack(10,
		widgets.NewText(i18n.T("enrol.key_text")),
		widgets.VStack(2,
			widgets.NewSmall(i18n.T("enrol.key")),
			spread(widgets.NewCode(p.model.Key()), p.copyKey.Button)),
		widgets.VStack(2,
			widgets.NewSmall(i18n.T("enrol.label")),
			widgets.NewText(p.model.Label())),
	))
}

func (p *enrolment) open() {
	p.w.setDialog(p)
	p.Tick(p.w.now())
	p.modal.Show(p.code)
	p.w.dialogShown("enrol")
}

// onCannotScan shows or hides the key for typing.
func (p *enrolment) onCannotScan() {
	if p.key.Visible() {
		p.key.Hide()
		p.modal.Refresh()
		return
	}
	p.key.Show()
	p.modal.Refresh()
	p.w.Focus(p.copyKey.Button)
	widgets.Reveal(p.key) // all of it, in a low window
}

func (p *enrolment) onSend() {
	if p.send.Busy() || p.closed {
		return
	}
	typed, confirming := p.code.Text(), p.model
	var codes []string
	p.send.SetBusy(true, i18n.T("enrol.sending"))
	release := p.w.holdClose() // there may be codes to be shown
	p.w.run(func(ctx context.Context) (err error) {
		codes, err = confirming.Confirm(ctx, typed)
		return err
	}, func(err error) {
		release()
		p.send.SetBusy(false, "")
		if err != nil {
			p.fail(err)
			return
		}
		p.close()
		if p.model.Moves() { // the codes stay as they are
			p.done(true)
			return
		}
		showCodes(p.w, codes, enrolledWords(), func() { p.done(true) })
	})
}

// fail keeps code and secret: the next PIN of the same app is as good as the first.
func (p *enrolment) fail(err error) {
	text := p.w.explain(err)
	if p.closed { // locked while the PIN was on its way
		p.model.Cancel()
		p.done(false)
		return
	}
	switch model.CodeOf(err) {
	case model.CodeEnrolmentEnded, model.CodeMFAOn, model.CodeMFAOff, model.CodeLocked:
		p.end(text)
		return
	case model.CodeWrongPIN:
		text = i18n.T("enrol.wrong_pin")
		p.code.Wipe()
	case model.CodePINFormat:
		text = i18n.T("enrol.pin_format") // what was typed stays, it is easily mended
	case model.CodePINExpired, model.CodeClockOff:
		p.code.Wipe()
	}
	p.say(text)
	p.w.Focus(p.code)
	widgets.Reveal(p.failure) // in a low window
}

// say shows what is wrong with the PIN, or nothing.
func (p *enrolment) say(text string) {
	p.code.SetError(text != "")
	p.failure.SetText(text)
	if p.failure.Visible() == (text != "") {
		return
	}
	if text == "" {
		p.failure.Hide()
	} else {
		p.failure.Show()
	}
	p.modal.Refresh()
}

func (p *enrolment) onCancel() {
	if !p.send.Busy() {
		p.close()
		p.done(false)
	}
}

// end closes the dialog because of something that the person has to be told.
func (p *enrolment) end(text string) {
	p.close()
	p.w.showMessage("enrol_ended", p.words.title, text)
	p.done(false)
}

func (p *enrolment) close() {
	if !p.closed {
		p.OnLeave()
	}
	p.code.Wipe()
	p.modal.Hide()
	p.w.setDialog(nil)
}

// OnLeave forgets PIN and secret.
func (p *enrolment) OnLeave() {
	p.closed = true
	p.code.Wipe()
	p.model.Cancel()
}

// OnLock gives the enrolment up: it belongs to the session that ends with the lock. Only a PIN on its way goes on, and
// its answer calls done: if it is yes, there are codes to be shown.
func (p *enrolment) OnLock() {
	if p.send.Busy() {
		p.closed = true
		p.close()
		return
	}
	p.onCancel()
}

func (p *enrolment) Tick(now time.Time) {
	p.countdown.SetRemaining(otp.Remaining(now), otp.Period)
	p.copyKey.Tick()
	if !p.closed && !p.send.Busy() && p.model.Expired() {
		p.end(p.words.expired)
	}
}

// pinRow is the field with its button. Six digits need less room than the field asks for, which could be a backup code.
type pinRow struct{}

// Layout implements fyne.Layout.
func (pinRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	button := objects[1].MinSize()
	objects[0].Resize(fyne.NewSize(size.Width-button.Width-pinGap, look.Grow(pinHeight)))
	objects[1].Resize(button)
	objects[1].Move(fyne.NewPos(size.Width-button.Width, 0))
}

// MinSize implements fyne.Layout.
func (pinRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Grow(pinWidth)+pinGap+objects[1].MinSize().Width, look.Grow(pinHeight))
}
