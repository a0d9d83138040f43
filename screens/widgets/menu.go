package widgets

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/look"
)

// MenuItem is one line of a menu.
type MenuItem struct {
	Text     string
	Danger   bool   // destructive
	Chosen   bool   // the current choice
	Why      string // why it cannot be chosen now; "" if it can
	OnTapped func()
}

// Menu is a list of what can be done with something, over the page. Arrows,
// Home and End move through it, Enter and Space choose, Escape or a click
// elsewhere closes it. One widget handles keys and clicks for all lines.
type Menu struct {
	widget.BaseWidget

	title  string
	items  []MenuItem
	canvas fyne.Canvas
	at     fyne.Position
	marked int // index of the item that Enter chooses, -1 for none
	top    int // index of the first item shown, if not all of them fit the window
	focus  fyne.Focusable
	bare   bool   // shows no title
	closed func() // called when it has closed
}

// ShowMenu opens a menu with its upper left corner at a place of the canvas, or
// as near as possible. The title says what it is about.
func ShowMenu(c fyne.Canvas, at fyne.Position, title string, items []MenuItem) *Menu {
	m := &Menu{title: title, items: items, canvas: c, at: at, marked: -1, closed: func() {}}
	m.show()
	return m
}

func (m *Menu) show() {
	c := m.canvas
	m.ExtendBaseWidget(m)
	m.bring(m.marked)
	m.focus = c.Focused()
	c.Unfocus() // otherwise the page would keep its focus below the overlay
	c.Overlays().Add(m)
	c.Focus(m)
}

// showOptions opens a menu of options below an object, or above it if there is
// no room. The arrows start at the chosen one.
func showOptions(under fyne.CanvasObject, name string, options []MenuItem, chosen int, closed func()) {
	c := canvasOf(under)
	if c == nil {
		return
	}
	m := &Menu{title: name, items: options, canvas: c, marked: chosen, bare: true, closed: closed}
	m.at = fyne.CurrentApp().Driver().AbsolutePositionForObject(under)
	if beneath := m.at.Y + under.Size().Height; beneath+m.extent().Height+menuEdge <= c.Size().Height {
		m.at.Y = beneath
	} else {
		m.at.Y -= m.extent().Height
	}
	m.show()
}

// Items are the lines of the menu.
func (m *Menu) Items() []MenuItem { return m.items }

// Hide closes the menu and gives the focus back.
func (m *Menu) Hide() {
	if m.canvas.Overlays().Top() != m {
		return
	}
	m.canvas.Unfocus()
	m.canvas.Overlays().Remove(m)
	if m.focus != nil {
		m.canvas.Focus(m.focus)
	}
	m.closed()
}

// choose closes the menu before it acts, because a dialog may follow.
func (m *Menu) choose(i int) {
	if i < 0 || i >= len(m.items) || m.items[i].Why != "" {
		return
	}
	m.Hide()
	m.items[i].OnTapped()
}

// move marks the next item that can be chosen in a direction, starting at from.
func (m *Menu) move(from, step int) {
	for i := 0; i < len(m.items); i++ {
		at := ((from+i*step)%len(m.items) + len(m.items)) % len(m.items)
		if m.items[at].Why == "" {
			m.mark(at)
			return
		}
	}
}

func (m *Menu) mark(i int) {
	if i >= 0 && m.items[i].Why != "" {
		i = -1
	}
	if m.marked != i {
		m.marked = i
		m.bring(i)
		m.Refresh()
	}
}

// FocusGained marks the first item.
func (m *Menu) FocusGained() {
	if m.marked < 0 {
		m.move(0, 1)
	}
}

// FocusLost is part of fyne.Focusable.
func (m *Menu) FocusLost() {}

// TypedKey moves and chooses.
func (m *Menu) TypedKey(key *fyne.KeyEvent) {
	OnActivity()
	switch {
	case key.Name == fyne.KeyDown:
		m.move(m.marked+1, 1)
	case key.Name == fyne.KeyUp:
		m.move(m.marked-1, -1)
	case key.Name == fyne.KeyHome, key.Name == fyne.KeyPageUp:
		m.move(0, 1)
	case key.Name == fyne.KeyEnd, key.Name == fyne.KeyPageDown:
		m.move(len(m.items)-1, -1)
	case enters(key.Name):
		m.choose(m.marked)
	case key.Name == fyne.KeyEscape, key.Name == desktop.KeyMenu, key.Name == fyne.KeyF10:
		m.Hide()
	}
}

// TypedRune chooses on Space. It cannot be done in TypedKey, which comes first:
// the rune would go to whatever the choice opens.
func (m *Menu) TypedRune(r rune) {
	OnActivity()
	if r == ' ' || r == '　' {
		m.choose(m.marked)
	}
}

// AcceptsTab keeps Tab from moving to the page below.
func (m *Menu) AcceptsTab() bool { return true }

// Tapped chooses an item, or closes the menu if it is elsewhere.
func (m *Menu) Tapped(e *fyne.PointEvent) {
	if !inBox(e.Position, m.place(), m.extent()) {
		m.Hide()
		return
	}
	m.choose(m.itemAt(e.Position))
}

// TappedSecondary closes the menu.
func (m *Menu) TappedSecondary(e *fyne.PointEvent) {
	if !inBox(e.Position, m.place(), m.extent()) {
		m.Hide()
	}
}

// MouseIn is part of desktop.Hoverable.
func (m *Menu) MouseIn(e *desktop.MouseEvent) { m.MouseMoved(e) }

// MouseMoved marks the item under the pointer.
func (m *Menu) MouseMoved(e *desktop.MouseEvent) {
	OnActivity()
	if i := m.itemAt(e.Position); i >= 0 {
		m.mark(i)
	}
}

// MouseOut is part of desktop.Hoverable.
func (m *Menu) MouseOut() {}

// AccessibilityLabel is what the menu is about, and the item that Enter would choose.
func (m *Menu) AccessibilityLabel() string {
	if m.marked < 0 {
		return m.title
	}
	return listed(m.title, m.items[m.marked].Text)
}

// AccessibilityRole is button, because Enter works.
func (m *Menu) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func inBox(p, corner fyne.Position, size fyne.Size) bool {
	return p.X >= corner.X && p.Y >= corner.Y && p.X < corner.X+size.Width && p.Y < corner.Y+size.Height
}

// Sizes of a menu.
const (
	menuLine  float32 = 34
	menuTitle float32 = 30
	menuAir   float32 = 6 // padding around the lines
	menuLeast float32 = 220
	menuBare  float32 = 120 // without a title
	menuMost  float32 = 340
	menuEdge  float32 = 8 // distance to the window's edge, at least
)

// extent is the size of what is drawn; the widget itself covers the window.
func (m *Menu) extent() fyne.Size {
	width, least := measure(m.title, look.TextSmall, fyne.TextStyle{Bold: true}).Width, menuLeast
	if m.bare {
		width, least = 0, menuBare
	}
	for _, item := range m.items {
		width = max(width, measure(item.Text, look.TextBody, look.Plain).Width)
	}
	width = min(max(width+2*(menuAir+menuPadding), look.Grow(least)), look.Grow(menuMost))
	height := m.frame(width) + look.Grow(menuLine)*float32(m.shown())
	return fyne.NewSize(width, height)
}

// head is the height of the title.
func (m *Menu) head() float32 {
	if m.bare {
		return 0
	}
	return look.Grow(menuTitle)
}

// note says why some items cannot be chosen, each reason once.
func (m *Menu) note() string {
	var reasons []string
	for _, item := range m.items {
		if item.Why != "" && !slices.Contains(reasons, item.Why) {
			reasons = append(reasons, item.Why)
		}
	}
	return strings.Join(reasons, "\n")
}

// noteText is the note, wrapped for a width of the menu.
func (m *Menu) noteText(width float32) *Text {
	t := NewSmall(m.note())
	t.Resize(fyne.NewSize(width-2*(menuAir+menuPadding), t.MinSize().Height))
	return t
}

// place is the upper left corner of what is drawn.
func (m *Menu) place() fyne.Position {
	size, room := m.extent(), m.canvas.Size()
	return fyne.NewPos(
		max(menuEdge, min(m.at.X, room.Width-size.Width-menuEdge)),
		max(menuEdge, min(m.at.Y, room.Height-size.Height-menuEdge)))
}

// itemAt returns the item at a place of the canvas, -1 for none.
func (m *Menu) itemAt(p fyne.Position) int {
	corner := m.place().AddXY(0, menuAir+m.head())
	if !inBox(p, corner, fyne.NewSize(m.extent().Width, look.Grow(menuLine)*float32(m.shown()))) {
		return -1
	}
	return m.top + int((p.Y-corner.Y)/look.Grow(menuLine))
}
