package screens

import (
	"time"

	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// dialogPage is an open dialog that shows time passing; the page under it calls tick about once a second.
type dialogPage interface{ Tick(now time.Time) }

// lockable is a dialog or a page with something typed that must not outlive the locking of the window.
type lockable interface{ OnLock() }

// leavable is a dialog with something to forget when its page goes.
type leavable interface{ OnLeave() }

// Dialog is the open dialog that hears of time, of locking and of leaving; nil if none does.
func (w *Window) Dialog() dialogPage { return w.dialog }

func (w *Window) setDialog(open dialogPage) { w.dialog = open }

// coverDialog is called when the window locks, leaveDialog when the page under the dialog goes.
func (w *Window) coverDialog() {
	if open, ok := w.dialog.(lockable); ok {
		open.OnLock()
	}
}

func (w *Window) leaveDialog() {
	if open, ok := w.dialog.(leavable); ok {
		open.OnLeave()
	}
	w.dialog = nil
}

// showMessage is a dialog that says one thing and can only be closed.
func (w *Window) showMessage(name, title, text string) {
	w.showInfo(name, 480, widgets.NewHeading(title).Wrapped(), widgets.NewText(text))
}

// showInfo opens a dialog whose only way out is to close it.
func (w *Window) showInfo(name string, width float32, rows ...fyne.CanvasObject) {
	var modal *widgets.Modal
	closed := func() { modal.Hide() }
	closing := widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), closed)
	modal = widgets.NewModal(w.canvas(), width, widgets.VStack(look.Gap, append(rows, buttons(closing))...))
	modal.OnEscape = closed
	modal.SetDefault(closing)
	modal.Show(closing)
	w.dialogShown(name)
}

// question is one that is asked before something is lost for good. sure is a second way to leave, for whoever has what
// would be lost elsewhere; "" offers none.
type question struct{ name, title, text, stay, leave, sure string }

// ask asks it above whatever is open. leave is called when the person really wants to go; Enter and Escape stay.
func (w *Window) ask(q question, leave func()) *widgets.Modal {
	var modal *widgets.Modal
	stay := func() { modal.Hide() }
	staying := widgets.NewButton(widgets.KindPrimary, q.stay, stay)
	left := func() {
		modal.Hide()
		leave()
	}
	ways := []fyne.CanvasObject{widgets.NewButton(widgets.KindDangerLine, q.leave, left)}
	if q.sure != "" {
		ways = append(ways, widgets.NewButton(widgets.KindPlain, q.sure, left))
	}
	modal = widgets.NewModal(w.canvas(), 480, widgets.VStack(look.Gap,
		widgets.NewHeading(q.title).Wrapped(),
		widgets.NewText(q.text),
		buttons(append(ways, staying)...),
	))
	modal.OnEscape = stay
	modal.SetDefault(staying)
	modal.Show(staying)
	w.dialogShown(q.name)
	return modal
}

// shownOnce is a dialog with a secret that nothing in the program can show again. Unless the person has it by then, it
// asks once more before it goes.
type shownOnce struct {
	w        *Window
	secret   string
	lines    []*widgets.Text // the secret on the screen
	copy     *copyButton
	isSaved  func() bool // whether the person has it
	question question    // the one that is asked
	modal    *widgets.Modal
	asking   *widgets.Modal       // when it was asked
	guard    func(proceed func()) // of the page below
	done     func()               // called when the dialog has closed
}

func newShownOnce(w *Window, secret string, lost question) *shownOnce {
	o := &shownOnce{w: w, secret: secret, question: lost, done: func() {}}
	o.copy = newCopyButton(w, i18n.T("common.copy"), func() string { return o.secret })
	o.isSaved = func() bool { return o.copy.copied }
	return o
}

// line is one line of the secret.
func (o *shownOnce) line(text string) *widgets.Text {
	line := widgets.NewCode(text)
	o.lines = append(o.lines, line)
	return line
}

// open shows the dialog with what it holds and the button that closes it.
func (o *shownOnce) open(name string, width float32, content fyne.CanvasObject, closing *widgets.Button) {
	o.modal = widgets.NewModal(o.w.canvas(), width, content)
	o.modal.Secret = true
	o.modal.OnEscape = o.onClose
	o.modal.SetDefault(closing)
	o.w.dialog = o
	o.guard = o.w.guard
	o.w.guardClose(o.leave)
	// The focus is not on the button that closes: an Enter too many, meant for what led here, would press it.
	o.modal.Show(o.copy.Button)
	o.w.dialogShown(name)
}

func (o *shownOnce) onClose() { o.leave(o.close) }

func (o *shownOnce) leave(proceed func()) {
	switch {
	case o.isSaved():
		proceed()
	case o.asking == nil || !o.asking.Visible():
		o.asking = o.w.ask(o.question, proceed)
	}
}

func (o *shownOnce) close() {
	o.OnLeave()
	o.w.dialog = nil
	o.w.guardClose(o.guard)
	o.modal.Hide()
	o.done()
}

// OnLeave forgets the secret.
func (o *shownOnce) OnLeave() {
	o.secret = ""
	for _, line := range o.lines {
		line.SetText("")
	}
}

func (o *shownOnce) Tick(time.Time) { o.copy.Tick() }

// copyButton is a button that puts a secret on the clipboard and says so for as long as it lies there.
type copyButton struct {
	*widgets.Button
	w      *Window
	label  string
	secret func() string
	copied bool // at least once
}

func newCopyButton(w *Window, label string, secret func() string) *copyButton {
	c := &copyButton{w: w, label: label, secret: secret}
	c.Button = widgets.NewButton(widgets.KindPlain, label, c.onCopy)
	c.Reserve(i18n.T("codes.copied"))
	return c
}

func (c *copyButton) onCopy() {
	c.w.copy(c.secret())
	c.copied = true
	c.SetText(i18n.T("codes.copied"))
}

func (c *copyButton) Tick() {
	if c.Text != c.label && c.w.clipboard.text != c.secret() {
		c.SetText(c.label)
	}
}

// askUnsaved asks before changes are lost.
func (w *Window) askUnsaved(leave func()) {
	w.ask(question{
		name: "unsaved", title: i18n.T("policy.unsaved_title"), text: i18n.T("policy.unsaved_text"),
		stay: i18n.T("common.back"), leave: i18n.T("policy.unsaved_leave"),
	}, leave)
}
