package firstrun_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// Enter chooses a card, and on the card that is chosen goes on.
func TestEnterOnTheChosenCardGoesOn(t *testing.T) {
	s := screentest.New(t).Begin().ToPlace()
	choice, ok := screentest.Find(s, func(c *widgets.Choice) bool { return c.Title == i18n.T("first_run.place_join") })
	if !ok {
		t.Fatal(s.Text())
	}
	s.Window.Canvas().Focus(choice)
	s.Press(fyne.KeyReturn)
	s.OnPage("first_run_place")
	if !choice.Chosen {
		t.Fatal("Enter does not choose")
	}
	test.Tap(choice) // a click does not go on
	s.OnPage("first_run_place")
	s.Press(fyne.KeyReturn)
	s.OnPage("server")
}
