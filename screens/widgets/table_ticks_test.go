package widgets

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"qlingo/screens/look"
)

// newTicking makes a table whose rows can be ticked; calls counts how often a person did.
func newTicking(t *testing.T, n int) (*Table, *tableLog, *counter, fyne.Window) {
	t.Helper()
	tb := NewTable([]Column{
		{Key: "login", Title: "ユーザID", Weight: 2, Sortable: true},
		{Key: "name", Title: "ユーザ名", Weight: 2},
		{Key: "state", Title: "状態", Weight: 1},
		{Key: "mfa", Title: "MFA", Width: 90},
	})
	calls, ticked := &tableLog{}, new(counter)
	tb.OnSwitch, tb.OnRefused, tb.OnOpen = calls.note("switch"), calls.note("refused"), calls.note("open")
	tb.OnTicked = ticked.call
	w := window(t, tb)
	tb.SetRows(people(n))
	return tb, calls, ticked, w
}

// clickRow clicks at x in a row in view, with keys held.
func clickRow(tb *Table, shown int, x float32, held fyne.KeyModifier) {
	at := fyne.NewPos(x, tb.scroll.Offset.Y+(float32(shown)+0.5)*look.RowHeight)
	tb.body.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary, Modifier: held})
	tb.body.MouseUp(&desktop.MouseEvent{})
	tb.body.Tapped(&fyne.PointEvent{Position: at})
}

// atBox is a place in the box of a row, atName one that neither ticks nor opens.
const (
	atBox  float32 = cellPadding + 5
	atName float32 = 400
)

func wantTicked(t *testing.T, tb *Table, when string, want ...int) {
	t.Helper()
	var ids []string
	for _, i := range want {
		ids = append(ids, fmt.Sprintf("user%03d", i))
	}
	if got := slices.Sorted(maps.Keys(tb.ticks.ids)); !slices.Equal(got, ids) {
		t.Errorf("%s: ticked are %v, want %v", when, got, ids)
	}
}

func TestTicksByMouse(t *testing.T) {
	tb, calls, ticked, _ := newTicking(t, 12)
	clickRow(tb, 1, atBox, 0)
	wantTicked(t, tb, "a box", 1)
	clickRow(tb, 4, atBox, fyne.KeyModifierShift)
	wantTicked(t, tb, "Shift", 1, 2, 3, 4)
	clickRow(tb, 2, atName, fyne.KeyModifierShift)
	wantTicked(t, tb, "a smaller range with Shift", 1, 2)
	clickRow(tb, 0, atName, fyne.KeyModifierShift)
	wantTicked(t, tb, "a range up", 0, 1)
	clickRow(tb, 7, atName, fyne.KeyModifierControl)
	wantTicked(t, tb, "Ctrl", 0, 1, 7)
	clickRow(tb, 9, tb.spans(tb.Size().Width)[0][0]+5, fyne.KeyModifierShift) // at a link, which does not open
	wantTicked(t, tb, "a second range", 0, 1, 7, 8, 9)
	clickRow(tb, 8, atBox, 0)
	wantTicked(t, tb, "a box again", 0, 1, 7, 9)
	ticked.want(t, 7, "the clicks")
	clickRow(tb, 5, atName, 0)
	wantTicked(t, tb, "a click beside the boxes", 0, 1, 7, 9)
	if tb.selected != "user005" {
		t.Errorf("chosen is %s", tb.selected)
	}
	clickRow(tb, 6, atName, fyne.KeyModifierShift)
	wantTicked(t, tb, "a range from the chosen row", 0, 1, 5, 6, 7, 9)
	calls.want(t, "the clicks")
	clickRow(tb, 5, tb.spans(tb.Size().Width)[3][0]+10, fyne.KeyModifierControl)
	calls.want(t, "Ctrl at a switch")
}

func TestTicksByKeyboard(t *testing.T) {
	tb, calls, _, w := newTicking(t, 30)
	w.Canvas().Focus(tb.Focusable())
	shift := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
	press := func(keys ...fyne.KeyName) {
		tb.body.KeyDown(shift)
		for _, k := range keys {
			key(w, k)
		}
		tb.body.KeyUp(shift)
	}
	key(w, fyne.KeyDown)
	press(fyne.KeyDown, fyne.KeyDown)
	wantTicked(t, tb, "Shift+Down twice", 1, 2, 3)
	press(fyne.KeyUp)
	wantTicked(t, tb, "Shift+Up", 1, 2)
	press(fyne.KeyUp)
	wantTicked(t, tb, "Shift+Up twice", 1)
	press(fyne.KeyDown)
	key(w, fyne.KeyDown)
	key(w, fyne.KeyDown)
	shortcut(w, ctrl(fyne.KeySpace))
	wantTicked(t, tb, "Ctrl+Space", 1, 2, 4)
	press(fyne.KeySpace)
	wantTicked(t, tb, "Shift+Space", 1, 2)
	calls.want(t, "Space that ticks")
	key(w, fyne.KeySpace)
	calls.want(t, "Space", "switch user004")
	press(fyne.KeyHome)
	wantTicked(t, tb, "Shift+Home", 0, 1, 2, 3, 4)
	key(w, fyne.KeyEscape)
	wantTicked(t, tb, "Escape")
	shortcut(w, &fyne.ShortcutSelectAll{})
	if all, shown := tb.TickedCount(); all != 30 || shown != 30 {
		t.Errorf("Ctrl+A ticks %d, %d in view", all, shown)
	}
	key(w, fyne.KeyEscape)
	closed := new(counter)
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { closed.call() })
	key(w, fyne.KeyEscape)
	closed.want(t, 1, "Escape with nothing ticked")
}

// Ticks belong to people: sorting, filtering and scrolling move them with their rows, and nothing else gets them.
func TestTicksStayWithTheirRows(t *testing.T) {
	tb, _, ticked, _ := newTicking(t, 200)
	clickRow(tb, 1, atBox, 0)
	clickRow(tb, 3, atBox, 0)
	rows := people(200)
	slices.Reverse(rows)
	tb.SetRows(rows)
	wantTicked(t, tb, "turned round", 1, 3)
	wheel(tb, 100)
	for _, r := range tb.body.rows {
		if r.seen && r.state.ticked {
			t.Errorf("%s has the tick of another", r.data.ID)
		}
	}
	wheel(tb, 190)
	shown := 0
	for _, r := range tb.body.rows {
		if r.seen && r.state.ticked {
			shown++
		}
	}
	if shown != 2 {
		t.Errorf("%d ticks are drawn", shown)
	}
	tb.SetRows(people(2))
	if all, shown := tb.TickedCount(); all != 2 || shown != 1 {
		t.Errorf("filtered: %d ticked, %d in view", all, shown)
	}
	tb.tickAll(true)
	wantTicked(t, tb, "all in view", 0, 1, 3)
	tb.tickAll(false)
	wantTicked(t, tb, "none in view", 3)
	tb.KeepTicked(func(id string) bool { return id != "user003" })
	wantTicked(t, tb, "somebody is gone")
	ticked.want(t, 4, "what a person did")
}

func TestHeaderTicksAll(t *testing.T) {
	tb, _, _, w := newTicking(t, 3)
	all := tb.header.all
	if all.state() != unticked {
		t.Error("ticked from the start")
	}
	clickRow(tb, 1, atBox, 0)
	if all.state() != someTicked {
		t.Error("some are ticked, and the header does not show it")
	}
	w.Canvas().Focus(all)
	key(w, fyne.KeySpace)
	wantTicked(t, tb, "Space at the header", 0, 1, 2)
	if all.state() != ticked || !strings.Contains(all.AccessibilityLabel(), "チェックあり") {
		t.Errorf("it says %q", all.AccessibilityLabel())
	}
	key(w, fyne.KeySpace)
	wantTicked(t, tb, "Space again")
}

// A table that nobody ticks has neither boxes nor their room.
func TestTablesWithoutTicks(t *testing.T) {
	tb, calls, w := newPeople(t, 5)
	w.Canvas().Focus(tb.Focusable())
	shortcut(w, &fyne.ShortcutSelectAll{})
	shortcut(w, ctrl(fyne.KeySpace))
	clickRow(tb, 2, atName, fyne.KeyModifierShift)
	wantTicked(t, tb, "no boxes")
	if tb.spans(800)[0][0] != cellPadding || tb.selected != "user002" {
		t.Errorf("the first column begins at %v, chosen is %s", tb.spans(800)[0][0], tb.selected)
	}
	calls.want(t, "no boxes")
}
