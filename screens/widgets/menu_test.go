package widgets

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"qlingo/screens/look"
)

// offering opens a menu over a focused entry, at a place.
func offering(t *testing.T, at fyne.Position) (*Menu, *tableLog, *Entry, fyne.Window) {
	t.Helper()
	entry := NewEntry()
	w := window(t, VStack(0, entry))
	w.Canvas().Focus(entry)
	calls := &tableLog{}
	act := func(what string) func() { return func() { calls.note("act")(what) } }
	m := ShowMenu(w.Canvas(), at, "高橋 健一", []MenuItem{
		{Text: "停止", Why: "自分自身にはできません。", OnTapped: act("suspend")},
		{Text: "開く", OnTapped: act("open")},
		{Text: "編集", OnTapped: act("edit")},
		{Text: "ユーザにする", Why: "自分自身にはできません。", OnTapped: act("demote")},
		{Text: "削除", Danger: true, OnTapped: act("delete")},
	})
	return m, calls, entry, w
}

func TestMenuByKeyboard(t *testing.T) {
	for _, c := range []struct {
		keys []fyne.KeyName
		want string
	}{
		{nil, "open"},
		{[]fyne.KeyName{fyne.KeyDown}, "edit"},
		{[]fyne.KeyName{fyne.KeyDown, fyne.KeyDown}, "delete"},               // past one that cannot be chosen
		{[]fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyDown}, "open"},   // wraps round
		{[]fyne.KeyName{fyne.KeyUp}, "delete"},                               // the other way round
		{[]fyne.KeyName{fyne.KeyEnd}, "delete"},                              //
		{[]fyne.KeyName{fyne.KeyEnd, fyne.KeyUp}, "edit"},                    //
		{[]fyne.KeyName{fyne.KeyEnd, fyne.KeyHome, fyne.KeyDown}, "edit"},    //
		{[]fyne.KeyName{fyne.KeyEnd, fyne.KeyTab, fyne.KeyDelete}, "delete"}, // do nothing
	} {
		for _, choose := range []fyne.KeyName{fyne.KeyReturn, fyne.KeySpace} {
			_, calls, entry, w := offering(t, fyne.NewPos(10, 10))
			for _, name := range c.keys {
				key(w, name)
			}
			key(w, choose)
			if calls.want(t, "keys", "act "+c.want); w.Canvas().Overlays().Top() != nil {
				t.Errorf("%v: still open", c.keys)
			}
			if w.Canvas().Focused() != entry {
				t.Errorf("%v: the focus is on %T", c.keys, w.Canvas().Focused())
			}
			if entry.Text != "" {
				t.Errorf("%s went on to the page: %q", choose, entry.Text)
			}
		}
	}
}

func TestMenuCloses(t *testing.T) {
	for _, name := range []fyne.KeyName{fyne.KeyEscape, desktop.KeyMenu, fyne.KeyF10} {
		_, calls, entry, w := offering(t, fyne.NewPos(10, 10))
		key(w, name)
		if w.Canvas().Overlays().Top() != nil || w.Canvas().Focused() != entry {
			t.Errorf("%s leaves it open", name)
		}
		calls.want(t, string(name))
	}
	_, calls, _, w := offering(t, fyne.NewPos(10, 10))
	test.TapCanvas(w.Canvas(), fyne.NewPos(700, 500))
	if w.Canvas().Overlays().Top() != nil {
		t.Error("a click beside it leaves it open")
	}
	calls.want(t, "a click beside it")
}

func TestMenuByPointer(t *testing.T) {
	m, calls, _, w := offering(t, fyne.NewPos(100, 50))
	line := func(i float32) fyne.Position {
		return m.place().AddXY(40, menuAir+look.Grow(menuTitle)+look.Grow(menuLine)*(i+0.5))
	}
	m.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: line(2)}})
	if m.marked != 2 {
		t.Errorf("under the pointer %d is marked", m.marked)
	}
	test.TapCanvas(w.Canvas(), line(0)) // cannot be chosen
	test.TapCanvas(w.Canvas(), m.place().AddXY(40, 10))
	if calls.want(t, "a tap on what cannot be"); w.Canvas().Overlays().Top() != m {
		t.Fatal("closed")
	}
	test.TapCanvas(w.Canvas(), line(4))
	calls.want(t, "a tap", "act delete")
}

// In whatever corner it opens, the menu is whole, and clicks hit what is drawn.
func TestMenuKeepsInTheWindow(t *testing.T) {
	for _, at := range []fyne.Position{{X: -5, Y: -5}, {X: 815, Y: 595}, {X: 815, Y: 3}, {X: 3, Y: 595}} {
		m, calls, _, w := offering(t, at)
		corner, size := m.place(), m.extent()
		if corner.X < menuEdge || corner.Y < menuEdge || corner.X+size.Width > 820-menuEdge || corner.Y+size.Height > 600-menuEdge {
			t.Errorf("at %v: from %v, %v", at, corner, size)
		}
		test.TapCanvas(w.Canvas(), corner.AddXY(20, menuAir+look.Grow(menuTitle)+look.Grow(menuLine)*1.5))
		calls.want(t, "a tap", "act open")
	}
}

func TestMenuLooks(t *testing.T) {
	_, _, _, w := offering(t, fyne.NewPos(100, 50))
	test.AssertRendersToMarkup(t, "menu/person.xml", w.Canvas())
}

// A list that opened has to be told from the page below it, in the dark, too.
func TestMenuHasTheEdgeOfAField(t *testing.T) {
	m, _, _, _ := offering(t, fyne.NewPos(10, 10))
	r := test.WidgetRenderer(m).(*menuRenderer)
	if r.ground.StrokeColor != paint(look.ColorEdge) || r.ground.StrokeWidth != look.Line {
		t.Errorf("the edge is %v wide, in %v", r.ground.StrokeWidth, r.ground.StrokeColor)
	}
}

func TestTableAsksForTheMenu(t *testing.T) {
	tb, calls, w := newPeople(t, 50)
	var places []fyne.Position
	tb.OnMenu = func(id string, at fyne.Position) {
		calls.note("menu")(id)
		places = append(places, at)
	}
	shift := func(f func(*fyne.KeyEvent), name fyne.KeyName) { f(&fyne.KeyEvent{Name: name}) }
	w.Canvas().Focus(tb.Focusable())
	tb.Select("user003")
	key(w, desktop.KeyMenu)
	key(w, fyne.KeyF10)
	shift(tb.body.KeyDown, desktop.KeyShiftRight)
	key(w, fyne.KeyF10)
	calls.want(t, "Menu, F10 and Shift+F10", "menu user003", "menu user003")
	key(w, fyne.KeyF10) // the release went to the menu
	shift(tb.body.KeyDown, desktop.KeyShiftLeft)
	shift(tb.body.KeyUp, desktop.KeyShiftLeft)
	key(w, fyne.KeyF10)
	calls.want(t, "F10 alone")

	wheel(tb, 20)
	key(w, desktop.KeyMenu)
	calls.want(t, "with the person out of sight")
	if !tb.body.inView(3) {
		t.Error("the key has not brought the person back")
	}
	wheel(tb, 20)
	test.TapSecondaryAt(tb.body, fyne.NewPos(50, (22+0.5)*44))
	calls.want(t, "a secondary click", "menu user022")
	if tb.selected != "user022" || len(places) != 3 || places[0].Y != 36+4*44 {
		t.Errorf("%s is chosen, menus at %v", tb.selected, places)
	}
}

// A menu of more lines than fit the window scrolls, by the arrows and by the wheel.
func TestLongMenuScrolls(t *testing.T) {
	w := window(t, NewText(""))
	chosen := ""
	var items []MenuItem
	for i := range 60 {
		name := fmt.Sprint("部署 ", i)
		items = append(items, MenuItem{Text: name, OnTapped: func() { chosen = name }})
	}
	m := ShowMenu(w.Canvas(), fyne.NewPos(10, 300), "部署", items)
	last := func() fyne.Position { return m.place().AddXY(20, m.extent().Height-menuAir-5) }
	if size := m.extent(); size.Height > 600 || m.itemAt(last()) != m.shown()-1 {
		t.Fatalf("%v high, its last line is %d", size.Height, m.itemAt(last()))
	}
	key(w, fyne.KeyEnd)
	if m.itemAt(last()) != 59 {
		t.Errorf("after End its last line is %d", m.itemAt(last()))
	}
	m.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 10)})
	if m.itemAt(last()) != 58 {
		t.Errorf("after the wheel its last line is %d", m.itemAt(last()))
	}
	m.Tapped(&fyne.PointEvent{Position: last()})
	if chosen != "部署 58" {
		t.Errorf("chosen is %q", chosen)
	}
}
