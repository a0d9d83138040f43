package screentest

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// Link is a link of the bar or the menu.
func (s *Harness) Link(key string) fyne.Tappable {
	s.T.Helper()
	text := i18n.T(key)
	if l, ok := Find(s, func(l *widgets.TopLink) bool { return l.Text == text }); ok {
		return l
	}
	if l, ok := Find(s, func(l *widgets.MenuLink) bool { return l.Text == text }); ok {
		return l
	}
	return nil
}

func (s *Harness) Follow(key string) {
	s.T.Helper()
	l := s.Link(key)
	if l == nil {
		s.T.Fatalf("no link %q", i18n.T(key))
	}
	test.Tap(l)
}

// FromTopMenu opens the menu at the top and chooses a line.
func (s *Harness) FromTopMenu(key string) {
	s.T.Helper()
	test.Tap(s.Who())
	s.Chooses(key)
}

// EnterPIN types into the PIN page.
func (s *Harness) EnterPIN(code string) {
	s.T.Helper()
	s.OnPage("pin")
	field, _ := Find(s, func(*widgets.PINEntry) bool { return true })
	s.Write(field, code)
	s.Tap("login.submit")
}
