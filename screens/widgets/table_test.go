package widgets

import (
	"fmt"
	"image/color"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"qlingo/screens/look"
)

// people makes n rows with a switch; the even ones are on.
func people(n int) []Row {
	rows := make([]Row, n)
	for i := range rows {
		id := fmt.Sprintf("user%03d", i)
		rows[i] = Row{ID: id, Cells: []Cell{
			{Text: id, Style: StyleLink},
			{Text: "高橋 健一"},
			{Chip: &ChipSpec{Tone: ToneSuccess, Text: "利用中"}},
			{Switch: &SwitchSpec{On: i%2 == 0, Why: "有効にする操作は本人がおこないます。"}},
		}}
	}
	return rows
}

// tableLog records the callbacks of a table.
type tableLog []string

func (l *tableLog) note(what string) func(string) {
	return func(id string) { *l = append(*l, what+" "+id) }
}

func (l *tableLog) want(t *testing.T, when string, want ...string) {
	t.Helper()
	if !slices.Equal(*l, want) {
		t.Errorf("%s: %q, want %q", when, []string(*l), want)
	}
	*l = nil
}

func newPeople(t *testing.T, n int) (*Table, *tableLog, fyne.Window) {
	t.Helper()
	tb := NewTable([]Column{
		{Key: "login", Title: "ユーザID", Weight: 2, Sortable: true},
		{Key: "name", Title: "ユーザ名", Weight: 2, Sortable: true},
		{Key: "state", Title: "状態", Weight: 1},
		{Key: "mfa", Title: "MFA", Width: 90},
	})
	calls := &tableLog{}
	tb.OnSwitch, tb.OnRefused, tb.OnOpen = calls.note("switch"), calls.note("refused"), calls.note("open")
	tb.OnSort = func(k string, d bool) { *calls = append(*calls, fmt.Sprintf("sort %s %v", k, d)) }
	w := window(t, tb)
	tb.SetRows(people(n))
	return tb, calls, w
}

// tapRow taps a column of the row at a place in view.
func tapRow(tb *Table, shown, column int) {
	x := tb.spans(tb.Size().Width)[column][0] + 10
	y := tb.scroll.Offset.Y + (float32(shown)+0.5)*look.RowHeight
	tb.body.Tapped(&fyne.PointEvent{Position: fyne.NewPos(x, y)})
}

// wheel scrolls until a row is the first.
func wheel(tb *Table, row float32) {
	tb.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, tb.scroll.Offset.Y-row*look.RowHeight)})
}

// TestScrolledRowsKeepNoFocus: Fyne's recycled rows keep the focus. Click a switch, scroll, press Space, and another
// person's switch acts.
func TestScrolledRowsKeepNoFocus(t *testing.T) {
	tb, calls, w := newPeople(t, 200)
	tapRow(tb, 2, 3)
	calls.want(t, "a tap on the switch", "switch user002")

	widgetOf := func(id string) *tableRow {
		for _, r := range tb.body.rows {
			if r.Visible() && r.data.ID == id {
				return r
			}
		}
		return nil
	}
	clicked := widgetOf("user002")
	wheel(tb, 100)
	if clicked.data.ID == "user002" {
		t.Fatal("the row widget was not used again: the test is void")
	}
	if clicked.state.chosen || clicked.state.ringed {
		t.Errorf("the ring has gone over to %s", clicked.data.ID)
	}
	key(w, fyne.KeySpace)
	calls.want(t, "Space with the person out of sight")
	if tb.selected != "user002" || !tb.body.inView(2) {
		t.Error("Space has not brought the chosen person back")
	}
	key(w, fyne.KeySpace)
	calls.want(t, "Space with the person in sight", "switch user002")
}

// TestDoubleClickOpens: the first click acts at once and chooses. Only a second one on the same row, soon after,
// opens it.
func TestDoubleClickOpens(t *testing.T) {
	tb, calls, _ := newPeople(t, 5)
	tapRow(tb, 1, 1)
	if tb.selected != "user001" {
		t.Errorf("chosen is %s", tb.selected)
	}
	tapRow(tb, 2, 1)
	calls.want(t, "clicks at two rows")
	tapRow(tb, 2, 1)
	calls.want(t, "a double click", "open user002")
	tapRow(tb, 2, 1)
	calls.want(t, "a third click")
	tb.body.tappedAt = tb.body.tappedAt.Add(-time.Second)
	tapRow(tb, 2, 1)
	calls.want(t, "two slow clicks")
	tapRow(tb, 2, 3)
	tapRow(tb, 2, 3)
	calls.want(t, "a double click at a switch", "switch user002", "switch user002")
}

// TestSortedRowsKeepThePerson: the choice is a person, not a place.
func TestSortedRowsKeepThePerson(t *testing.T) {
	tb, calls, w := newPeople(t, 5)
	w.Canvas().Focus(tb.Focusable())
	tb.Select("user000")
	rows := people(5)
	slices.Reverse(rows)
	tb.SetRows(rows)
	key(w, fyne.KeySpace)
	calls.want(t, "Space after the order was turned round", "switch user000")
	tb.SetRows(rows[:4])
	if tb.selected != "" {
		t.Errorf("%s is chosen and not there", tb.selected)
	}
	key(w, fyne.KeySpace)
	key(w, fyne.KeyReturn)
	calls.want(t, "keys with nobody chosen")
}

func TestTableByKeyboard(t *testing.T) {
	tb, calls, w := newPeople(t, 50)
	w.Canvas().Focus(tb.Focusable())
	for _, step := range []struct {
		name fyne.KeyName
		want string
	}{
		{fyne.KeyDown, "user001"},
		{fyne.KeyDown, "user002"},
		{fyne.KeyUp, "user001"},
		{fyne.KeyUp, "user000"},
		{fyne.KeyUp, "user000"},
		{fyne.KeyEnd, "user049"},
		{fyne.KeyDown, "user049"},
		{fyne.KeyHome, "user000"},
	} {
		key(w, step.name)
		if tb.selected != step.want || !tb.body.inView(tb.index(step.want)) {
			t.Fatalf("after %s: %s is chosen, want %s in sight", step.name, tb.selected, step.want)
		}
	}
	key(w, fyne.KeyPageDown)
	if i := tb.index(tb.selected); i < 5 {
		t.Errorf("Page Down has gone to row %d", i)
	}
	tb.Select("user004")
	key(w, fyne.KeySpace)
	key(w, fyne.KeyReturn)
	key(w, fyne.KeyDown)
	key(w, fyne.KeySpace)
	calls.want(t, "Space and Enter", "switch user004", "open user004", "refused user005")
}

func TestTableByPointer(t *testing.T) {
	tb, calls, w := newPeople(t, 50)
	tapRow(tb, 3, 0)
	calls.want(t, "a tap on the ID", "open user003")
	tapRow(tb, 1, 1)
	calls.want(t, "a tap on the name")
	if tb.selected != "user001" || w.Canvas().Focused() != tb.Focusable() {
		t.Errorf("%s is chosen, the focus is on %T", tb.selected, w.Canvas().Focused())
	}
	wheel(tb, 10)
	tapRow(tb, 1, 3)
	calls.want(t, "a tap on an OFF switch", "refused user011")

	x := tb.spans(tb.Size().Width)[3][0] + 10
	over := func(i int) {
		tb.body.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, (float32(i)+0.5)*look.RowHeight)}})
	}
	over(11)
	if !tb.tip.Visible() || tb.tip.text.Text == "" || tb.body.Cursor() != desktop.DefaultCursor {
		t.Error("the pointer on an OFF switch does not say why")
	}
	tapRow(tb, 1, 3)
	calls.want(t, "a tap under the tip", "refused user011")
	if tb.tip.Visible() {
		t.Error("the tip stays over what OnRefused says")
	}
	over(12)
	if tb.tip.Visible() || tb.body.Cursor() != desktop.PointerCursor {
		t.Error("the pointer on an ON switch says why not")
	}
	shaded := func(id string) bool {
		return slices.ContainsFunc(tb.body.rows, func(r *tableRow) bool { return r.data.ID == id && r.state.hovered })
	}
	if !shaded("user012") || shaded("user011") {
		t.Error("the row under the pointer is not the shaded one")
	}
	tb.body.MouseOut()
	if tb.body.hovered != -1 {
		t.Error("the shade stays after the pointer has left")
	}
}

func TestChipsKeepWithinTheirCells(t *testing.T) {
	tb, _, w := newPeople(t, 1)
	words := "バックアップコードでログイン・2 段階認証を解除"
	tb.SetRows([]Row{{ID: "a", Cells: []Cell{{}, {}, {Chip: &ChipSpec{Tone: ToneWarning, Text: words}}, {}}}})
	chip := func() *Chip { return test.TempWidgetRenderer(t, tb.body.rows[0]).(*rowRenderer).cells[2].chip }
	if c := chip(); c.MinSize().Width > c.Size().Width+1 || !strings.HasSuffix(c.Text, "…") {
		t.Errorf("%q is %v wide in %v", c.Text, c.MinSize().Width, c.Size().Width)
	}
	w.Resize(fyne.NewSize(2200, 600))
	if c := chip(); c.Text != words {
		t.Errorf("with room it is %q", c.Text)
	}
}

func TestTableSorts(t *testing.T) {
	tb, calls, w := newPeople(t, 3)
	titles := tb.header.titles
	test.Tap(titles[0])
	test.Tap(titles[0])
	test.Tap(titles[1])
	test.Tap(titles[2]) // does not sort
	calls.want(t, "taps on the titles", "sort login false", "sort login true", "sort name false")
	tb.SetSort("login", true)
	calls.want(t, "SetSort")
	if got := titles[0].label(); got != "ユーザID ▼" {
		t.Errorf("the title is %q", got)
	}
	// Tab: the two titles that sort, then the rows.
	w.Canvas().Unfocus()
	for i, want := range []fyne.Focusable{titles[0], titles[1], tb.body} {
		w.Canvas().FocusNext()
		if got := w.Canvas().Focused(); got != want {
			t.Fatalf("Tab %d goes to %T", i+1, got)
		}
	}
}

// Space reports a row without a switch, too.
func TestSpaceWithoutASwitch(t *testing.T) {
	tb, calls, w := newPeople(t, 2)
	rows := people(2)
	rows[1].Cells[3] = Cell{Text: "無効"}
	tb.SetRows(rows)
	w.Canvas().Focus(tb.Focusable())
	tb.Select("user001")
	key(w, fyne.KeySpace)
	tapRow(tb, 1, 3)
	calls.want(t, "Space, and a tap", "refused user001")
}

// What a scroll draws outside the round corners is covered, and nothing inside them.
func TestCornersOfTheTable(t *testing.T) {
	tb, _, _ := newPeople(t, 1)
	const opaque = 0xffff
	for _, c := range []struct {
		right bool
		x, y  int
		alpha uint32
	}{
		{false, 0, 11, opaque},
		{false, 11, 0, 0},
		{true, 11, 11, opaque},
		{true, 0, 0, 0},
	} {
		if _, _, _, alpha := newTableCorner(tb, c.right).pixel(c.x, c.y, 12, 12).RGBA(); alpha != c.alpha {
			t.Errorf("right %v, %d/%d: %x, want %x", c.right, c.x, c.y, alpha, c.alpha)
		}
	}
	corner := newTableCorner(tb, true)
	for _, raised := range []bool{false, true} {
		tb.Raised = raised
		want := paint("background")
		if raised {
			want = paint(look.ColorRaised)
		}
		if got := corner.pixel(11, 11, 12, 12); got != color.Color(nrgba(want)) {
			t.Errorf("raised %v: %v, want %v", raised, got, want)
		}
	}
}

func TestTableOfManyMakesFewRows(t *testing.T) {
	tb, _, _ := newPeople(t, 100_000)
	for _, row := range []float32{0, 99_990, 50_000} {
		wheel(tb, row)
	}
	if n := len(tb.body.rows); n > 16 {
		t.Errorf("%d row widgets for a window of 600", n)
	}
	for i := range 11 {
		r := tb.body.rows[(50_000+i)%len(tb.body.rows)]
		if want := tb.rows.ID(50_000 + i); r.data.ID != want || !r.Visible() {
			t.Fatalf("row %d shows %s (%v)", i, r.data.ID, r.Visible())
		}
	}
}

func TestTableWithoutRows(t *testing.T) {
	tb, calls, w := newPeople(t, 3)
	tb.SetEmpty("見つかりません。")
	tb.SetRows(nil)
	w.Canvas().Focus(tb.Focusable())
	for _, name := range []fyne.KeyName{fyne.KeyDown, fyne.KeyEnd, fyne.KeySpace, fyne.KeyReturn} {
		key(w, name)
	}
	tb.body.Tapped(&fyne.PointEvent{Position: fyne.NewPos(20, 20)})
	calls.want(t, "keys and taps without rows")
	if !tb.empty.Visible() {
		t.Error("the sentence for no rows is not shown")
	}
}

func TestShortenKeepsWithinTheCell(t *testing.T) {
	start(t)
	long := "とても長い所属部署の名前第一営業部東日本統括課"
	for _, width := range []float32{5, 40, 100, 1000} {
		got := shorten(long, width, look.TextBody, fyne.TextStyle{})
		if w := fyne.MeasureText(got, look.TextBody, fyne.TextStyle{}).Width; w > width {
			t.Errorf("%q is %v wide, want at most %v", got, w, width)
		}
	}
	if got := shorten(long, 1000, look.TextBody, fyne.TextStyle{}); got != long {
		t.Errorf("text that fits became %q", got)
	}
}

func TestHeaderTitlesKeepWithinTheirColumns(t *testing.T) {
	start(t)
	tb := NewTable([]Column{
		{Key: "a", Title: "Department of the person", Width: 80, Sortable: true},
		{Key: "b", Title: "B", Weight: 1, Sortable: true},
	})
	w := test.NewTempWindow(t, tb)
	w.Resize(fyne.NewSize(300, 200))
	title := tb.header.titles[0]
	label := test.TempWidgetRenderer(t, title).(*titleRenderer).label
	if got := label.MinSize().Width; got > title.Size().Width || label.Text == "" {
		t.Errorf("%q is %v wide in a column of %v", label.Text, got, title.Size().Width)
	}
	tb.SetSort("a", true)
	if got := label.MinSize().Width; got > title.Size().Width {
		t.Errorf("with its arrow %q is %v wide in a column of %v", label.Text, got, title.Size().Width)
	}
}

// In a narrow table some columns are hidden with their titles, and the others share the room.
func TestColumnsThatYield(t *testing.T) {
	tb, _, w := newPeople(t, 3)
	tb.columns[1].Yields = true
	for _, width := range []float32{820, 400} {
		w.Resize(fyne.NewSize(width, 300))
		yields := width == 400
		spans := tb.spans(width)
		if gone := spans[1][1] == 0; gone != yields || tb.header.titles[1].Visible() == yields {
			t.Errorf("%v wide: %v", width, spans)
		}
		if last := spans[3]; last[0]+last[1] > width {
			t.Errorf("%v wide: the last column ends at %v", width, last[0]+last[1])
		}
	}
}

func TestTableLooks(t *testing.T) {
	tb, _, w := newPeople(t, 3)
	w.Resize(fyne.NewSize(820, 300))
	tb.SetSort("login", false)
	tb.Select("user002")
	w.Canvas().Focus(tb.Focusable())
	test.AssertRendersToMarkup(t, "table/users.xml", w.Canvas())
}
