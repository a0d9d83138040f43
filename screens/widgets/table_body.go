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
	outlined bool             // the table shows the ring, not a row
	tapped   string           // row of the last click beside switches and links
	tappedAt time.Time        // when that was
	shift    bool             // Shift is down: the driver does not report it with a key
	held     fyne.KeyModifier // while the mouse button went down
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
	need := min(t.Len(), int(math.Ceil(float64(view.Height/look.RowHeight)))+1)
	for len(b.rows) < need {
		b.rows = append(b.rows, newTableRow(t))
	}
	first := max(0, int(t.scroll.Offset.Y/look.RowHeight))
	for _, r := range b.rows {
		r.seen = false
	}
	for i := first; i < min(first+need, t.Len()); i++ {
		r := b.rows[i%len(b.rows)]
		r.seen = true
		id := t.rows.ID(i)
		chosen := id == t.selected
		r.bind(i, id, rowState{
			chosen: chosen, ringed: chosen && b.focused && showsFocus(b), hovered: i == b.hovered, last: i == t.Len()-1, ticked: t.ticks.ids[id],
		})
		r.Move(fyne.NewPos(0, float32(i)*look.RowHeight))
		r.Resize(fyne.NewSize(t.width(), look.RowHeight))
	}
	for _, r := range b.rows {
		if r.seen {
			r.Show()
		} else {
			r.Hide()
		}
	}
	if lost := b.focused && showsFocus(b) && !b.ringed(); lost != b.outlined {
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
	s.ScrollToOffset(fyne.NewPos(s.Offset.X, max(0, top)))
	b.update() // ScrollToOffset does not call OnScrolled
}

// FocusGained shows the ring at the chosen row, or chooses the first in view.
func (b *tableBody) FocusGained() {
	b.focused = true
	t := b.table
	if first := int(math.Ceil(float64(t.scroll.Offset.Y / look.RowHeight))); t.selected == "" && first < t.Len() {
		t.selected = t.rows.ID(first)
	}
	b.update()
	if t.OnOpen != nil && t.Len() > 0 { // Enter opens a row
		modalOf(canvasOf(b)).lightDefault(false)
	}
	reveal(t)
}

// FocusLost removes the ring. The row stays chosen.
func (b *tableBody) FocusLost() {
	b.focused, b.shift, b.held = false, false, 0
	b.update()
	modalOf(canvasOf(b)).lightDefault(true)
}

// KeyDown is part of desktop.Keyable.
func (b *tableBody) KeyDown(key *fyne.KeyEvent) {
	KeyPressed(canvasOf(b))
	b.holdShift(key, true)
}

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
	if to, moves := b.target(key.Name, at); moves {
		b.move(at, to)
		return
	}
	switch key.Name {
	case desktop.KeyMenu, fyne.KeyF10:
		if key.Name == desktop.KeyMenu || b.shift {
			b.work(at, func() { b.menu(at, b.under(at)) })
		}
	case fyne.KeyLeft, fyne.KeyRight:
		t.slideTo(key.Name)
	case fyne.KeySpace:
		if !hiddenJustNow() {
			b.work(at, func() { b.space(at) })
		}
	case fyne.KeyEscape:
		if len(t.ticks.ids) == 0 {
			passKey(t, key)
			return
		}
		t.ClearTicks()
	case fyne.KeyReturn, fyne.KeyEnter:
		if at < 0 || t.OnOpen == nil {
			passKey(t, key)
			return
		}
		if !hiddenJustNow() { // else it may be the second press of what closed a dialog
			b.work(at, func() { t.OnOpen(t.rows.ID(at)) })
		}
	default:
		passKey(t, key)
	}
}

// target is the row to which a key leads from another.
func (b *tableBody) target(name fyne.KeyName, at int) (to int, moves bool) {
	page := max(1, int(b.table.scroll.Size().Height/look.RowHeight)-1)
	switch name {
	case fyne.KeyDown:
		return at + 1, true
	case fyne.KeyUp:
		return at - 1, true
	case fyne.KeyPageDown:
		return at + page, true
	case fyne.KeyPageUp:
		return at - page, true
	case fyne.KeyHome:
		return 0, true
	case fyne.KeyEnd:
		return b.table.Len() - 1, true
	}
	return at, false
}

func (b *tableBody) choose(i int) {
	if b.table.Len() == 0 {
		return
	}
	b.show(i)
	b.table.begin(b.table.selected)
}

// show chooses a row and leaves a range as it is.
func (b *tableBody) show(i int) {
	b.table.Select(b.table.rows.ID(max(0, min(i, b.table.Len()-1))))
}

// space ticks a row with Shift, else it works its switch.
func (b *tableBody) space(i int) {
	if b.shift && b.table.OnTicked != nil {
		b.table.toggleTick(i)
		return
	}
	b.toggle(b.table.row(i))
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
		b.table.OnMenu(b.table.rows.ID(i), at)
	}
}

// under is the place on the canvas of a row's menu opened by the keyboard.
func (b *tableBody) under(i int) fyne.Position {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b.table.scroll)
	return at.AddXY(2*cellPadding, float32(i+1)*look.RowHeight-b.table.scroll.Offset.Y)
}

// TappedSecondary chooses the row and opens its menu.
func (b *tableBody) TappedSecondary(e *fyne.PointEvent) {
	mousePressed()
	focusOn(b)
	if i, _, _ := b.at(e.Position); i >= 0 {
		b.choose(i)
		b.menu(i, e.AbsolutePosition)
	}
}

// at returns the row and cell at a place, and its left edge.
func (b *tableBody) at(pos fyne.Position) (row int, cell *Cell, left float32) {
	row = int(pos.Y / look.RowHeight)
	if pos.Y < 0 || row >= b.table.Len() {
		return -1, nil, 0
	}
	cells := b.table.rows.Cells(row)
	for i, span := range b.table.spans(b.table.width()) {
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
	mousePressed()
	focusOn(b)
	i, cell, left := b.at(e.Position)
	if i < 0 || b.tapTick(i, e.Position.X) {
		return
	}
	b.choose(i)
	row := b.table.row(i)
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
	return fyne.NewSize(max(100, look.Grow(r.body.table.Least)), look.RowHeight*float32(r.body.table.Len()))
}

func (r *bodyRenderer) Refresh() {
	for _, row := range r.body.rows {
		row.of = 0
	}
	r.body.update()
}
