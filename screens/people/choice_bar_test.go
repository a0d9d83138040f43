package people_test

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
)

// The bar stands in place of the title, says how many are ticked and how many of them cannot be seen, and goes with the last
// of them.
func TestBarSaysWhoIsTicked(t *testing.T) {
	s := screentest.Managing(t, "abe.m", "ito.t", "kato.y")
	bar := users(s).Bar
	below := func() float32 { return fyne.CurrentApp().Driver().AbsolutePositionForObject(users(s).Table).Y }
	top := below()
	says := func(when, want string) {
		t.Helper()
		if bar.Row().Hidden || bar.Count() != want {
			t.Errorf("%s: it says %q, hidden %v, want %q", when, bar.Count(), bar.Row().Hidden, want)
		}
	}
	tick(s, "abe.m", "kato.y")
	says("two", i18n.T("several.chosen", "Count", 2))
	if below() != top {
		t.Errorf("the table has moved from %v to %v", top, below())
	}
	s.Write(users(s).Search, "kato")
	says("one is not found", i18n.T("several.chosen_hidden", "Count", 2, "Hidden", 1))
	s.W.Focus(users(s).Search)
	s.Key(fyne.KeyEscape)
	says("the search is empty", i18n.T("several.chosen", "Count", 2))
	s.Must(s.W.Session().DeleteUser(context.Background(), s.Person("kato.y").ID, "kato.y"))
	users(s).Load()
	says("one was deleted", i18n.T("several.chosen", "Count", 1))
	s.W.Focus(users(s).Table.Focusable())
	s.Key(fyne.KeyEscape)
	if !bar.Row().Hidden || !s.Sees(i18n.T("users.title")) {
		t.Errorf("the bar stays:\n%s", s.Text())
	}
	tick(s, "ito.t")
	s.Tap("several.clear")
	if all, _ := users(s).Table.TickedCount(); all != 0 || !bar.Row().Hidden {
		t.Errorf("%d are ticked", all)
	}
}

// When the bar goes, the keyboard goes on in the table: a hidden button would still be pressed.
func TestBarHandsTheKeyboardBack(t *testing.T) {
	for _, width := range []float32{1080, 820} {
		s := screentest.Managing(t, "abe.m", "ito.t")
		s.Window.Resize(fyne.NewSize(width, 600))
		tick(s, "abe.m")
		if width == 1080 {
			s.W.Focus(s.Button("several.clear"))
			s.Press(fyne.KeyReturn)
		} else {
			s.W.Focus(s.Button("several.more"))
			s.Press(fyne.KeyReturn)
			s.Chooses("several.clear")
		}
		if all, _ := users(s).Table.TickedCount(); all != 0 {
			t.Fatalf("%v wide: %d are ticked", width, all)
		}
		s.Focused(users(s).Table.Focusable(), "the table")
	}
}
