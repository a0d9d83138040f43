package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/look"
)

// rowState is what a row shows apart from its cells.
type rowState struct {
	chosen, ringed, hovered, last, ticked bool
}

// tableRow draws one row. It handles no input.
type tableRow struct {
	widget.BaseWidget

	table *Table
	data  Row
	of    int // which of the rows that were set data is from; 0 for none
	state rowState
	seen  bool
}

func newTableRow(t *Table) *tableRow {
	r := &tableRow{table: t}
	r.ExtendBaseWidget(r)
	return r
}

// bind shows the row of a place in a state.
func (r *tableRow) bind(i int, id string, state rowState) {
	bound := r.of == r.table.shown && r.data.ID == id
	if bound && r.state == state {
		return
	}
	if !bound {
		r.data, r.of = r.table.row(i), r.table.shown
	}
	r.state = state
	r.Refresh()
}

// CreateRenderer is Fyne's hook.
func (r *tableRow) CreateRenderer() fyne.WidgetRenderer {
	n := &rowRenderer{
		row:    r,
		ground: canvas.NewRectangle(nil),
		rule:   canvas.NewRectangle(nil),
		ring:   newRing(4, -look.Ring-1),
		tick:   newTickDrawing(),
		cells:  make([]cellDrawing, len(r.table.columns)),
	}
	n.Refresh()
	return n
}

// cellDrawing holds the objects that a cell has needed so far; most need only
// text.
type cellDrawing struct {
	text   *canvas.Text
	chip   *Chip
	toggle *switchDrawing
}

type rowRenderer struct {
	parts
	row          *tableRow
	ground, rule *canvas.Rectangle
	ring         ring
	tick         *tickDrawing
	cells        []cellDrawing
}

func (r *rowRenderer) MinSize() fyne.Size { return fyne.NewSize(100, look.RowHeight) }

func (r *rowRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	r.ring.surround(fyne.Position{}, size)
	r.rule.Move(fyne.NewPos(0, size.Height-look.Line))
	r.rule.Resize(fyne.NewSize(size.Width, look.Line))
	r.tick.place(cellPadding, size.Height)
	for i, span := range r.row.table.spans(size.Width) {
		r.layoutCell(i, span[0], span[1], size.Height)
	}
}

func (r *rowRenderer) layoutCell(i int, x, width, height float32) {
	if i >= len(r.row.data.Cells) {
		return
	}
	cell, d := r.row.data.Cells[i], r.cells[i]
	switch {
	case cell.Switch != nil:
		d.toggle.place(x, height, cell.Switch.On)
	case cell.Chip != nil:
		d.chip.SetText(shorten(cell.Chip.Text, width-chipAir, look.TextSmall, fyne.TextStyle{Bold: true}))
		s := d.chip.MinSize()
		d.chip.Move(fyne.NewPos(x, (height-s.Height)/2))
		d.chip.Resize(fyne.NewSize(min(s.Width, width), s.Height))
	default:
		if short := shorten(cell.Text, width, d.text.TextSize, d.text.TextStyle); short != d.text.Text {
			d.text.Text = short
			d.text.Refresh()
		}
		place(d.text, x, height)
	}
}

func (r *rowRenderer) Refresh() {
	state := r.row.state
	ground := fyne.ThemeColorName("")
	if state.chosen {
		ground = look.ColorTint
	}
	fill(r.ground, ground, "", 0)
	if (state.hovered || state.ticked) && !state.chosen {
		r.ground.FillColor = mix(look.ColorSurface, look.ColorTint, 0.5)
		r.ground.Refresh()
	}
	corner := float32(0)
	if state.last {
		corner = look.CardRadius
	}
	r.ground.BottomLeftCornerRadius, r.ground.BottomRightCornerRadius = corner, corner
	fill(r.rule, look.ColorLine, "", 0)
	r.rule.Hidden = state.last

	r.parts = parts{r.ground, r.rule, r.ring.Rectangle}
	if r.row.table.OnTicked != nil {
		mark := unticked
		if state.ticked {
			mark = ticked
		}
		r.tick.paint(mark, false)
		r.parts = append(r.parts, r.tick.objects()...)
	}
	toggles := false
	for i := range r.cells {
		toggles = r.refreshCell(i) || toggles
	}
	// The ring is around what Space works, or around the row.
	r.ring.light(state.ringed && !toggles)
	r.Layout(r.row.Size())
	canvas.Refresh(r.row)
}

// refreshCell redraws a cell and reports whether it is a switch.
func (r *rowRenderer) refreshCell(i int) (toggle bool) {
	if i >= len(r.row.data.Cells) {
		return false
	}
	cell, d := r.row.data.Cells[i], &r.cells[i]
	switch {
	case cell.Switch != nil:
		if d.toggle == nil {
			d.toggle = newSwitchDrawing()
		}
		d.toggle.paint(cell.Switch.On, r.row.state.ringed)
		r.parts = append(r.parts, d.toggle.objects()...)
		return true
	case cell.Chip != nil:
		if d.chip == nil {
			d.chip = NewChip(cell.Chip.Tone, cell.Chip.Text)
		}
		d.chip.Tone, d.chip.Text = cell.Chip.Tone, cell.Chip.Text
		d.chip.Refresh()
		r.parts = append(r.parts, d.chip)
	default:
		if d.text == nil {
			d.text = write("", look.TextBody, false)
		}
		name := look.ColorText
		switch cell.Style {
		case StyleLink:
			name = look.ColorPrimary
		case StyleMuted:
			name = look.ColorMuted
		case StylePlain:
		}
		setStyle(d.text, weight(cell.Style == StyleLink))
		rewrite(d.text, cell.Text, name)
		r.parts = append(r.parts, d.text)
	}
	return false
}

// shorten cuts text with an ellipsis to a width.
func shorten(text string, width, size float32, style fyne.TextStyle) string {
	fits := func(s string) bool { return measure(s, size, style).Width <= width }
	if fits(text) {
		return text
	}
	runes := []rune(text)
	low, high := 0, len(runes)
	for low < high {
		middle := (low + high + 1) / 2
		if fits(string(runes[:middle]) + "…") {
			low = middle
		} else {
			high = middle - 1
		}
	}
	if low == 0 {
		return ""
	}
	return string(runes[:low]) + "…"
}

// tableTip is the sentence under the pointer.
type tableTip struct {
	widget.BaseWidget

	text *Text
}

func newTableTip() *tableTip {
	t := &tableTip{text: NewSmall("").OneLine()}
	t.text.Color = look.ColorText
	t.ExtendBaseWidget(t)
	t.Hide()
	return t
}

// say shows a sentence with its right end at a place; "" hides it.
func (t *tableTip) say(text string, at fyne.Position) {
	if text == "" {
		t.Hide()
		return
	}
	t.text.SetText(text)
	size := t.MinSize()
	t.Resize(size)
	t.Move(fyne.NewPos(max(0, at.X-size.Width), at.Y))
	t.Show()
}

// CreateRenderer is Fyne's hook.
func (t *tableTip) CreateRenderer() fyne.WidgetRenderer {
	r := &tipRenderer{tip: t, ground: box(look.Radius)}
	r.parts = parts{r.ground, t.text}
	r.Refresh()
	return r
}

type tipRenderer struct {
	parts
	tip    *tableTip
	ground *canvas.Rectangle
}

func (r *tipRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	r.tip.text.Move(fyne.NewPos(10, 6))
	r.tip.text.Resize(size.SubtractWidthHeight(20, 12))
}

func (r *tipRenderer) MinSize() fyne.Size {
	return r.tip.text.MinSize().AddWidthHeight(20, 12)
}

func (r *tipRenderer) Refresh() {
	fill(r.ground, look.ColorRaised, look.ColorLine, look.Line)
	r.tip.text.Refresh()
	canvas.Refresh(r.tip)
}
