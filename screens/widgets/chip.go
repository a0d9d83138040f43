package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/look"
)

// Tone is the meaning of a chip or notice. Colour repeats what the words say,
// it is never the only sign.
type Tone int

// The tones.
const (
	ToneNeutral Tone = iota
	ToneInfo
	ToneSuccess
	ToneWarning
	ToneDanger
)

// colors returns ground and text.
func (t Tone) colors() (ground, text fyne.ThemeColorName) {
	switch t {
	case ToneInfo:
		return look.ColorTint, look.ColorPrimary
	case ToneSuccess:
		return look.ColorSuccessSoft, look.ColorSuccess
	case ToneWarning:
		return look.ColorWarningSoft, look.ColorWarning
	case ToneDanger:
		return look.ColorDangerSoft, look.ColorDanger
	default:
		return look.ColorNeutralSoft, look.ColorMuted
	}
}

// Chip is a small rounded label.
type Chip struct {
	widget.BaseWidget

	Tone Tone
	Text string
}

// NewChip makes a chip.
func NewChip(tone Tone, text string) *Chip {
	c := &Chip{Tone: tone, Text: text}
	c.ExtendBaseWidget(c)
	return c
}

// SetText changes the text.
func (c *Chip) SetText(text string) {
	if c.Text == text {
		return
	}
	c.Text = text
	c.Refresh()
}

// SetTone changes the colours.
func (c *Chip) SetTone(tone Tone) {
	if c.Tone == tone {
		return
	}
	c.Tone = tone
	c.Refresh()
}

// AccessibilityLabel is the text.
func (c *Chip) AccessibilityLabel() string { return c.Text }

// AccessibilityRole is text.
func (c *Chip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer is Fyne's hook.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	r := &chipRenderer{chip: c, ground: box(look.ChipHeight / 2), label: write("", look.TextSmall, true)}
	r.label.Alignment = fyne.TextAlignCenter
	r.parts = parts{r.ground, r.label}
	r.Refresh()
	return r
}

// chipAir is the room beside the text, both sides together.
const chipAir float32 = 20

type chipRenderer struct {
	parts
	chip   *Chip
	ground *canvas.Rectangle
	label  *canvas.Text
}

func (r *chipRenderer) Layout(size fyne.Size) {
	// As high as a chip, whatever room it gets.
	top := (size.Height - look.ChipHeight) / 2
	r.ground.Move(fyne.NewPos(0, top))
	r.ground.Resize(fyne.NewSize(size.Width, look.ChipHeight))
	height := r.label.MinSize().Height
	r.label.Move(fyne.NewPos(0, (size.Height-height)/2))
	r.label.Resize(fyne.NewSize(size.Width, height))
}

func (r *chipRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.label.MinSize().Width+chipAir, look.ChipHeight)
}

func (r *chipRenderer) Refresh() {
	ground, text := r.chip.Tone.colors()
	fill(r.ground, ground, "", 0)
	rewrite(r.label, r.chip.Text, text)
	canvas.Refresh(r.chip)
}
