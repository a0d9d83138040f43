package screens

import (
	"time"

	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// dialogTicker is an open dialog that shows time passing; the page under it calls tick about once a second.
type dialogTicker interface{ tick(now time.Time) }

// covered is a dialog or a page with something typed that must not outlive the locking of the window.
type covered interface{ covered() }

// leaver is a dialog with something to forget when its page goes.
type leaver interface{ left() }

// coverDialog is called when the window locks, leaveDialog when the page under the dialog goes.
func (d *Desk) coverDialog() {
	if open, ok := d.dialog.(covered); ok {
		open.covered()
	}
}

func (d *Desk) leaveDialog() {
	if open, ok := d.dialog.(leaver); ok {
		open.left()
	}
	d.dialog = nil
}

// message is a dialog that says one thing and can only be closed.
func (d *Desk) message(name, title, text string) {
	d.inform(name, 480, widgets.NewHeading(title).Wrapped(), widgets.NewText(text))
}

// inform opens a dialog whose only way out is to close it.
func (d *Desk) inform(name string, width float32, rows ...fyne.CanvasObject) {
	var modal *widgets.Modal
	closed := func() { modal.Hide() }
	closing := widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), closed)
	modal = widgets.NewModal(d.canvas(), width, widgets.VStack(look.Gap, append(rows, buttons(closing))...))
	modal.OnEscape = closed
	modal.SetDefault(closing)
	modal.Show(closing)
	d.dialogShown(name)
}

// question is one that is asked before something is lost for good. sure is a second way to leave, for whoever has what
// would be lost elsewhere; "" offers none.
type question struct{ name, title, text, stay, leave, sure string }

// ask asks it above whatever is open. leave is called when the person really wants to go; Enter and Escape stay.
func (d *Desk) ask(q question, leave func()) *widgets.Modal {
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
	modal = widgets.NewModal(d.canvas(), 480, widgets.VStack(look.Gap,
		widgets.NewHeading(q.title).Wrapped(),
		widgets.NewText(q.text),
		buttons(append(ways, staying)...),
	))
	modal.OnEscape = stay
	modal.SetDefault(staying)
	modal.Show(staying)
	d.dialogShown(q.name)
	return modal
}

// onceShown is a dialog with a secret that nothing in the program can show again. Unless the person has it by then, it
// asks once more before it goes.
type onceShown struct {
	d      *Desk
	secret string
	lines  []*widgets.Text // the secret on the screen
	copy   *copier
	kept   func() bool // whether the person has it
	lost   question    // the one that is asked
	modal  *widgets.Modal
	asking *widgets.Modal       // when it was asked
	guard  func(proceed func()) // of the page below
	done   func()               // called when the dialog has closed
}

func newOnceShown(d *Desk, secret string, lost question) *onceShown {
	o := &onceShown{d: d, secret: secret, lost: lost, done: func() {}}
	o.copy = newCopier(d, i18n.T("common.copy"), func() string { return o.secret })
	o.kept = func() bool { return o.copy.copied }
	return o
}

// line is one line of the secret.
func (o *onceShown) line(text string) *widgets.Text {
	line := widgets.NewCode(text)
	o.lines = append(o.lines, line)
	return line
}

// open shows the dialog with what it holds and the button that closes it.
func (o *onceShown) open(name string, width float32, content fyne.CanvasObject, closing *widgets.Button) {
	o.modal = widgets.NewModal(o.d.canvas(), width, content)
	o.modal.Secret = true
	o.modal.OnEscape = o.onClose
	o.modal.SetDefault(closing)
	o.d.dialog = o
	o.guard = o.d.guard
	o.d.guardClose(o.leave)
	// The focus is not on the button that closes: an Enter too many, meant for what led here, would press it.
	o.modal.Show(o.copy.Button)
	o.d.dialogShown(name)
}

func (o *onceShown) onClose() { o.leave(o.close) }

func (o *onceShown) leave(proceed func()) {
	switch {
	case o.kept():
		proceed()
	case o.asking == nil || !o.asking.Visible():
		o.asking = o.d.ask(o.lost, proceed)
	}
}

func (o *onceShown) close() {
	o.left()
	o.d.dialog = nil
	o.d.guardClose(o.guard)
	o.modal.Hide()
	o.done()
}

// left forgets the secret.
func (o *onceShown) left() {
	o.secret = ""
	for _, line := range o.lines {
		line.SetText("")
	}
}

func (o *onceShown) tick(time.Time) { o.copy.tick() }

// copier is a button that puts a secret on the clipboard and says so for as long as it lies there.
type copier struct {
	*widgets.Button
	d      *Desk
	label  string
	secret func() string
	copied bool // at least once
}

func newCopier(d *Desk, label string, secret func() string) *copier {
	c := &copier{d: d, label: label, secret: secret}
	c.Button = widgets.NewButton(widgets.KindPlain, label, c.onCopy)
	c.Reserve(i18n.T("codes.copied"))
	return c
}

func (c *copier) onCopy() {
	c.d.copy(c.secret())
	c.copied = true
	c.SetText(i18n.T("codes.copied"))
}

func (c *copier) tick() {
	if c.Text != c.label && c.d.clip.text != c.secret() {
		c.SetText(c.label)
	}
}

// askUnsaved asks before changes are lost.
func (d *Desk) askUnsaved(leave func()) {
	d.ask(question{
		name: "unsaved", title: i18n.T("policy.unsaved_title"), text: i18n.T("policy.unsaved_text"),
		stay: i18n.T("common.back"), leave: i18n.T("policy.unsaved_leave"),
	}, leave)
}
