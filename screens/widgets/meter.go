package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/look"
)

// MeterSteps is the number of steps of a meter.
const MeterSteps = 4

// Meter is a bar of four steps with a word beside it, for the strength of a
// password. Without a word it is empty but keeps its room.
type Meter struct {
	widget.BaseWidget

	Step int // 0 to MeterSteps
	Word string
}

// NewMeter makes an empty meter.
func NewMeter() *Meter {
	m := &Meter{}
	m.ExtendBaseWidget(m)
	return m
}

// Set shows steps and the word for them; "" empties the meter.
func (m *Meter) Set(step int, word string) {
	step = max(0, min(step, MeterSteps))
	if word == "" {
		step = 0
	}
	if m.Step == step && m.Word == word {
		return
	}
	m.Step, m.Word = step, word
	m.Refresh()
}

// AccessibilityLabel is the word.
func (m *Meter) AccessibilityLabel() string { return m.Word }

// AccessibilityRole is text.
func (m *Meter) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// color is the colour of steps and word. The word says the same.
func (m *Meter) color() fyne.ThemeColorName {
	switch {
	case m.Step >= 3:
		return look.ColorSuccess
	case m.Step == 2:
		return look.ColorWarning
	default:
		return look.ColorDanger
	}
}

// CreateRenderer is Fyne's hook.
func (m *Meter) CreateRenderer() fyne.WidgetRenderer {
	m.ExtendBaseWidget(m)
	r := &meterRenderer{meter: m, word: write("", look.TextSmall, true)}
	for i := range r.steps {
		r.steps[i] = box(barHeight / 2)
		r.parts = append(r.parts, r.steps[i])
	}
	r.parts = append(r.parts, r.word)
	r.Refresh()
	return r
}

const (
	stepWidth float32 = 32
	stepGap   float32 = 4
	wordGap   float32 = 10
)

type meterRenderer struct {
	parts
	meter *Meter
	steps [MeterSteps]*canvas.Rectangle
	word  *canvas.Text
}

func (r *meterRenderer) Layout(size fyne.Size) {
	x := float32(0)
	for _, step := range r.steps {
		step.Move(fyne.NewPos(x, (size.Height-barHeight)/2))
		step.Resize(fyne.NewSize(stepWidth, barHeight))
		x += stepWidth + stepGap
	}
	place(r.word, x-stepGap+wordGap, size.Height)
}

func (r *meterRenderer) MinSize() fyne.Size {
	word := r.word.MinSize()
	return fyne.NewSize(MeterSteps*(stepWidth+stepGap)-stepGap+wordGap+word.Width, max(word.Height, look.ChipHeight))
}

func (r *meterRenderer) Refresh() {
	color := r.meter.color()
	for i, step := range r.steps {
		if i < r.meter.Step {
			fill(step, color, "", 0)
		} else {
			fill(step, look.ColorLine, "", 0)
		}
	}
	rewrite(r.word, r.meter.Word, color)
	r.Layout(r.meter.Size())
	canvas.Refresh(r.meter)
}
