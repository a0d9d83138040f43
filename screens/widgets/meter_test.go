package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"qlingo/screens/look"
)

// lit counts the steps that are coloured.
func lit(m *Meter) (count int) {
	for _, o := range test.WidgetRenderer(m).Objects() {
		if step, ok := o.(*canvas.Rectangle); ok && step.FillColor != paint(look.ColorLine) {
			count++
		}
	}
	return count
}

func TestMeterLightsItsSteps(t *testing.T) {
	m := NewMeter()
	window(t, m)
	for _, c := range []struct {
		step  int
		word  string
		want  int
		color fyne.ThemeColorName
	}{
		{0, "とても弱い", 0, look.ColorDanger},
		{1, "弱い", 1, look.ColorDanger},
		{2, "ふつう", 2, look.ColorWarning},
		{3, "強い", 3, look.ColorSuccess},
		{4, "とても強い", 4, look.ColorSuccess},
		{9, "とても強い", 4, look.ColorSuccess},
		{-1, "とても弱い", 0, look.ColorDanger},
		{3, "", 0, look.ColorDanger},
	} {
		m.Set(c.step, c.word)
		if got := lit(m); got != c.want {
			t.Errorf("Set(%d, %q) lights %d steps, want %d", c.step, c.word, got, c.want)
		}
		if m.color() != c.color {
			t.Errorf("Set(%d, %q) has the colour %s", c.step, c.word, m.color())
		}
		if m.AccessibilityLabel() != c.word {
			t.Errorf("Set(%d, %q) is read as %q", c.step, c.word, m.AccessibilityLabel())
		}
	}
}

func TestMeterKeepsItsRoom(t *testing.T) {
	m := NewMeter()
	window(t, m)
	empty := m.MinSize()
	m.Set(4, "とても強い")
	full := m.MinSize()
	if empty.Height != full.Height || full.Width <= empty.Width {
		t.Errorf("empty %v, with a word %v", empty, full)
	}
}

func TestMeterLooks(t *testing.T) {
	start(t)
	for name, step := range map[string]int{"weak": 1, "strong": 4} {
		m := NewMeter()
		m.Set(step, name)
		m.Resize(m.MinSize())
		test.AssertObjectRendersToMarkup(t, "meter/"+name+".xml", m)
	}
}
