package people_test

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/screentest"
)

// An action on ticked people of whom nobody is left does nothing, and the table goes on working.
func TestSeveralAreGone(t *testing.T) {
	s := screentest.Managing(t, "abe.m", "ito.t")
	tick(s, "abe.m")
	menu := s.Menu("abe.m")
	_, err := s.W.Session().Suspend(context.Background(), s.Person("abe.m").ID)
	s.Must(err)
	s.Must(s.W.Session().DeleteUser(context.Background(), s.Person("abe.m").ID, "abe.m"))
	users(s).Load()
	menu.Hide()
	menu.Items()[0].OnTapped()
	if got := screentest.Offers(s.Menu("ito.t")); len(got) == 0 {
		t.Error("another row has no menu")
	}
}

// Ticking moves no row, not even where the title and its buttons take two lines.
func TestTickingMovesNoRow(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).WithOffice(model.KindMulti, "abe.m", "ito.t").Manage()
		s.Window.Resize(fyne.NewSize(640, 600))
		before := s.AreaOf(users(s).Table).Top
		tick(s, "abe.m")
		users(s).Content().Refresh() // as the window does when sizes change
		if after := s.AreaOf(users(s).Table).Top; after != before {
			t.Errorf("the table is at %v, then at %v", before, after)
		}
	})
}
