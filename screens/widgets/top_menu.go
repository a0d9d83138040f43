package widgets

import (
	"time"

	"fyne.io/fyne/v2"
)

// TopMenu is a name in the top bar that opens a menu. An arrow says so. Enter, Space and Down open it, Escape closes it.
type TopMenu struct {
	navLink

	// Items are the lines of the menu, as they are when it opens.
	Items func() []MenuItem

	closed time.Time
}

// NewTopMenu makes a menu of the top bar.
func NewTopMenu(text string, items func() []MenuItem) *TopMenu {
	m := &TopMenu{navLink: navLink{Text: text}, Items: items}
	m.init(m, m.open)
	return m
}

func (m *TopMenu) open() {
	showOptions(m, m.Text, m.Items(), -1, func() { m.closed = time.Now() })
}

// TypedRune opens the menu on Space, unless the same Space has just chosen from it.
func (m *TopMenu) TypedRune(r rune) {
	if time.Since(m.closed) > sameStroke {
		m.press.TypedRune(r)
	}
}

// TypedKey opens the menu with Down too.
func (m *TopMenu) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeyDown {
		m.open()
		return
	}
	m.press.TypedKey(key)
}

// AccessibilityRole is button: it leads nowhere by itself.
func (m *TopMenu) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is Fyne's hook.
func (m *TopMenu) CreateRenderer() fyne.WidgetRenderer {
	m.ExtendBaseWidget(m)
	return newNavRenderer(&m.navLink, false).withArrow()
}
