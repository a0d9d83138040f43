package widgets

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"qlingo/screens/look"
)

// Select opens a menu of options. It looks like small muted text, or like a box as high as a field.
type Select struct {
	press

	// Name is the label for screen readers.
	Name      string
	Options   []string
	Chosen    int
	OnChanged func(int)

	boxed  bool
	closed time.Time // when the menu closed
}

// NewSelect makes a select that shows the first option.
func NewSelect(options []string, changed func(int)) *Select {
	s := &Select{Options: options, OnChanged: changed}
	s.init(s, s.open)
	return s
}

// NewBoxSelect makes a select in a box, to stand beside fields.
func NewBoxSelect(options []string, changed func(int)) *Select {
	s := NewSelect(options, changed)
	s.boxed = true
	return s
}

// SetChosen shows an option. It calls no callback.
func (s *Select) SetChosen(i int) {
	if s.Chosen == i || i < 0 || i >= len(s.Options) {
		return
	}
	s.Chosen = i
	s.Refresh()
}

// TypedRune opens the menu on Space, unless the same Space has just chosen an option: its key closed the menu, and
// its rune comes here.
func (s *Select) TypedRune(r rune) {
	if time.Since(s.closed) > sameStroke {
		s.press.TypedRune(r)
	}
}

// sameStroke is longer than the time between key and rune of one stroke, and shorter than between two strokes.
const sameStroke = 30 * time.Millisecond

// TypedKey opens the menu with Down too.
func (s *Select) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeyDown && !s.Disabled() {
		s.open()
		return
	}
	s.press.TypedKey(key)
}

// AccessibilityLabel is the name and the option shown.
func (s *Select) AccessibilityLabel() string { return s.usable(listed(s.Name, s.label())) }

// AccessibilityRole is button.
func (s *Select) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func (s *Select) label() string {
	if s.Chosen < len(s.Options) {
		return s.Options[s.Chosen]
	}
	return ""
}

func (s *Select) open() {
	items := make([]MenuItem, len(s.Options))
	for i, option := range s.Options {
		items[i] = MenuItem{Text: option, Chosen: i == s.Chosen, OnTapped: func() { s.chooseOption(i, option) }}
	}
	showOptions(s, s.Name, items, s.Chosen, func() { s.closed = time.Now() })
}

// chooseOption takes an option of the menu. The options may have changed since that was opened.
func (s *Select) chooseOption(i int, option string) {
	if i >= len(s.Options) || s.Options[i] != option {
		i = slices.Index(s.Options, option)
	}
	if i >= 0 {
		s.choose(i)
	}
}

func (s *Select) choose(i int) {
	if i == s.Chosen {
		return
	}
	s.SetChosen(i)
	if s.OnChanged != nil {
		s.OnChanged(i)
	}
}

// CreateRenderer is Fyne's hook.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	r := &selectRenderer{
		choice: s, ring: newRing(4, 1), frame: box(look.Radius), label: write("", look.TextSmall, false), left: stroke(), right: stroke(),
	}
	r.parts = parts{r.ring.Rectangle, r.label, r.left, r.right}
	if s.boxed {
		r.label.TextSize = look.TextBody
		r.parts[0] = r.frame
	}
	r.Refresh()
	return r
}

type selectRenderer struct {
	parts
	choice      *Select
	ring        ring
	frame       *canvas.Rectangle
	label       *canvas.Text
	left, right *canvas.Line
}

func (r *selectRenderer) Layout(size fyne.Size) {
	if r.choice.boxed {
		r.layoutBox(size)
		return
	}
	r.ring.surround(fyne.NewPos(-linkAir, 0), fyne.NewSize(r.MinSize().Width+2*linkAir, size.Height))
	width := place(r.label, 0, size.Height).Width
	tip := fyne.NewPos(width+8, size.Height/2+2)
	draw(r.left, tip.AddXY(-4, -4), tip)
	draw(r.right, tip, tip.AddXY(4, -4))
}

// boxInset is the padding at the sides of a box.
const boxInset float32 = 13

func (r *selectRenderer) layoutBox(size fyne.Size) {
	r.frame.Resize(size)
	room := max(0, size.Width-3*boxInset-8)
	if short := shorten(r.choice.label(), room, r.label.TextSize, r.label.TextStyle); short != r.label.Text {
		r.label.Text = short
		r.label.Refresh()
	}
	place(r.label, boxInset, size.Height)
	tip := fyne.NewPos(size.Width-boxInset-4, size.Height/2+2)
	draw(r.left, tip.AddXY(-4, -4), tip)
	draw(r.right, tip, tip.AddXY(4, -4))
}

func (r *selectRenderer) MinSize() fyne.Size {
	if r.choice.boxed {
		return fyne.NewSize(140, look.FieldHeight)
	}
	return r.label.MinSize().AddWidthHeight(14, 8)
}

func (r *selectRenderer) Refresh() {
	text := look.ColorMuted
	if r.choice.hovered && !r.choice.Disabled() {
		text = look.ColorPrimary
	}
	rewrite(r.label, r.choice.label(), text)
	if r.choice.boxed {
		line, width := frameOf(false, r.choice.outlined())
		fill(r.frame, look.ColorField, line, width)
		rewrite(r.label, r.choice.label(), look.ColorText)
	}
	for _, l := range []*canvas.Line{r.left, r.right} {
		l.StrokeColor = paint(text)
		l.Refresh()
	}
	r.ring.light(r.choice.outlined() && !r.choice.boxed)
	r.Layout(r.choice.Size())
	canvas.Refresh(r.choice)
}
