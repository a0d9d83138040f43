package mypage

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/model/otp"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// Sizes of the enrolment dialog.
const (
	enrolWidth = 744
	enrolGap   = 28 // between the QR code and the steps
	pinHeight  = 48
	pinWidth   = 160 // least width, beside the QR code of a long name
	pinGap     = 12
)

// enrolment is the dialog that sets MFA up. Only the model's Enrolment has the secret, and nothing is stored before a
// right PIN, so leaving in any other way changes nothing.
type enrolment struct {
	w         *window.Window
	Model     *model.Enrolment
	words     enrolWords
	Code      *widgets.PINEntry
	Failure   *widgets.Text
	countdown *widgets.Countdown
	Send      *widgets.Button
	cannot    *widgets.Button
	Key       fyne.CanvasObject // what to type when the code cannot be scanned
	copyKey   *window.CopyButton
	modal     *widgets.Modal
	done      func(enabled bool)
	closed    bool
}

// OpenEnrolment sets MFA up: password if its proof is old, QR code and PIN, backup codes. It calls done once, when
// everything is over.
func OpenEnrolment(w *window.Window, done func(enabled bool)) {
	enrol(w, firstPhone(), (*model.Session).BeginMFA, func(enabled bool) {
		if enabled { // the news may offer it meanwhile
			w.Flow.ReloadNews()
		}
		done(enabled)
	})
}

// openMove sets MFA up on a new phone. The old phone works until a PIN of the new one is right.
func openMove(w *window.Window, done func(moved bool)) {
	enrol(w, newPhone(), (*model.Session).BeginMove, done)
}

func enrol(w *window.Window, words enrolWords, begin func(*model.Session, context.Context) (*model.Enrolment, error), done func(bool)) {
	release, free := w.Claim("enrolment")
	if !free { // a second click while the first is under way
		return
	}
	var begun *model.Enrolment
	var owner *model.Session
	var desk model.SupportDesk
	forms.WithProof(w, func(ctx context.Context, session *model.Session) (err error) {
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
				words.before = helpAfterLoss(w, owner, desk)
			}
			newEnrolment(w, words, begun, done).open()
			return
		case err == nil: // locked meanwhile: the secret belongs to the old session
			begun.Cancel()
		case model.CodeOf(err) == model.CodeMFAOff: // a backup code was used; WithProof handles that
		case model.CodeOf(err) != model.CodeCanceled:
			w.ShowMessage("enrol_failed", words.title, w.Report(err))
		}
		done(false)
	})
}

func newEnrolment(w *window.Window, words enrolWords, begun *model.Enrolment, done func(bool)) *enrolment {
	p := &enrolment{w: w, words: words, Model: begun, done: done, Code: widgets.NewPINEntry(false), countdown: widgets.NewCountdown()}
	p.Failure = widgets.NewSmall("")
	p.Failure.SetColor(look.ColorDanger)
	p.Failure.Hide()
	p.Send = widgets.NewButton(widgets.KindPrimary, i18n.T("enrol.send"), p.onSend)
	p.Send.Height = look.Grow(pinHeight)
	p.cannot = widgets.NewButton(widgets.KindLink, i18n.T("enrol.cannot_scan"), p.onCannotScan)
	p.copyKey = window.NewCopyButton(w, i18n.T("common.copy"), func() string { return strings.ReplaceAll(p.SetupKey(), " ", "") })
	p.Code.OnEnter = p.onSend
	p.Code.OnEdited = func() { p.Say("") }
	p.modal = widgets.NewModal(w.Canvas(), enrolWidth, p.build())
	p.modal.Secret = true
	p.modal.OnEscape = p.onCancel
	p.modal.SetDefault(p.Send)
	return p
}

// SetupKey is what is typed into the app where the code cannot be scanned.
func (p *enrolment) SetupKey() string { return p.Model.Key() }

func (p *enrolment) build() fyne.CanvasObject {
	p.Key = p.keyPanel()
	p.Key.Hide()
	left := widgets.VStack(12, widgets.NewQR(p.Model.URI()), container.NewCenter(p.cannot))
	right := widgets.VStack(look.Gap,
		layout.Step("1", i18n.T("enrol.app"), widgets.NewMuted(p.words.app)),
		layout.Step("2", i18n.T("enrol.scan"), widgets.NewMuted(p.words.scan)),
		layout.Step("3", i18n.T("enrol.pin"),
			widgets.NewMuted(p.words.pin),
			widgets.Inset(6, 0, 2, 0, container.New(pinRow{}, p.Code, p.Send)),
			p.Failure, p.countdown),
	)
	return widgets.VStack(look.Gap,
		layout.Spread(widgets.NewHeading(p.words.title), widgets.NewClose(i18n.T("common.close"), p.onCancel)),
		widgets.NewNotice(widgets.ToneInfo, p.words.before),
		container.New(layout.SideBySide{Gap: enrolGap}, left, right),
		p.Key,
	)
}

func (p *enrolment) keyPanel() fyne.CanvasObject {
	return widgets.NewPanel(widgets.VStack(10,
		widgets.NewText(i18n.T("enrol.key_text")),
		widgets.VStack(2,
			widgets.NewSmall(i18n.T("enrol.key")),
			layout.Spread(widgets.NewCode(p.SetupKey()), p.copyKey.Button)),
		widgets.VStack(2,
			widgets.NewSmall(i18n.T("enrol.label")),
			widgets.NewText(p.Model.Label())),
	))
}

func (p *enrolment) open() {
	p.w.SetDialog(p)
	p.Tick(p.w.Now())
	p.modal.Show(p.Code)
	p.w.DialogShown("enrol")
}

// onCannotScan shows or hides the key for typing.
func (p *enrolment) onCannotScan() {
	if p.Key.Visible() {
		p.Key.Hide()
		p.modal.Refresh()
		return
	}
	p.Key.Show()
	p.modal.Refresh()
	p.w.Focus(p.copyKey.Button)
	widgets.Reveal(p.Key) // scrolls in a low window
}

func (p *enrolment) onSend() {
	if p.Send.Busy() || p.closed {
		return
	}
	typed, confirming := p.Code.Text(), p.Model
	p.Send.SetBusy(true, i18n.T("enrol.sending"))
	release := p.w.HoldClose() // there may be codes to show
	window.Run(p.w, func(ctx context.Context) ([]string, error) {
		return confirming.Confirm(ctx, typed)
	}, func(codes []string, err error) {
		release()
		p.Send.SetBusy(false, "")
		if err != nil {
			p.fail(err)
			return
		}
		p.close()
		if p.Model.Moves() { // the codes do not change
			p.done(true)
			return
		}
		showCodes(p.w, codes, enrolledWords(), func() { p.done(true) })
	})
}

// fail keeps QR code and secret: the next PIN of the same app is as good as the first.
func (p *enrolment) fail(err error) {
	text := p.w.Report(err)
	if p.closed { // the window locked while the PIN was checked
		p.Model.Cancel()
		p.done(false)
		return
	}
	switch model.CodeOf(err) {
	case model.CodeEnrolmentEnded, model.CodeMFAOn, model.CodeMFAOff, model.CodeLocked:
		p.end(text)
		return
	case model.CodeWrongPIN:
		text = i18n.T("enrol.wrong_pin")
		p.Code.Wipe()
	case model.CodePINFormat:
		text = i18n.T("enrol.pin_format") // easy to correct, so the text stays
	case model.CodePINExpired, model.CodeClockOff:
		p.Code.Wipe()
	}
	p.Say(text)
	p.w.Focus(p.Code)
	widgets.Reveal(p.Failure) // scrolls in a low window
}

// Say shows what is wrong with the PIN; "" removes it.
func (p *enrolment) Say(text string) {
	p.Code.SetError(text != "")
	p.Failure.SetText(text)
	if p.Failure.Visible() == (text != "") {
		return
	}
	if text == "" {
		p.Failure.Hide()
	} else {
		p.Failure.Show()
	}
	p.modal.Refresh()
}

func (p *enrolment) onCancel() {
	if !p.Send.Busy() {
		p.close()
		p.done(false)
	}
}

// end closes the dialog and explains why.
func (p *enrolment) end(text string) {
	p.close()
	p.w.ShowMessage("enrol_ended", p.words.title, text)
	p.done(false)
}

func (p *enrolment) close() {
	if !p.closed {
		p.OnLeave()
	}
	p.Code.Wipe()
	p.modal.Hide()
	p.w.SetDialog(nil)
}

// OnLeave forgets PIN and secret.
func (p *enrolment) OnLeave() {
	p.closed = true
	p.Code.Wipe()
	p.Model.Cancel()
}

// OnLock gives up the enrolment, because it belongs to the session that the lock ends. Only a PIN that is being
// checked continues, and its answer calls done: if it was right, there are codes to show.
func (p *enrolment) OnLock() {
	if p.Send.Busy() {
		p.closed = true
		p.close()
		return
	}
	p.onCancel()
}

func (p *enrolment) Tick(now time.Time) {
	p.countdown.SetRemaining(otp.Remaining(now), otp.Period)
	p.copyKey.Tick()
	if !p.closed && !p.Send.Busy() && p.Model.Expired() {
		p.end(p.words.expired)
	}
}

// pinRow sets the field beside its button. Six digits need less room than the field asks for, because it could hold a
// backup code.
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
