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
	r := &checkRenderer{
		check: c,
		frame: box(5),
		ring:  newRing(5, 1),
		label: write("", look.TextBody, true),
		short: stroke(),
		long:  stroke(),
	}
	r.parts = parts{r.ring.Rectangle, r.frame, r.short, r.long, r.label}
	r.Refresh()
	return r
}

const (
	tickBox float32 = 20
	tickGap float32 = 12
)

type checkRenderer struct {
	parts
	check       *Check
	frame       *canvas.Rectangle
	ring        ring
	label       *canvas.Text
	short, long *canvas.Line
}

func (r *checkRenderer) Layout(size fyne.Size) {
	top := fyne.NewPos(0, (size.Height-tickBox)/2)
	r.frame.Move(top)
	r.frame.Resize(fyne.NewSquareSize(tickBox))
	r.ring.surround(top, fyne.NewSquareSize(tickBox))
	bottom := top.AddXY(8.5, 14.5)
	draw(r.short, top.AddXY(5, 10.5), bottom)
	draw(r.long, bottom, top.AddXY(15, 6))
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
	if c.Checked {
		fill(r.frame, look.ColorPrimary, "", 0)
	} else {
		fill(r.frame, look.ColorField, look.ColorMuted, look.Line)
	}
	for _, l := range []*canvas.Line{r.short, r.long} {
		l.StrokeColor = paint(look.ColorOnPrimary)
		l.Hidden = !c.Checked
		l.Refresh()
	}
	r.ring.light(c.focused)
	canvas.Refresh(c)
}

// stroke makes a line of a drawn sign, because the fonts lack ticks and
// crosses.
func stroke() *canvas.Line {
	l := canvas.NewLine(nil)
	l.StrokeWidth = 1.5
	return l
}

func draw(l *canvas.Line, from, to fyne.Position) {
	l.Position1, l.Position2 = from, to
	l.Refresh()
}
