package widgets

import (
	"math"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/look"
)

// tableBody is the scrolled part of a table. It has the focus for all rows and makes only as many row widgets as are
// in view. A row that scrolls out is used again for another person, so row widgets keep no state: the chosen person
// is an ID in the Table, and a click looks up its row by place when it happens.
type tableBody struct {
	widget.BaseWidget

	table    *Table
	rows     []*tableRow
	focused  bool
	hovered  int // index of the row under the pointer, -1 for none
	hand     bool
	outlined bool      // the table shows the ring, not a row
	tapped   string    // row of the last click beside switches and links
	tappedAt time.Time // when that was
	shift    bool      // Shift is down: the driver does not report it with a key
}

func newTableBody(t *Table) *tableBody {
	b := &tableBody{table: t, hovered: -1}
	b.ExtendBaseWidget(b)
	return b
}

// update binds the rows in view.
func (b *tableBody) update() {
	t := b.table
	view := t.scroll.Size()
	need := min(len(t.rows), int(math.Ceil(float64(view.Height/look.RowHeight)))+1)
	for len(b.rows) < need {
		b.rows = append(b.rows, newTableRow(t))
	}
	first := max(0, int(t.scroll.Offset.Y/look.RowHeight))
	for _, r := range b.rows {
		r.seen = false
	}
	for i := first; i < min(first+need, len(t.rows)); i++ {
		r := b.rows[i%len(b.rows)]
		r.seen = true
		data := t.rows[i]
		chosen := data.ID == t.selected
		r.bind(data, rowState{chosen: chosen, ringed: chosen && b.focused, hovered: i == b.hovered, last: i == len(t.rows)-1})
		r.Move(fyne.NewPos(0, float32(i)*look.RowHeight))
		r.Resize(fyne.NewSize(view.Width, look.RowHeight))
	}
	for _, r := range b.rows {
		if r.seen {
			r.Show()
		} else {
			r.Hide()
		}
	}
	if lost := b.focused && !b.ringed(); lost != b.outlined {
		b.outlined = lost
		b.outline()
	}
	canvas.Refresh(b)
}

// outline shows the ring around the table if no row can show it: there is none, or it was scrolled out of view.
func (b *tableBody) outline() {
	line, width := look.ColorLine, look.Line
	if b.outlined {
		line, width = look.ColorPrimary, look.Ring
	}
	fill(b.table.frame, "", line, width)
}

// ringed reports whether a part of the row with the ring is in view.
func (b *tableBody) ringed() bool {
	bottom := b.table.scroll.Offset.Y + b.table.scroll.Size().Height
	return slices.ContainsFunc(b.rows, func(r *tableRow) bool {
		middle := r.Position().Y + look.RowHeight/2
		return r.seen && r.state.ringed && middle > b.table.scroll.Offset.Y && middle < bottom
	})
}

// inView reports whether the whole row is in view.
func (b *tableBody) inView(i int) bool {
	top := float32(i)*look.RowHeight - b.table.scroll.Offset.Y
	return top >= 0 && top+look.RowHeight <= b.table.scroll.Size().Height
}

func (b *tableBody) scrollTo(i int) {
	s := b.table.scroll
	if b.inView(i) || s.Size().Height <= 0 {
		return
	}
	top := float32(i) * look.RowHeight
	if top > s.Offset.Y {
		top += look.RowHeight - s.Size().Height
	}
	s.ScrollToOffset(fyne.NewPos(0, max(0, top)))
	b.update() // ScrollToOffset does not call OnScrolled
}

// FocusGained shows the ring at the chosen row, or chooses the first in view.
func (b *tableBody) FocusGained() {
	b.focused = true
	t := b.table
	if first := int(math.Ceil(float64(t.scroll.Offset.Y / look.RowHeight))); t.selected == "" && first < len(t.rows) {
		t.selected = t.rows[first].ID
	}
	b.update()
	if t.OnOpen != nil && len(t.rows) > 0 { // Enter opens a row
		modalOf(canvasOf(b)).lightDefault(false)
	}
	reveal(t)
}

// FocusLost removes the ring. The row stays chosen.
func (b *tableBody) FocusLost() {
	b.focused, b.shift = false, false
	b.update()
	modalOf(canvasOf(b)).lightDefault(true)
}

// KeyDown is part of desktop.Keyable.
func (b *tableBody) KeyDown(key *fyne.KeyEvent) { b.holdShift(key, true) }

// KeyUp is part of desktop.Keyable.
func (b *tableBody) KeyUp(key *fyne.KeyEvent) { b.holdShift(key, false) }

func (b *tableBody) holdShift(key *fyne.KeyEvent, held bool) {
	if key.Name == desktop.KeyShiftLeft || key.Name == desktop.KeyShiftRight {
		b.shift = held
	}
}

// TypedRune does nothing.
func (b *tableBody) TypedRune(rune) {}

// TypedKey moves the choice and works the chosen row.
func (b *tableBody) TypedKey(key *fyne.KeyEvent) {
	OnActivity()
	t := b.table
	at := t.index(t.selected)
	page := max(1, int(t.scroll.Size().Height/look.RowHeight)-1)
	switch key.Name {
	case desktop.KeyMenu, fyne.KeyF10:
		if key.Name == desktop.KeyMenu || b.shift {
			b.work(at, func() { b.menu(at, b.under(at)) })
		}
	case fyne.KeyDown:
		b.choose(at + 1)
	case fyne.KeyUp:
		b.choose(at - 1)
	case fyne.KeyPageDown:
		b.choose(at + page)
	case fyne.KeyPageUp:
		b.choose(at - page)
	case fyne.KeyHome:
		b.choose(0)
	case fyne.KeyEnd:
		b.choose(len(t.rows) - 1)
	case fyne.KeySpace:
		b.work(at, func() { b.toggle(t.rows[at]) })
	case fyne.KeyReturn, fyne.KeyEnter:
		if at < 0 || t.OnOpen == nil {
			passKey(t, key)
			return
		}
		b.work(at, func() { t.OnOpen(t.rows[at].ID) })
	default:
		passKey(t, key)
	}
}

func (b *tableBody) choose(i int) {
	if len(b.table.rows) == 0 {
		return
	}
	i = max(0, min(i, len(b.table.rows)-1))
	b.table.Select(b.table.rows[i].ID)
}

// work acts on the chosen row. If that is out of view, it only scrolls back to it: nobody should act on a person they
// do not see.
func (b *tableBody) work(i int, act func()) {
	switch {
	case i < 0:
	case !b.inView(i):
		b.scrollTo(i)
	default:
		act()
	}
}

// toggle works the switch of a row. It refuses one that is off or not there.
func (b *tableBody) toggle(row Row) {
	do := b.table.OnRefused
	if slices.ContainsFunc(row.Cells, func(c Cell) bool { return c.Switch != nil && c.Switch.On }) {
		do = b.table.OnSwitch
	}
	if do != nil {
		do(row.ID)
	}
}

// menu opens the menu of a row.
func (b *tableBody) menu(i int, at fyne.Position) {
	b.table.tip.say("", fyne.Position{})
	if b.table.OnMenu != nil {
		b.shift = false // its release will go to the menu
		b.table.OnMenu(b.table.rows[i].ID, at)
	}
}

// under is the place on the canvas of a row's menu opened by the keyboard.
func (b *tableBody) under(i int) fyne.Position {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b.table.scroll)
	return at.AddXY(2*cellPadding, float32(i+1)*look.RowHeight-b.table.scroll.Offset.Y)
}

// TappedSecondary chooses the row and opens its menu.
func (b *tableBody) TappedSecondary(e *fyne.PointEvent) {
	focusOn(b)
	if i, _, _ := b.at(e.Position); i >= 0 {
		b.choose(i)
		b.menu(i, e.AbsolutePosition)
	}
}

// at returns the row and cell at a place, and its left edge.
func (b *tableBody) at(pos fyne.Position) (row int, cell *Cell, left float32) {
	row = int(pos.Y / look.RowHeight)
	if pos.Y < 0 || row >= len(b.table.rows) {
		return -1, nil, 0
	}
	cells := b.table.rows[row].Cells
	for i, span := range b.table.spans(b.table.scroll.Size().Width) {
		if i < len(cells) && pos.X >= span[0]-cellPadding && pos.X < span[0]+span[1] {
			return row, &cells[i], span[0]
		}
	}
	return row, nil, 0
}

// hits reports whether a place in a cell is on its switch or link.
func hits(cell *Cell, x float32) bool {
	switch {
	case cell == nil:
		return false
	case cell.Switch != nil:
		return x >= -5 && x <= switchWidth+5
	default:
		return cell.Style == StyleLink && x >= 0
	}
}

// Tapped chooses the row, and works the switch or link under the pointer.
func (b *tableBody) Tapped(e *fyne.PointEvent) {
	if modalOf(canvasOf(b)).settling() || isStray(b, e.AbsolutePosition) {
		return
	}
	focusOn(b)
	i, cell, left := b.at(e.Position)
	if i < 0 {
		return
	}
	b.choose(i)
	row := b.table.rows[i]
	switch {
	case !hits(cell, e.Position.X-left):
		b.second(row)
	case cell.Switch != nil:
		b.table.tip.say("", fyne.Position{}) // OnRefused says it better
		b.toggle(row)
	case b.table.OnOpen != nil:
		b.table.OnOpen(row.ID)
	}
}

// second opens a row at the second click of a double click. Fyne's own double clicks would delay every first click.
func (b *tableBody) second(row Row) {
	double := b.tapped == row.ID && time.Since(b.tappedAt) <= fyne.CurrentApp().Driver().DoubleTapDelay()
	b.tapped, b.tappedAt = row.ID, time.Now()
	if double && b.table.OnOpen != nil {
		b.tapped = ""
		b.table.OnOpen(row.ID)
	}
}

// MouseIn is part of desktop.Hoverable.
func (b *tableBody) MouseIn(e *desktop.MouseEvent) { b.MouseMoved(e) }

// MouseMoved shades the row and says why a switch cannot be used.
func (b *tableBody) MouseMoved(e *desktop.MouseEvent) {
	OnActivity()
	i, cell, left := b.at(e.Position)
	b.hand = hits(cell, e.Position.X-left)
	why := ""
	if b.hand && cell.Switch != nil && !cell.Switch.On {
		why, b.hand = cell.Switch.Why, false
	}
	under := fyne.NewPos(e.Position.X, float32(i+1)*look.RowHeight-b.table.scroll.Offset.Y+look.HeaderHeight)
	b.table.tip.say(why, under)
	if i != b.hovered {
		b.hovered = i
		b.update()
	}
}

// MouseOut removes shade and tip.
func (b *tableBody) MouseOut() {
	b.hovered = -1
	b.table.tip.say("", fyne.Position{})
	b.update()
}

// Cursor is the hand over a switch or link.
func (b *tableBody) Cursor() desktop.Cursor {
	if b.hand {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer is Fyne's hook.
func (b *tableBody) CreateRenderer() fyne.WidgetRenderer { return &bodyRenderer{body: b} }

type bodyRenderer struct{ body *tableBody }

func (r *bodyRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(r.body.rows))
	for i, row := range r.body.rows {
		objects[i] = row
	}
	return objects
}

func (r *bodyRenderer) Destroy() {}

func (r *bodyRenderer) Layout(fyne.Size) { r.body.update() }

func (r *bodyRenderer) MinSize() fyne.Size {
	return fyne.NewSize(100, look.RowHeight*float32(len(r.body.table.rows)))
}

func (r *bodyRenderer) Refresh() {
	for _, row := range r.body.rows {
		row.Refresh()
	}
	r.body.update()
}
