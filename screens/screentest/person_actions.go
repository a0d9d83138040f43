package screentest

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// Menu opens the menu of a person's row by keyboard.
func (s *Harness) Menu(login string) *widgets.Menu {
	s.T.Helper()
	table := s.Table()
	table.Select(RowID(s.Person(login)))
	s.W.Focus(table.Focusable())
	s.Key(desktop.KeyMenu)
	return s.OpenMenu()
}

func (s *Harness) OpenMenu() *widgets.Menu {
	s.T.Helper()
	m, ok := s.Window.Canvas().Overlays().Top().(*widgets.Menu)
	if !ok {
		s.T.Fatalf("no menu:\n%s", s.Text())
	}
	return m
}

// Offers returns the lines of a menu; those that cannot be chosen are in brackets.
func Offers(m *widgets.Menu) []string {
	var lines []string
	for _, item := range m.Items() {
		text := item.Text
		if item.Why != "" {
			text = "(" + text + ")"
		}
		lines = append(lines, text)
	}
	return lines
}

// Chooses picks a line of the open menu by keyboard.
func (s *Harness) Chooses(key string) {
	s.T.Helper()
	s.Key(fyne.KeyHome)
	for _, item := range s.OpenMenu().Items() {
		switch {
		case item.Why != "":
			continue
		case item.Text == i18n.T(key):
			s.Key(fyne.KeyReturn)
			return
		}
		s.Key(fyne.KeyDown)
	}
	s.T.Fatalf("the menu does not offer %q: %v", i18n.T(key), Offers(s.OpenMenu()))
}

// Stored returns a person from the database. The table has to show the same.
func (s *Harness) Stored(login string) model.Person {
	s.T.Helper()
	people, err := s.W.Session().People(context.Background())
	s.Must(err)
	at := slices.IndexFunc(people, func(p model.Person) bool { return p.Login == login })
	if at < 0 {
		return model.Person{}
	}
	if shown := s.Person(login); shown != people[at] {
		s.T.Errorf("the table shows %+v, the database has %+v", shown, people[at])
	}
	return people[at]
}
