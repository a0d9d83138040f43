package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"qlingo/screens/i18n"
	"qlingo/screens/look"
)

// Check is a check box with its sentence.
type Check struct {
	press

	Text      string
	Checked   bool
	OnChanged func(bool)
}

// NewCheck makes a check that is not ticked.
func NewCheck(text string, changed func(bool)) *Check {
	c := &Check{Text: text, OnChanged: changed}
	c.init(c, c.work)
	return c
}

func (c *Check) work() {
	c.SetChecked(!c.Checked)
	if c.OnChanged != nil {
		c.OnChanged(c.Checked)
	}
}

// SetChecked ticks or clears the box. It calls no callback.
func (c *Check) SetChecked(checked bool) {
	if c.Checked == checked {
		return
	}
	c.Checked = checked
	c.Refresh()
}

// TypedKey ticks on Space. Enter is left to the dialog's main action.
func (c *Check) TypedKey(key *fyne.KeyEvent) {
	if enters(key.Name) {
		passKey(c, key)
		return
	}
	c.press.TypedKey(key)
}

// AccessibilityLabel is the sentence, and whether it is ticked.
func (c *Check) AccessibilityLabel() string {
	if c.Checked {
		return c.usable(i18n.T("say.ticked", "Label", c.Text))
	}
	return c.usable(i18n.T("say.not_ticked", "Label", c.Text))
}

// AccessibilityRole is button.
func (c *Check) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is Fyne's hook.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	r := &checkRenderer{check: c, tick: newTickDrawing(), label: write("", look.TextBody, true)}
	r.parts = append(r.tick.objects(), r.label)
	r.Refresh()
	return r
}

const tickGap float32 = 12

type checkRenderer struct {
	parts
	check *Check
	tick  *tickDrawing
	label *canvas.Text
}

func (r *checkRenderer) Layout(size fyne.Size) {
	r.tick.place(0, size.Height)
	place(r.label, tickBox+tickGap, size.Height)
}

func (r *checkRenderer) MinSize() fyne.Size {
	return fyne.NewSize(tickBox+tickGap+r.label.MinSize().Width, look.Grow(28))
}

func (r *checkRenderer) Refresh() {
	c := r.check
	text := look.ColorText
	if c.Disabled() {
		text = look.ColorMuted
	}
	rewrite(r.label, c.Text, text)
	state := unticked
	if c.Checked {
		state = ticked
	}
	r.tick.paint(state, c.outlined())
	canvas.Refresh(c)
}
