package screens

import (
	"time"

	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// dialogTicker is an open dialog that shows time passing; the page under it calls tick about once a second.
type dialogTicker interface{ tick(now time.Time) }

// covered is a dialog that must not outlive the locking of the window.
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
	var modal *widgets.Modal
	closed := func() { modal.Hide() }
	closing := widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), closed)
	modal = widgets.NewModal(d.canvas(), 480, widgets.VStack(look.Gap,
		widgets.NewHeading(title).Wrapped(),
		widgets.NewText(text),
		buttons(closing),
	))
	modal.OnEscape, modal.OnEnter = closed, closed
	modal.Show(closing)
	d.dialogShown(name)
}

// question is one that is asked before something is lost for good.
type question struct{ name, title, text, stay, leave string }

// ask asks it above whatever is open. leave is called when the person really wants to go; Enter and Escape stay.
func (d *Desk) ask(q question, leave func()) *widgets.Modal {
	var modal *widgets.Modal
	stay := func() { modal.Hide() }
	staying := widgets.NewButton(widgets.KindPrimary, q.stay, stay)
	leaving := widgets.NewButton(widgets.KindDangerLine, q.leave, func() {
		modal.Hide()
		leave()
	})
	modal = widgets.NewModal(d.canvas(), 480, widgets.VStack(look.Gap,
		widgets.NewHeading(q.title).Wrapped(),
		widgets.NewText(q.text),
		buttons(leaving, staying),
	))
	modal.OnEscape, modal.OnEnter = stay, stay
	modal.Show(staying)
	d.dialogShown(q.name)
	return modal
}

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
