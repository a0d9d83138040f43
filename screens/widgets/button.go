package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"qlingo/screens/look"
)

// ButtonKind is the look of a button.
type ButtonKind int

// The kinds.
const (
	KindPlain      ButtonKind = iota // surface with a border
	KindPrimary                      // what the page is for
	KindMain                         // the one main action of a card, 44 high
	KindDanger                       // destroys something
	KindDangerLine                   // leads to something destructive
	KindLink                         // text in the primary colour
	KindLinkSmall                    // small muted text
)

// destroys reports whether such a button destroys something, or leads to that.
func (k ButtonKind) destroys() bool { return k == KindDanger || k == KindDangerLine }

// Destroys reports whether o is a button that destroys something.
func Destroys(o fyne.Focusable) bool {
	b, ok := o.(*Button)
	return ok && b.Kind.destroys()
}

// Button is a push button. Space and Enter press it while it has the focus.
type Button struct {
	press

	Kind     ButtonKind
	Text     string
	OnTapped func()
	// Height replaces the height of the kind, next to a higher field.
	Height float32
	// Says returns more than the text for a screen reader; nil means the text.
	Says func() string

	busyText string
	busy     bool
	others   []string // labels that it keeps room for, see Reserve
}

// NewButton makes a button.
func NewButton(kind ButtonKind, text string, tapped func()) *Button {
	b := &Button{Kind: kind, Text: text, OnTapped: tapped}
	b.init(b, b.work)
	return b
}

func (b *Button) work() {
	if b.OnTapped != nil && !b.busy {
		b.OnTapped()
	}
}

// SetKind changes the look. A button that becomes destructive loses the focus:
// an Enter or Space meant for the old one would press it.
func (b *Button) SetKind(kind ButtonKind) {
	if b.Kind == kind {
		return
	}
	b.Kind = kind
	if c := canvasOf(b); c != nil && b.focused && kind.destroys() {
		c.Unfocus()
	}
	b.Refresh()
}

// SetText changes the label.
func (b *Button) SetText(text string) {
	if b.Text == text {
		return
	}
	b.Text = text
	b.Refresh()
}

// Reserve keeps room for other labels, so that nothing next to the button moves
// when they appear.
func (b *Button) Reserve(labels ...string) {
	b.others = append([]string{b.Text}, labels...)
	b.Refresh()
}

// SetBusy shows text instead of the label while a job runs; a busy button
// keeps its focus but does nothing.
func (b *Button) SetBusy(busy bool, text string) {
	if b.busy == busy && b.busyText == text {
		return
	}
	b.busy, b.busyText = busy, text
	b.Refresh()
}

// Busy reports whether a job is running.
func (b *Button) Busy() bool { return b.busy }

// AccessibilityLabel is what the button says.
func (b *Button) AccessibilityLabel() string {
	if b.Says != nil && !b.busy {
		return b.usable(b.Says())
	}
	return b.usable(b.label())
}

// AccessibilityRole is button, or link.
func (b *Button) AccessibilityRole() fyne.AccessibleRole {
	if b.link() {
		return fyne.AccessibleRoleLink
	}
	return fyne.AccessibleRoleButton
}

func (b *Button) link() bool { return b.Kind == KindLink || b.Kind == KindLinkSmall }

func (b *Button) label() string {
	if b.busy && b.busyText != "" {
		return b.busyText
	}
	return b.Text
}

// CreateRenderer is Fyne's hook.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	size := look.TextBody
	if b.Kind == KindLinkSmall {
		size = look.TextSmall
	}
	r := &buttonRenderer{
		button: b,
		ground: box(look.Radius),
		ring:   newRing(look.Radius, 1),
		label:  write(b.label(), size, b.Kind != KindLinkSmall),
	}
	r.label.Alignment = fyne.TextAlignCenter
	r.parts = parts{r.ring.Rectangle, r.ground, r.label}
	r.Refresh()
	return r
}

const linkAir float32 = 4

type buttonRenderer struct {
	parts
	button *Button
	ground *canvas.Rectangle
	ring   ring
	label  *canvas.Text
}

func (r *buttonRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	around := size
	if r.button.link() {
		// Text needs some room inside the ring.
		around.Width += 2 * linkAir
	}
	r.ring.surround(fyne.NewPos((size.Width-around.Width)/2, 0), around)
	height := r.label.MinSize().Height
	r.label.Move(fyne.NewPos(0, (size.Height-height)/2))
	r.label.Resize(fyne.NewSize(size.Width, height))
}

func (r *buttonRenderer) MinSize() fyne.Size {
	text := r.label.MinSize()
	for _, other := range r.button.others {
		text.Width = max(text.Width, measure(other, r.label.TextSize, r.label.TextStyle).Width)
	}
	height := look.ButtonHeight
	switch r.button.Kind {
	case KindLink, KindLinkSmall:
		return text.AddWidthHeight(0, 8)
	case KindMain:
		height = look.MainButtonHeight
	}
	if r.button.Height > 0 {
		height = r.button.Height
	}
	return fyne.NewSize(text.Width+36, height)
}

func (r *buttonRenderer) Refresh() {
	b := r.button
	ground, line, text := b.colors()
	fill(r.ground, ground, line, look.Line)
	if b.hovered && !b.Disabled() && !b.busy && ground != "" {
		r.ground.FillColor = mix(ground, text, 0.1)
		r.ground.Refresh()
	}
	r.ring.light(b.ringShown())
	rewrite(r.label, b.label(), text)
	canvas.Refresh(b)
}

// colors returns ground, border and text.
func (b *Button) colors() (ground, line, text fyne.ThemeColorName) {
	if b.link() {
		switch {
		case b.Disabled() || b.busy:
			return "", "", look.ColorMuted
		case b.Kind == KindLink || b.hovered:
			return "", "", look.ColorPrimary
		default:
			return "", "", look.ColorMuted
		}
	}
	if b.Disabled() || b.busy {
		return look.ColorNeutralSoft, "", look.ColorMuted
	}
	switch b.Kind {
	case KindPrimary, KindMain:
		return look.ColorPrimary, "", look.ColorOnPrimary
	case KindDanger:
		return look.ColorDanger, "", look.ColorOnDanger
	case KindDangerLine:
		return look.ColorSurface, look.ColorDanger, look.ColorDanger
	default:
		return look.ColorSurface, look.ColorLine, look.ColorText
	}
}
