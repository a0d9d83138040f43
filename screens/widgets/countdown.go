package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/i18n"
	"qlingo/screens/look"
)

// countdownStep is by how much a countdown moves. Each step paints the whole window, which without a graphics card
// takes the processor 10 ms and more.
const countdownStep = 5 * time.Second

// Countdown shows within how many seconds the app's next code comes, in steps, as a bar and a sentence. The owner calls
// Tick once a second.
type Countdown struct {
	widget.BaseWidget

	// Remaining returns the rest of the period at a time. Set it before Tick is
	// called.
	Remaining func(time.Time) time.Duration
	// Period is the length of a period.
	Period time.Duration

	bar  *Progress
	text *Text
}

// NewCountdown makes a countdown over periods of 30 seconds of the clock's
// time, the period of TOTP (RFC 6238).
func NewCountdown() *Countdown {
	c := &Countdown{Period: 30 * time.Second, bar: NewProgress(0, 1), text: NewSmall("").OneLine()}
	c.Remaining = func(now time.Time) time.Duration {
		period := int64(c.Period)
		return time.Duration(period - now.UnixNano()%period)
	}
	c.ExtendBaseWidget(c)
	return c
}

// Tick shows the rest of the period at a time.
func (c *Countdown) Tick(now time.Time) {
	c.SetRemaining(c.Remaining(now), c.Period)
}

// SetRemaining shows the rest of a period, up to the next whole step.
func (c *Countdown) SetRemaining(rest, of time.Duration) {
	steps := (rest + countdownStep - 1) / countdownStep
	seconds := int(steps * countdownStep / time.Second)
	c.bar.Set(seconds, int(of.Seconds()))
	c.text.SetText(i18n.T("common.next_code_within", "Seconds", seconds))
}

// Text returns the sentence.
func (c *Countdown) Text() string { return c.text.Text }

// AccessibilityLabel is the sentence.
func (c *Countdown) AccessibilityLabel() string { return c.text.Text }

// AccessibilityRole is text.
func (c *Countdown) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer is Fyne's hook.
func (c *Countdown) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	// The sentence keeps room for two digits, otherwise the bar would jump.
	return widget.NewSimpleRenderer(HStack(look.TextSmall, Fill(c.bar), Wide(widest(), c.text)))
}

func widest() float32 {
	return measure(i18n.T("common.next_code_within", "Seconds", 30), look.TextSmall, look.Plain).Width
}
