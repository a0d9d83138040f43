package screentest

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// Managing shows the table of users to an administrator.
func Managing(t *testing.T, logins ...string) *Harness {
	t.Helper()
	s := New(t).WithOffice(model.KindMulti, logins...)
	return s.Manage()
}

func (s *Harness) Manage() *Harness {
	s.T.Helper()
	s.Begin().SignIn("sato.h", AdminPassword)
	s.OnPage("users")
	return s
}

// Logins returns the IDs in the table, in its order, whether in view or not.
func (s *Harness) Logins() []string {
	s.T.Helper()
	var logins []string
	for _, row := range s.Table().Rows() {
		logins = append(logins, row.Cells[0].Text)
	}
	return logins
}

// Place returns the middle of a part of a row that is in view: "login" or "mfa".
func (s *Harness) Place(login, part string) fyne.Position {
	s.T.Helper()
	table := s.Table()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(table)
	for i, l := range s.Logins() {
		if l == login {
			y := look.HeaderHeight + look.RowHeight*(float32(i)+0.5)
			x := table.Size().Width - 40
			if part == "login" {
				x = 60 // beside the box to tick
			}
			return at.AddXY(x, y)
		}
	}
	s.T.Fatalf("no row of %s among %v", login, s.Logins())
	return at
}

func (s *Harness) TapAt(at fyne.Position) { test.TapCanvas(s.Window.Canvas(), at) }

// Rows returns the scroll of the table's rows.
func (s *Harness) Rows() *container.Scroll {
	s.T.Helper()
	scroll, ok := Find(s, func(c *container.Scroll) bool { return c.Size().Height > look.RowHeight && c.OnScrolled != nil })
	if !ok {
		s.T.Fatal("nothing scrolls")
	}
	return scroll
}

// Scroll moves the rows up. The toolkit's own event would start a timer that outlives the test.
func (s *Harness) Scroll(rows int) {
	s.T.Helper()
	scroll := s.Rows()
	scroll.ScrollToOffset(fyne.NewPos(0, max(0, scroll.Offset.Y+look.RowHeight*float32(rows))))
	scroll.OnScrolled(scroll.Offset)
}

// Person returns a person from the table.
func (s *Harness) Person(login string) model.Person {
	s.T.Helper()
	people, err := s.W.Session().People(context.Background())
	s.Must(err)
	for _, person := range people {
		if person.Login == login {
			return person
		}
	}
	s.T.Fatalf("no %s", login)
	return model.Person{}
}

// Table returns the table of the page. It lays nothing out to find it, because that would change the masters.
func (s *Harness) Table() *widgets.Table {
	s.T.Helper()
	for _, o := range Visible(s.Window.Content()) {
		if table, ok := o.(*widgets.Table); ok {
			return table
		}
	}
	s.T.Fatalf("there is no table:\n%s", s.Text())
	return nil
}

// Sees reports whether a text or a button is visible, in the open dialog or on the page.
func (s *Harness) Sees(text string) bool {
	return slices.ContainsFunc(s.Front(), func(o fyne.CanvasObject) bool {
		switch o := o.(type) {
		case *widgets.Text:
			return o.Text == text
		case *widgets.Button:
			return o.Text == text
		case *widgets.Notice:
			return o.Text() == text
		}
		return false
	})
}

// RowID returns the row of a person in the table of users.
func RowID(person model.Person) string { return string(person.ID[:]) }

// Crowd adds people to the office, numbered.
func (s *Harness) Crowd(size int) {
	s.T.Helper()
	for i := range size {
		_, _, err := s.W.Session().AddUser(context.Background(), model.NewUser{Login: fmt.Sprintf("user%02d", i), Details: model.Details{Name: "𠮷田 春樹"}})
		if model.CodeOf(err) != model.CodeLoginTaken {
			s.Must(err)
		}
	}
	s.Page().(interface{ Load() }).Load()
}

// Chose asserts who is chosen in the table, by opening that person.
func (s *Harness) Chose(login string) {
	s.T.Helper()
	opened := s.Dialogs("person")
	s.Window.Canvas().Focus(s.Table().Focusable())
	s.Press(fyne.KeyReturn)
	if s.Dialogs("person") != opened+1 {
		s.T.Fatalf("nobody is chosen:\n%s", s.Text())
	}
	s.ShowsPart(login)
	s.Key(fyne.KeyEscape)
}
