package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// The wheel scrolls the page even over a field or table that cannot scroll.
func TestTheWheelScrollsThePage(t *testing.T) {
	entry, password, area, long := NewEntry(), NewPasswordEntry(), NewArea(2), NewArea(2)
	long.SetText(strings.Repeat("a\n", 30))
	short, many := NewTable([]Column{{Key: "a", Title: "A", Weight: 1}}), NewTable([]Column{{Key: "a", Title: "A", Weight: 1}})
	rows := make([]Row, 40)
	for i := range rows {
		rows[i] = Row{ID: string(rune('a' + i)), Cells: []Cell{{Text: "x"}}}
	}
	short.SetRows(rows[:1])
	many.SetRows(rows)
	for name, c := range map[string]struct {
		over fyne.CanvasObject
		page bool
	}{
		"an entry": {entry, true}, "a password": {password, true}, "a short area": {area, true}, "a short table": {short, true},
		"a long area": {long, false}, "a long table": {many, false},
	} {
		t.Run(name, func(t *testing.T) {
			page := container.NewVScroll(VStack(8, tall(50), container.NewGridWrap(fyne.NewSize(300, 160), c.over), tall(2000)))
			w := window(t, page)
			test.Scroll(w.Canvas(), fyne.CurrentApp().Driver().AbsolutePositionForObject(c.over).AddXY(40, 90), 0, -60)
			if moved := page.Offset.Y > 0; moved != c.page {
				t.Errorf("the page has moved: %v", moved)
			}
		})
	}
}

// Where a long text ends, the page around it goes on.
func TestTheWheelGoesOnAtTheEnd(t *testing.T) {
	long := NewArea(2)
	long.SetText(strings.Repeat("a\n", 30))
	page := container.NewVScroll(VStack(8, tall(50), container.NewGridWrap(fyne.NewSize(300, 160), long), tall(2000)))
	w := window(t, page)
	turn := func() {
		test.Scroll(w.Canvas(), fyne.CurrentApp().Driver().AbsolutePositionForObject(long).AddXY(40, 90), 0, -5000)
	}
	turn()
	if page.Offset.Y != 0 {
		t.Fatal("the page moves before the text has ended")
	}
	turn()
	if page.Offset.Y == 0 {
		t.Error("the page stays")
	}
}

// An empty table shows its sentence in as many lines as needed.
func TestAnEmptyTableHoldsItsSentence(t *testing.T) {
	tb := NewTable([]Column{{Key: "a", Title: "A", Weight: 1}})
	window(t, container.NewGridWrap(fyne.NewSize(220, 400), tb))
	tb.SetEmpty("この PC の保存先に、バックアップはありません。「ファイルを選ぶ…」から選んでください。")
	tb.Refresh()
	tb.Resize(fyne.NewSize(220, 401))
	if bottom := tb.empty.Position().Y + tb.empty.Size().Height; bottom > tb.frame.Size().Height {
		t.Errorf("it ends at %v, the table at %v", bottom, tb.frame.Size().Height)
	}
	if top := tb.empty.Position().Y; top < tb.header.Size().Height {
		t.Errorf("it begins at %v, over the head", top)
	}
}

// Options open in a menu with an edge, above if there is no room below, and never over something that is clicked
// twice.
func TestOptionsBesideTheirSelect(t *testing.T) {
	s := NewBoxSelect([]string{"日本語", "English"}, nil)
	top := NewBoxSelect([]string{"日本語", "English"}, nil)
	w := window(t, VStack(0, top, tall(500), s))
	for _, from := range []*Select{s, top} {
		test.Tap(from)
		m, ok := w.Canvas().Overlays().Top().(*Menu)
		if !ok {
			t.Fatalf("%T is open", w.Canvas().Overlays().Top())
		}
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(from)
		if over := inBox(at.AddXY(20, 20), m.place(), m.extent()); over {
			t.Errorf("the menu at %v covers the select at %v", m.place(), at)
		}
		if r := test.WidgetRenderer(m).(*menuRenderer); r.ground.StrokeWidth == 0 || r.title.Visible() {
			t.Error("the menu has no edge, or a title")
		}
		m.Hide()
	}
}
