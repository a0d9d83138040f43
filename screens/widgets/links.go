package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"qlingo/screens/look"
)

// MenuLink is a line of the menu at the left, TopLink one of the links at the
// top. Both show which page is open.
type (
	MenuLink struct{ navLink }
	TopLink  struct{ navLink }
)

type navLink struct {
	press

	Text     string
	Current  bool
	OnTapped func()
}

// NewMenuLink makes a line of the menu.
func NewMenuLink(text string, tapped func()) *MenuLink {
	l := &MenuLink{navLink{Text: text, OnTapped: tapped}}
	l.init(l, l.work)
	return l
}

// NewTopLink makes a link of the top bar.
func NewTopLink(text string, tapped func()) *TopLink {
	l := &TopLink{navLink{Text: text, OnTapped: tapped}}
	l.init(l, l.work)
	return l
}

func (l *navLink) work() {
	if l.OnTapped != nil {
		l.OnTapped()
	}
}

// SetText changes the name of the page.
func (l *navLink) SetText(text string) {
	if l.Text == text {
		return
	}
	l.Text = text
	l.self.Refresh()
}

// SetCurrent marks the page that is open.
func (l *navLink) SetCurrent(current bool) {
	if l.Current == current {
		return
	}
	l.Current = current
	l.self.Refresh()
}

// AccessibilityLabel is the name of the page, and whether it is open.
func (l *navLink) AccessibilityLabel() string { return l.usable(chosen(l.Text, l.Current)) }

// AccessibilityRole is link.
func (l *navLink) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

// CreateRenderer is Fyne's hook.
func (l *MenuLink) CreateRenderer() fyne.WidgetRenderer {
	l.ExtendBaseWidget(l)
	return newNavRenderer(&l.navLink, true)
}

// CreateRenderer is Fyne's hook.
func (l *TopLink) CreateRenderer() fyne.WidgetRenderer {
	l.ExtendBaseWidget(l)
	return newNavRenderer(&l.navLink, false)
}

func newNavRenderer(l *navLink, menu bool) *navRenderer {
	r := &navRenderer{link: l, menu: menu, ground: box(look.Radius), ring: newRing(look.Radius, -look.Ring), label: write("", look.TextBody, true)}
	if !menu {
		r.ground.CornerRadius = 0
	}
	r.parts = parts{r.ground, r.ring.Rectangle, r.label}
	r.Refresh()
	return r
}

// withArrow draws an arrow behind the text: a menu opens.
func (r *navRenderer) withArrow() *navRenderer {
	r.left, r.right = stroke(), stroke()
	r.parts = append(r.parts, r.left, r.right)
	r.Refresh()
	return r
}

const (
	menuHeight  float32 = 40
	topHeight   float32 = 56
	menuPadding float32 = 12
	underline   float32 = 3
	arrowRoom   float32 = 16 // for the arrow and the gap before it
)

type navRenderer struct {
	parts
	link   *navLink
	menu   bool
	ground *canvas.Rectangle
	ring   ring
	label  *canvas.Text
	room   float32 // for the text

	left, right *canvas.Line // of the arrow; nil where there is none
}

func (r *navRenderer) Layout(size fyne.Size) {
	x := float32(0)
	if r.menu {
		x = menuPadding
		r.ground.Resize(size)
		r.ring.surround(fyne.Position{}, size)
	} else {
		r.ground.Move(fyne.NewPos(0, size.Height-underline))
		r.ground.Resize(fyne.NewSize(size.Width, underline))
		r.ring.surround(fyne.NewPos(-8, 12), size.AddWidthHeight(16, -24))
	}
	r.room = size.Width - 2*x
	if r.left != nil {
		r.room -= arrowRoom
	}
	r.write()
	place(r.label, x, size.Height)
	if r.left != nil {
		tip := fyne.NewPos(size.Width-4, size.Height/2+2)
		draw(r.left, tip.AddXY(-4, -4), tip)
		draw(r.right, tip, tip.AddXY(4, -4))
	}
}

func (r *navRenderer) MinSize() fyne.Size {
	width := measure(r.link.Text, r.label.TextSize, r.label.TextStyle).Width
	if r.menu {
		return fyne.NewSize(width+2*menuPadding, look.Grow(menuHeight))
	}
	if r.left != nil {
		width += arrowRoom
	}
	return fyne.NewSize(width, topHeight)
}

// write shows as much of the text as fits.
func (r *navRenderer) write() {
	r.label.Text = r.link.Text
	if r.room > 0 {
		r.label.Text = shorten(r.link.Text, r.room+0.5, r.label.TextSize, r.label.TextStyle)
	}
	r.label.Refresh()
}

func (r *navRenderer) Refresh() {
	l := r.link
	text, ground := look.ColorMuted, fyne.ThemeColorName("")
	switch {
	case l.Current && r.menu:
		text, ground = look.ColorPrimary, look.ColorTint
	case l.Current:
		text, ground = look.ColorPrimary, look.ColorPrimary
	case l.hovered:
		text = look.ColorText
	}
	fill(r.ground, ground, "", 0)
	r.ring.light(l.outlined())
	r.label.Color = paint(text)
	for _, line := range []*canvas.Line{r.left, r.right} {
		if line != nil {
			line.StrokeColor = paint(text)
			line.Refresh()
		}
	}
	r.write()
	canvas.Refresh(l.self)
}
