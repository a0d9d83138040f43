package widgets

import (
	"fyne.io/fyne/v2"

	"qlingo/screens/look"
)

// frame is the height of everything but the items.
func (m *Menu) frame(width float32) float32 {
	height := m.head() + 2*menuAir
	if m.note() != "" {
		height += m.noteText(width).MinSize().Height + menuAir
	}
	return height
}

// shown is how many items fit the window. The others scroll.
func (m *Menu) shown() int {
	room := m.canvas.Size().Height - 2*menuEdge - m.frame(look.Grow(menuMost))
	return max(1, min(len(m.items), int(room/look.Grow(menuLine))))
}

// bring scrolls to an item.
func (m *Menu) bring(i int) {
	if i >= 0 {
		m.scrollTo(max(i-m.shown()+1, min(m.top, i)))
	}
}

func (m *Menu) scrollTo(top int) {
	m.top = max(0, min(top, len(m.items)-m.shown()))
}

// Scrolled moves the items by the wheel.
func (m *Menu) Scrolled(e *fyne.ScrollEvent) {
	OnActivity()
	step := 1
	if e.Scrolled.DY > 0 {
		step = -1
	}
	before := m.top
	if m.scrollTo(m.top + step); m.top != before {
		m.Refresh()
	}
}
