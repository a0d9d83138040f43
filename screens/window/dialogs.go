package window

import (
	"time"

	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// Lockable is a dialog or page with input that must be forgotten when the window locks.
type Lockable interface{ OnLock() }

// Leavable is a dialog with something to forget when its page goes.
type Leavable interface{ OnLeave() }

// Dialog is the open dialog that is told about time, locking and leaving; nil if there is none.
func (w *Window) Dialog() Ticking { return w.dialog }

func (w *Window) SetDialog(open Ticking) { w.dialog = open }

// CoverDialog is called when the window locks, LeaveDialog when the page below the dialog goes.
func (w *Window) CoverDialog() {
	if open, ok := w.dialog.(Lockable); ok {
		open.OnLock()
	}
}

func (w *Window) LeaveDialog() {
	if open, ok := w.dialog.(Leavable); ok {
		open.OnLeave()
	}
	w.dialog = nil
}

// ShowMessage opens a dialog that only says something.
func (w *Window) ShowMessage(name, title, text string) {
	w.ShowInfo(name, 480, widgets.NewHeading(title).Wrapped(), widgets.NewText(text))
}

// ShowInfo opens a dialog that can only be closed.
func (w *Window) ShowInfo(name string, width float32, rows ...fyne.CanvasObject) {
	var modal *widgets.Modal
	closed := func() { modal.Hide() }
	closing := widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), closed)
	modal = widgets.NewModal(w.Canvas(), width, widgets.VStack(look.Gap, append(rows, layout.Buttons(closing))...))
	modal.OnEscape = closed
	modal.SetDefault(closing)
	modal.Show(closing)
	w.DialogShown(name)
}

// Question is asked before something is lost for good. Sure is a second way to leave, for people who have kept what
// would be lost; "" for none.
type Question struct {
	Name, Title, Text, Stay, Leave, Sure string

	Stayed func() // called when the person stays; may be nil
}

// Ask asks a question above everything that is open, unless it is open already. It calls leave if the person really
// wants to go. Enter and Escape stay.
func (w *Window) Ask(q Question, leave func()) {
	w.ShowOnce(q.Name, func() *widgets.Modal { return w.newQuestion(q, leave) })
}

func (w *Window) newQuestion(q Question, leave func()) *widgets.Modal {
	var modal *widgets.Modal
	stay := func() {
		modal.Hide()
		if q.Stayed != nil {
			q.Stayed()
		}
	}
	staying := widgets.NewButton(widgets.KindPrimary, q.Stay, stay)
	left := func() {
		modal.Hide()
		leave()
	}
	ways := []fyne.CanvasObject{widgets.NewButton(widgets.KindDangerLine, q.Leave, left)}
	if q.Sure != "" {
		ways = append(ways, widgets.NewButton(widgets.KindPlain, q.Sure, left))
	}
	modal = widgets.NewModal(w.Canvas(), 480, widgets.VStack(look.Gap,
		widgets.NewHeading(q.Title).Wrapped(),
		widgets.NewText(q.Text),
		layout.Buttons(append(ways, staying)...),
	))
	modal.OnEscape = stay
	modal.SetDefault(staying)
	modal.Show(staying)
	return modal
}

// ShownOnce is a dialog with a secret that nothing can show again. It asks before it closes, unless the person has
// saved the secret.
type ShownOnce struct {
	W        *Window
	Secret   string
	Lines    []*widgets.Text // the secret, line by line
	Copy     *CopyButton
	IsSaved  func() bool // whether the person has saved it
	question Question    // asked before it closes
	Modal    *widgets.Modal
	guard    func(proceed func()) // close guard of the page below
	Done     func()               // called when the dialog has closed
	Forget   func()               // called when the secret is to be forgotten
}

func NewShownOnce(w *Window, secret string, lost Question) *ShownOnce {
	o := &ShownOnce{W: w, Secret: secret, question: lost, Done: func() {}, Forget: func() {}}
	o.Copy = NewCopyButton(w, i18n.T("common.copy"), func() string { return o.Secret })
	o.IsSaved = func() bool { return o.Copy.Copied }
	return o
}

// Line makes one line of the secret.
func (o *ShownOnce) Line(text string) *widgets.Text {
	line := widgets.NewCode(text)
	o.Lines = append(o.Lines, line)
	return line
}

// Open shows the dialog with its content and the button that closes it.
func (o *ShownOnce) Open(name string, width float32, content fyne.CanvasObject, closing *widgets.Button) {
	o.Modal = widgets.NewModal(o.W.Canvas(), width, content)
	o.Modal.Secret = true
	o.Modal.OnEscape = o.OnClose
	o.Modal.SetDefault(closing)
	o.W.dialog = o
	o.guard = o.W.guard
	o.W.GuardClose(o.leave)
	// The focus is not on the button that closes: a second Enter, meant for what led here, would press it.
	o.Modal.Show(o.Copy.Button)
	o.W.DialogShown(name)
}

func (o *ShownOnce) OnClose() { o.leave(o.Close) }

func (o *ShownOnce) leave(proceed func()) {
	if o.IsSaved() {
		proceed()
		return
	}
	o.W.Ask(o.question, proceed)
}

func (o *ShownOnce) Close() {
	o.OnLeave()
	o.W.dialog = nil
	o.W.GuardClose(o.guard)
	o.Modal.Hide()
	o.Done()
}

// OnLeave forgets the secret.
func (o *ShownOnce) OnLeave() {
	o.Secret = ""
	o.Forget()
	for _, line := range o.Lines {
		line.SetText("")
	}
}

func (o *ShownOnce) Tick(time.Time) { o.Copy.Tick() }

// CopyButton puts a secret on the clipboard, and says so as long as it is there.
type CopyButton struct {
	*widgets.Button
	w      *Window
	label  string
	secret func() string
	Copied bool // was pressed at least once
}

func NewCopyButton(w *Window, label string, secret func() string) *CopyButton {
	c := &CopyButton{w: w, label: label, secret: secret}
	c.Button = widgets.NewButton(widgets.KindPlain, label, c.onCopy)
	c.Reserve(i18n.T("backup_codes.copied"))
	return c
}

func (c *CopyButton) onCopy() {
	c.w.Copy(c.secret())
	c.Copied = true
	c.SetText(i18n.T("backup_codes.copied"))
}

func (c *CopyButton) Tick() {
	if c.Text != c.label && c.w.clipboard.text != c.secret() {
		c.SetText(c.label)
	}
}
