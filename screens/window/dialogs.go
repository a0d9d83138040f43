package window

import (
	"time"

	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// DialogPage is an open dialog that shows time passing; the page under it calls tick about once a second.
type DialogPage interface{ Tick(now time.Time) }

// Lockable is a dialog or a page with something typed that must not outlive the locking of the window.
type Lockable interface{ OnLock() }

// Leavable is a dialog with something to forget when its page goes.
type Leavable interface{ OnLeave() }

// Dialog is the open dialog that hears of time, of locking and of leaving; nil if none does.
func (w *Window) Dialog() DialogPage { return w.dialog }

func (w *Window) SetDialog(open DialogPage) { w.dialog = open }

// CoverDialog is called when the window locks, LeaveDialog when the page under the dialog goes.
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

// ShowMessage is a dialog that says one thing and can only be closed.
func (w *Window) ShowMessage(name, title, text string) {
	w.ShowInfo(name, 480, widgets.NewHeading(title).Wrapped(), widgets.NewText(text))
}

// ShowInfo opens a dialog whose only way out is to close it.
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

// Question is one that is asked before something is lost for good. sure is a second way to leave, for whoever has what
// would be lost elsewhere; "" offers none.
type Question struct{ Name, Title, Text, Stay, Leave, Sure string }

// Ask asks it above whatever is open. leave is called when the person really wants to go; Enter and Escape stay.
func (w *Window) Ask(q Question, leave func()) *widgets.Modal {
	var modal *widgets.Modal
	stay := func() { modal.Hide() }
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
	w.DialogShown(q.Name)
	return modal
}

// ShownOnce is a dialog with a secret that nothing in the program can show again. Unless the person has it by then, it
// asks once more before it goes.
type ShownOnce struct {
	W        *Window
	Secret   string
	Lines    []*widgets.Text // the secret on the screen
	Copy     *CopyButton
	IsSaved  func() bool // whether the person has it
	question Question    // the one that is asked
	Modal    *widgets.Modal
	asking   *widgets.Modal       // when it was asked
	guard    func(proceed func()) // of the page below
	Done     func()               // called when the dialog has closed
}

func NewShownOnce(w *Window, secret string, lost Question) *ShownOnce {
	o := &ShownOnce{W: w, Secret: secret, question: lost, Done: func() {}}
	o.Copy = NewCopyButton(w, i18n.T("common.copy"), func() string { return o.Secret })
	o.IsSaved = func() bool { return o.Copy.Copied }
	return o
}

// Line is one line of the secret.
func (o *ShownOnce) Line(text string) *widgets.Text {
	line := widgets.NewCode(text)
	o.Lines = append(o.Lines, line)
	return line
}

// Open shows the dialog with what it holds and the button that closes it.
func (o *ShownOnce) Open(name string, width float32, content fyne.CanvasObject, closing *widgets.Button) {
	o.Modal = widgets.NewModal(o.W.Canvas(), width, content)
	o.Modal.Secret = true
	o.Modal.OnEscape = o.OnClose
	o.Modal.SetDefault(closing)
	o.W.dialog = o
	o.guard = o.W.guard
	o.W.GuardClose(o.leave)
	// The focus is not on the button that closes: an Enter too many, meant for what led here, would press it.
	o.Modal.Show(o.Copy.Button)
	o.W.DialogShown(name)
}

func (o *ShownOnce) OnClose() { o.leave(o.Close) }

func (o *ShownOnce) leave(proceed func()) {
	switch {
	case o.IsSaved():
		proceed()
	case o.asking == nil || !o.asking.Visible():
		o.asking = o.W.Ask(o.question, proceed)
	}
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
	for _, line := range o.Lines {
		line.SetText("")
	}
}

func (o *ShownOnce) Tick(time.Time) { o.Copy.Tick() }

// CopyButton is a button that puts a secret on the clipboard and says so for as long as it lies there.
type CopyButton struct {
	*widgets.Button
	w      *Window
	label  string
	secret func() string
	Copied bool // at least once
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

// AskUnsaved asks before changes are lost.
func (w *Window) AskUnsaved(leave func()) {
	w.Ask(Question{
		Name: "unsaved", Title: i18n.T("settings_page.unsaved_title"), Text: i18n.T("settings_page.unsaved_text"),
		Stay: i18n.T("common.back"), Leave: i18n.T("settings_page.unsaved_leave"),
	}, leave)
}
