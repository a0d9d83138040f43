package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/look"
)

// Column is a column of a Table. Width is fixed. Columns without one share the
// rest by Weight.
type Column struct {
	Key, Title    string
	Weight, Width float32
	Sortable      bool
	// Yields hides the column when those without a width have too little room:
	// in a narrow window, or with large text. The last one goes first.
	Yields bool
}

// CellStyle is the look of a cell's text.
type CellStyle int

// The styles.
const (
	StylePlain CellStyle = iota
	StyleLink            // bold, in the primary colour: a tap opens the row
	StyleMuted
)

// Cell is text, a chip or a switch.
type Cell struct {
	Text   string
	Style  CellStyle
	Chip   *ChipSpec
	Switch *SwitchSpec
}

// ChipSpec is a chip in a cell.
type ChipSpec struct {
	Tone Tone
	Text string
}

// SwitchSpec is a switch in a cell. It never flips by itself. One that is off
// cannot be used; Why is shown when the pointer rests on it.
type SwitchSpec struct {
	On  bool
	Why string
}

// Row is a line of a Table. Its ID says who it is about. Callbacks get the ID,
// never the place, because rows are sorted and scrolled.
type Row struct {
	ID    string
	Cells []Cell
}

// Source is what a long table has its rows from, by their place. Cells is called for those that come into view.
type Source interface {
	Len() int
	ID(i int) string
	Cells(i int) []Cell
}

// rowList is a Source of rows that are all there.
type rowList []Row

func (l rowList) Len() int           { return len(l) }
func (l rowList) ID(i int) string    { return l[i].ID }
func (l rowList) Cells(i int) []Cell { return l[i].Cells }

// Table shows rows below a header that sorts. Arrows choose a row, Space works
// its switch, Enter opens it. Several rows can be ticked.
type Table struct {
	widget.BaseWidget

	// OnSort is called when a person chooses another order. The owner of the
	// rows sorts them and calls SetRows.
	OnSort func(key string, descending bool)
	// OnSwitch is called for an ON switch, which does not flip by itself.
	OnSwitch func(rowID string)
	// OnRefused is called for a switch that is off, and for Space in a row
	// without a switch.
	OnRefused func(rowID string)
	// OnOpen is called for Enter and for a tap on a link.
	OnOpen func(rowID string)
	// OnMenu opens the menu of a row, at a place of the canvas: for a secondary
	// click, Shift+F10 and the Menu key.
	OnMenu func(rowID string, at fyne.Position)
	// OnTicked is called when a person has ticked or unticked rows. Setting it
	// gives each row a box to tick: by a click, Ctrl+Space or Shift+Space; Shift
	// ticks a range, Ctrl+A and the box in the header all rows, Escape unticks.
	OnTicked func()
	// OnNearEnd is called once per set of rows when a person comes near the
	// last one, so that more rows can be fetched.
	OnNearEnd func()
	// MinRows is how many rows MinSize makes room for.
	MinRows int
	// Least is the width that all columns need together, at text of 100 %. A table that is narrower scrolls sideways, by
	// wheel, bar and the arrows to the left and right. 0 makes the columns share what there is.
	Least float32
	// Raised is whether the table is in a dialog, not on a page.
	Raised bool

	columns         []Column
	rows            Source
	shown           int // how often rows were set: what is bound to others is bound anew
	selected        string
	ticks           ticks
	nearEndReported bool // OnNearEnd was called for these rows
	header          *tableHeader
	heads           fyne.CanvasObject // the header, or what it is cut off by
	body            *tableBody
	scroll          *container.Scroll
	empty           *Text
	tip             *tableTip
	frame           *canvas.Rectangle
	corners         [2]*tableCorner
}

// NewTable makes a table without rows.
func NewTable(columns []Column) *Table {
	t := &Table{columns: columns, rows: rowList{}, MinRows: 4, empty: NewMuted("").Centered(), tip: newTableTip(), frame: box(look.CardRadius)}
	t.corners = [2]*tableCorner{newTableCorner(t, false), newTableCorner(t, true)}
	t.header = newTableHeader(t)
	t.body = newTableBody(t)
	t.scroll = container.NewVScroll(t.body)
	t.scroll.OnScrolled = func(fyne.Position) { // by wheel or bar, while the pointer may rest
		OnActivity()
		t.tip.say("", fyne.Position{})
		t.alignHeader()
		t.body.hovered = -1 // another row is under the resting pointer now
		t.body.update()
		t.nearEnd()
	}
	t.ExtendBaseWidget(t)
	return t
}

// SetRows shows rows. The chosen one stays chosen if it is among them.
func (t *Table) SetRows(rows []Row) { t.SetSource(rowList(rows)) }

// SetSource is SetRows for rows that are made when they come into view.
func (t *Table) SetSource(rows Source) {
	t.rows, t.nearEndReported = rows, false
	t.shown++
	if t.index(t.selected) < 0 {
		t.selected = ""
	}
	t.countTicks()
	t.tip.say("", fyne.Position{})
	t.Refresh()
}

// Len returns how many rows there are.
func (t *Table) Len() int { return t.rows.Len() }

// Rows returns all rows with their cells.
func (t *Table) Rows() []Row {
	rows := make([]Row, t.Len())
	for i := range rows {
		rows[i] = t.row(i)
	}
	return rows
}

func (t *Table) row(i int) Row { return Row{ID: t.rows.ID(i), Cells: t.rows.Cells(i)} }

// SetSort shows which order the rows are in. It calls no callback.
func (t *Table) SetSort(key string, descending bool) {
	t.header.set(key, descending)
}

// SetEmpty sets the sentence shown when there are no rows.
func (t *Table) SetEmpty(text string) {
	t.empty.SetText(text)
}

// Select chooses a row and scrolls to it. An unknown ID chooses none.
func (t *Table) Select(rowID string) {
	i := t.index(rowID)
	if i < 0 {
		rowID = ""
	}
	t.selected = rowID
	if i >= 0 {
		t.body.scrollTo(i)
	}
	t.body.update()
	t.nearEnd()
}

// ScrollToTop scrolls to the first row. The choice stays.
func (t *Table) ScrollToTop() {
	t.scroll.ScrollToTop()
	t.alignHeader()
	t.body.update()
}

// nearRows is how many rows before the last one the end is near.
const nearRows = 100

// nearEnd asks for more rows if the last ones may soon be in view.
func (t *Table) nearEnd() {
	lowest := int((t.scroll.Offset.Y + t.scroll.Size().Height) / look.RowHeight)
	if t.OnNearEnd != nil && !t.nearEndReported && lowest+nearRows >= t.Len() {
		t.nearEndReported = true
		t.OnNearEnd()
	}
}

// Focusable is the widget that takes the focus for the rows.
func (t *Table) Focusable() fyne.Focusable { return t.body }

// children are the titles. The table scrolls its rows itself.
func (t *Table) children() []fyne.CanvasObject {
	var titles []fyne.CanvasObject
	if t.OnTicked != nil {
		titles = append(titles, t.header.all)
	}
	for _, title := range t.header.titles {
		titles = append(titles, title)
	}
	return titles
}

// index returns the place of a row, -1 if there is no such ID.
func (t *Table) index(rowID string) int {
	if rowID == "" {
		return -1
	}
	for i := range t.Len() {
		if t.rows.ID(i) == rowID {
			return i
		}
	}
	return -1
}

const (
	cellPadding  float32 = 12
	emptyPadding float32 = 8 // above and below the text of an empty table
)

// CreateRenderer is Fyne's hook.
func (t *Table) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	t.prepareSideways()
	r := &tableRenderer{table: t, ground: box(look.CardRadius)}
	r.wheel = newWheelArea(t, func() *container.Scroll { return t.scroll })
	r.parts = parts{r.ground, t.heads, t.scroll, r.wheel, t.empty, t.corners[0].Raster, t.corners[1].Raster, t.frame, t.tip}
	r.Refresh()
	return r
}

type tableRenderer struct {
	parts
	table  *Table
	ground *canvas.Rectangle
	wheel  *wheelArea
}

func (r *tableRenderer) Layout(size fyne.Size) {
	t := r.table
	rows := look.RowHeight * float32(t.Len())
	if t.Len() == 0 {
		t.empty.Resize(fyne.NewSize(size.Width-2*cellPadding, t.empty.MinSize().Height)) // passes wrapped text its width
		rows = max(look.RowHeight, t.empty.MinSize().Height+2*emptyPadding)
	}
	height := min(size.Height, look.HeaderHeight+rows)
	whole := fyne.NewSize(size.Width, height)
	r.ground.Resize(whole)
	t.frame.Resize(whole)
	t.heads.Resize(fyne.NewSize(size.Width, look.HeaderHeight))
	top := fyne.NewPos(0, look.HeaderHeight)
	t.scroll.Move(top)
	t.scroll.Resize(whole.SubtractWidthHeight(0, look.HeaderHeight))
	t.alignHeader()
	r.wheel.Move(top)
	r.wheel.Resize(t.scroll.Size())
	t.corners[0].moveTo(fyne.NewPos(0, height-look.CardRadius))
	t.corners[1].moveTo(fyne.NewPos(size.Width-look.CardRadius, height-look.CardRadius))
	t.empty.Move(top.AddXY(cellPadding, (rows-t.empty.MinSize().Height)/2))
	t.empty.Resize(fyne.NewSize(size.Width-2*cellPadding, t.empty.MinSize().Height))
	t.body.update()
}

func (r *tableRenderer) MinSize() fyne.Size {
	width := r.table.tickWidth()
	for _, c := range r.table.columns {
		if !c.Yields && r.table.Least == 0 {
			width += look.Grow(max(c.Width, 60))
		}
	}
	return fyne.NewSize(width, look.HeaderHeight+look.RowHeight*float32(r.table.MinRows))
}

func (r *tableRenderer) Refresh() {
	t := r.table
	fill(r.ground, look.ColorSurface, "", 0)
	t.body.outline()
	t.empty.Hidden = t.Len() > 0
	t.empty.Refresh()
	t.header.Refresh()
	t.body.Refresh()
	t.scroll.Refresh()
	for _, corner := range t.corners {
		corner.Refresh()
	}
	r.Layout(t.Size())
	canvas.Refresh(t)
}
