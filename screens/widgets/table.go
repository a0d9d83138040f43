package widgets

import (
	"slices"

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

// Table shows rows below a header that sorts. Arrows choose a row, Space works
// its switch, Enter opens it.
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
	// OnNearEnd is called once per set of rows when a person comes near the
	// last one, so that more rows can be fetched.
	OnNearEnd func()
	// MinRows is how many rows MinSize makes room for.
	MinRows int
	// Raised is whether the table is in a dialog, not on a page.
	Raised bool

	columns         []Column
	rows            []Row
	selected        string
	nearEndReported bool // OnNearEnd was called for these rows
	header          *tableHeader
	body            *tableBody
	scroll          *container.Scroll
	empty           *Text
	tip             *tableTip
	frame           *canvas.Rectangle
	corners         [2]*tableCorner
}

// NewTable makes a table without rows.
func NewTable(columns []Column) *Table {
	t := &Table{columns: columns, MinRows: 4, empty: NewMuted("").Centered(), tip: newTableTip(), frame: box(look.CardRadius)}
	t.corners = [2]*tableCorner{newTableCorner(t, false), newTableCorner(t, true)}
	t.header = newTableHeader(t)
	t.body = newTableBody(t)
	t.scroll = container.NewVScroll(t.body)
	t.scroll.OnScrolled = func(fyne.Position) { // by wheel or bar, while the pointer may rest
		OnActivity()
		t.tip.say("", fyne.Position{})
		t.body.hovered = -1 // another row is under the resting pointer now
		t.body.update()
		t.nearEnd()
	}
	t.ExtendBaseWidget(t)
	return t
}

// SetRows shows rows. The chosen one stays chosen if it is among them.
func (t *Table) SetRows(rows []Row) {
	t.rows, t.nearEndReported = rows, false
	if t.index(t.selected) < 0 {
		t.selected = ""
	}
	t.tip.say("", fyne.Position{})
	t.Refresh()
}

// Rows returns what SetRows was given last.
func (t *Table) Rows() []Row { return t.rows }

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
	t.body.update()
}

// nearRows is how many rows before the last one the end is near.
const nearRows = 100

// nearEnd asks for more rows if the last ones may soon be in view.
func (t *Table) nearEnd() {
	lowest := int((t.scroll.Offset.Y + t.scroll.Size().Height) / look.RowHeight)
	if t.OnNearEnd != nil && !t.nearEndReported && lowest+nearRows >= len(t.rows) {
		t.nearEndReported = true
		t.OnNearEnd()
	}
}

// Focusable is the widget that takes the focus for the rows.
func (t *Table) Focusable() fyne.Focusable { return t.body }

// children are the titles. The table scrolls its rows itself.
func (t *Table) children() []fyne.CanvasObject {
	titles := make([]fyne.CanvasObject, len(t.header.titles))
	for i, title := range t.header.titles {
		titles[i] = title
	}
	return titles
}

// index returns the place of a row, -1 if there is no such ID.
func (t *Table) index(rowID string) int {
	if rowID == "" {
		return -1
	}
	return slices.IndexFunc(t.rows, func(r Row) bool { return r.ID == rowID })
}

const (
	cellPadding  float32 = 12
	emptyPadding float32 = 8 // above and below the text of an empty table
)

// CreateRenderer is Fyne's hook.
func (t *Table) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	r := &tableRenderer{table: t, ground: box(look.CardRadius)}
	r.wheel = newWheelArea(t, func() *container.Scroll { return t.scroll })
	r.parts = parts{r.ground, t.header, t.scroll, r.wheel, t.empty, t.corners[0].Raster, t.corners[1].Raster, t.frame, t.tip}
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
	rows := look.RowHeight * float32(len(t.rows))
	if len(t.rows) == 0 {
		t.empty.Resize(fyne.NewSize(size.Width-2*cellPadding, t.empty.MinSize().Height)) // passes wrapped text its width
		rows = max(look.RowHeight, t.empty.MinSize().Height+2*emptyPadding)
	}
	height := min(size.Height, look.HeaderHeight+rows)
	whole := fyne.NewSize(size.Width, height)
	r.ground.Resize(whole)
	t.frame.Resize(whole)
	t.header.Resize(fyne.NewSize(size.Width, look.HeaderHeight))
	top := fyne.NewPos(0, look.HeaderHeight)
	t.scroll.Move(top)
	t.scroll.Resize(whole.SubtractWidthHeight(0, look.HeaderHeight))
	r.wheel.Move(top)
	r.wheel.Resize(t.scroll.Size())
	t.corners[0].moveTo(fyne.NewPos(0, height-look.CardRadius))
	t.corners[1].moveTo(fyne.NewPos(size.Width-look.CardRadius, height-look.CardRadius))
	t.empty.Move(top.AddXY(cellPadding, (rows-t.empty.MinSize().Height)/2))
	t.empty.Resize(fyne.NewSize(size.Width-2*cellPadding, t.empty.MinSize().Height))
	t.body.update()
}

func (r *tableRenderer) MinSize() fyne.Size {
	width := float32(0)
	for _, c := range r.table.columns {
		if !c.Yields {
			width += look.Grow(max(c.Width, 60))
		}
	}
	return fyne.NewSize(width, look.HeaderHeight+look.RowHeight*float32(r.table.MinRows))
}

func (r *tableRenderer) Refresh() {
	t := r.table
	fill(r.ground, look.ColorSurface, "", 0)
	t.body.outline()
	t.empty.Hidden = len(t.rows) > 0
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
