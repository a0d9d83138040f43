package window_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/layout"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// A card that is higher than the window keeps away from its edges.
func TestAHighCardIsNotGluedToTheEdge(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.Window.Resize(fyne.NewSize(820, 600))
	s.Tap("login.forgot")
	card, ok := screentest.Find(s, func(*widgets.Card) bool { return true })
	if !ok {
		t.Fatal("no card")
	}
	if at := s.AreaOf(card); at.Top < layout.CardMargin {
		t.Errorf("the card begins at %v", at.Top)
	}
}

// However long a label is, all values begin in one column.
func TestFactsHaveOneColumnOfLabels(t *testing.T) {
	screentest.New(t)
	facts := layout.Facts("ID", "sato.h", "What a temporary password that was handed out is good until", "2026/11/22 13:05")
	facts.Resize(fyne.NewSize(800, 200))
	column := func(row int) float32 { return facts.Objects[row].(*fyne.Container).Objects[1].Position().X }
	if column(0) != column(1) {
		t.Errorf("the values begin at %v and %v", column(0), column(1))
	}
}

// A card that has grown beyond the upper edge is in the middle again, where there is room.
func TestAGrownCardIsInTheMiddle(t *testing.T) {
	s := screentest.New(t).Begin()
	rows := widgets.VStack(0, widgets.NewText("a"))
	body := s.W.Centred(400, rows)
	s.Window.SetContent(body)
	s.Window.Resize(fyne.NewSize(820, 720))
	rows.Add(widgets.Tall(520, widgets.NewText("b")))
	body.Refresh()
	card, _ := screentest.Find(s, func(*widgets.Card) bool { return true })
	at := s.AreaOf(card)
	if above, below := at.Top, 720-at.Bottom; above < below-1 || above > below+1 {
		t.Errorf("%v above it, %v below", above, below)
	}
}
