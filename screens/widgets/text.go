package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/look"
)

// Text is read-only text in one size, weight and colour. It draws with
// canvas.Text, because Fyne's labels know neither our sizes nor the Japanese
// rules for line ends.
type Text struct {
	widget.BaseWidget

	Text      string
	FontSize  float32
	Style     fyne.TextStyle
	Color     fyne.ThemeColorName
	Alignment fyne.TextAlign
	// Wrap breaks lines at the width given by the layout. Otherwise the text is
	// one line and asks for its full width.
	Wrap bool

	lines []string
	width float32 // the width that the lines were broken for
}

func newText(text string, size float32, bold, wrapped bool, color fyne.ThemeColorName) *Text {
	t := &Text{Text: text, FontSize: size, Style: weight(bold), Color: color, Wrap: wrapped}
	t.ExtendBaseWidget(t)
	return t
}

// NewHeading is the name of a page or dialog, 22 bold, one line.
func NewHeading(text string) *Text {
	return newText(text, look.TextHeading, true, false, look.ColorText)
}

// NewTitle is the title of a card, 16 bold, one line.
func NewTitle(text string) *Text { return newText(text, look.TextTitle, true, false, look.ColorText) }

// NewText is body text, wrapped.
func NewText(text string) *Text { return newText(text, look.TextBody, false, true, look.ColorText) }

// NewStrong is body text in bold, one line.
func NewStrong(text string) *Text { return newText(text, look.TextBody, true, false, look.ColorText) }

// NewMuted is body text for explanations, wrapped.
func NewMuted(text string) *Text { return newText(text, look.TextBody, false, true, look.ColorMuted) }

// NewSmall is text for explanations in 12, wrapped.
func NewSmall(text string) *Text { return newText(text, look.TextSmall, false, true, look.ColorMuted) }

// NewCode is a key or code in monospace: Latin letters and digits only.
func NewCode(text string) *Text {
	t := newText(text, look.TextCode, false, false, look.ColorText)
	t.Style = fyne.TextStyle{Monospace: true}
	return t
}

// Wrapped lets a heading, title or strong text break into lines.
func (t *Text) Wrapped() *Text {
	t.Wrap = true
	return t
}

// OneLine keeps a text on one line, for use in an HStack.
func (t *Text) OneLine() *Text {
	t.Wrap = false
	return t
}

// Centered centres the lines.
func (t *Text) Centered() *Text {
	t.Alignment = fyne.TextAlignCenter
	return t
}

// SetText changes the text.
func (t *Text) SetText(text string) {
	if t.Text == text {
		return
	}
	t.Text = text
	t.breakLines(t.width)
	t.Refresh()
}

// SetColor changes the colour by its theme name.
func (t *Text) SetColor(name fyne.ThemeColorName) {
	if t.Color == name {
		return
	}
	t.Color = name
	t.Refresh()
}

// Resize breaks the lines again if the width has changed.
func (t *Text) Resize(size fyne.Size) {
	if t.Wrap && size.Width != t.width {
		t.breakLines(size.Width)
		t.BaseWidget.Resize(size)
		t.Refresh()
		return
	}
	t.BaseWidget.Resize(size)
}

// MinSize is the height of the lines as they are broken now. The width is that
// of the text, or next to nothing if it wraps.
func (t *Text) MinSize() fyne.Size {
	if !t.Wrap {
		return fyne.NewSize(float32(math.Ceil(float64(t.measure(t.Text)))), t.pitch())
	}
	if t.lines == nil {
		t.breakLines(t.width)
	}
	return fyne.NewSize(4*t.FontSize, t.pitch()*float32(len(t.lines)))
}

// AccessibilityLabel is the text.
func (t *Text) AccessibilityLabel() string { return t.Text }

// AccessibilityRole is text.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// pitch is the distance between two lines.
func (t *Text) pitch() float32 {
	return float32(math.Round(float64(t.FontSize) * 1.55))
}

func (t *Text) measure(s string) float32 {
	return measure(s, t.FontSize, t.Style).Width
}

func (t *Text) breakLines(width float32) {
	t.width = width
	if !t.Wrap || width <= 0 {
		t.lines = []string{t.Text}
		return
	}
	t.lines = wrap(t.Text, width, t.measure)
}

// CreateRenderer is Fyne's hook.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	r := &textRenderer{text: t}
	r.Refresh()
	return r
}

type textRenderer struct {
	parts
	text *Text
}

func (r *textRenderer) MinSize() fyne.Size { return r.text.MinSize() }

func (r *textRenderer) Layout(size fyne.Size) {
	pitch := r.text.pitch()
	for i, o := range r.parts {
		height := o.MinSize().Height
		o.Move(fyne.NewPos(0, float32(i)*pitch+(pitch-height)/2))
		o.Resize(fyne.NewSize(size.Width, height))
	}
}

func (r *textRenderer) Refresh() {
	t := r.text
	lines := t.lines
	if !t.Wrap || lines == nil {
		lines = []string{t.Text}
	}
	r.parts = r.parts[:min(len(r.parts), len(lines))]
	for i, line := range lines {
		if i == len(r.parts) {
			r.parts = append(r.parts, &canvas.Text{})
		}
		c, ok := r.parts[i].(*canvas.Text)
		if !ok {
			continue
		}
		c.TextSize, c.Alignment = t.FontSize, t.Alignment
		setStyle(c, t.Style)
		rewrite(c, line, t.Color)
	}
	r.Layout(t.Size())
	canvas.Refresh(t)
}
