package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/i18n"
	"qlingo/screens/look"
)

// tableHeader is the bar of column titles. Titles of sortable columns are
// buttons.
type tableHeader struct {
	widget.BaseWidget

	table      *Table
	all        *allTick
	titles     []*columnTitle
	key        string
	descending bool
}

func newTableHeader(t *Table) *tableHeader {
	h := &tableHeader{table: t, all: newAllTick(t)}
	for _, c := range t.columns {
		h.titles = append(h.titles, newColumnTitle(h, c))
	}
	h.ExtendBaseWidget(h)
	return h
}

// set shows which order the rows are in.
func (h *tableHeader) set(key string, descending bool) {
	if h.key == key && h.descending == descending {
		return
	}
	h.key, h.descending = key, descending
	h.Refresh()
}

// sortBy handles a click: another column ascending, the same one reversed.
func (h *tableHeader) sortBy(key string) {
	h.set(key, h.key == key && !h.descending)
	if h.table.OnSort != nil {
		h.table.OnSort(h.key, h.descending)
	}
}

// CreateRenderer is Fyne's hook.
func (h *tableHeader) CreateRenderer() fyne.WidgetRenderer {
	r := &headerRenderer{header: h, rule: canvas.NewRectangle(nil)}
	r.Refresh()
	return r
}

type headerRenderer struct {
	parts
	header *tableHeader
	rule   *canvas.Rectangle
}

func (r *headerRenderer) Layout(size fyne.Size) {
	r.rule.Move(fyne.NewPos(0, size.Height-look.Line))
	r.rule.Resize(fyne.NewSize(size.Width, look.Line))
	all := r.header.all
	all.Resize(fyne.NewSize(all.MinSize().Width, size.Height))
	for i, span := range r.header.table.spans(size.Width) {
		title := r.header.titles[i]
		title.Hidden = span[1] == 0
		title.Move(fyne.NewPos(span[0], 0))
		title.Resize(fyne.NewSize(min(span[1], title.MinSize().Width), size.Height))
	}
}

func (r *headerRenderer) MinSize() fyne.Size { return fyne.NewSize(100, look.HeaderHeight) }

func (r *headerRenderer) Refresh() {
	fill(r.rule, look.ColorLine, "", 0)
	r.parts = parts{r.rule}
	if r.header.table.OnTicked != nil {
		r.parts = append(r.parts, r.header.all)
	}
	for _, title := range r.header.titles {
		r.parts = append(r.parts, title)
	}
	r.header.all.Refresh()
	for _, title := range r.header.titles {
		title.Refresh()
	}
	r.Layout(r.header.Size())
	canvas.Refresh(r.header)
}

// columnTitle is the title of a column, with an arrow if the rows are sorted by
// it. Titles that do not sort are disabled, so Tab skips them.
type columnTitle struct {
	press

	header *tableHeader
	column Column
}

func newColumnTitle(h *tableHeader, c Column) *columnTitle {
	t := &columnTitle{header: h, column: c}
	t.init(t, func() { h.sortBy(c.Key) })
	if !c.Sortable {
		t.Disable()
	}
	return t
}

// AccessibilityLabel is the title, and whether the rows are sorted by it.
func (t *columnTitle) AccessibilityLabel() string {
	switch {
	case t.header.key != t.column.Key || !t.column.Sortable:
		return t.column.Title
	case t.header.descending:
		return i18n.T("say.falling", "Label", t.column.Title)
	default:
		return i18n.T("say.rising", "Label", t.column.Title)
	}
}

// AccessibilityRole is button if the column sorts.
func (t *columnTitle) AccessibilityRole() fyne.AccessibleRole {
	if t.column.Sortable {
		return fyne.AccessibleRoleButton
	}
	return fyne.AccessibleRoleText
}

func (t *columnTitle) label() string {
	switch {
	case t.header.key != t.column.Key || !t.column.Sortable:
		return t.column.Title
	case t.header.descending:
		return t.column.Title + " ▼"
	default:
		return t.column.Title + " ▲"
	}
}

// CreateRenderer is Fyne's hook.
func (t *columnTitle) CreateRenderer() fyne.WidgetRenderer {
	r := &titleRenderer{title: t, ring: newRing(4, 2), label: write("", look.TextSmall, true)}
	r.parts = parts{r.ring.Rectangle, r.label}
	r.Refresh()
	return r
}

type titleRenderer struct {
	parts
	title *columnTitle
	ring  ring
	label *canvas.Text
}

func (r *titleRenderer) Layout(size fyne.Size) {
	r.ring.surround(fyne.NewPos(0, 8), size.SubtractWidthHeight(0, 16))
	if short := shorten(r.title.label(), size.Width, r.label.TextSize, r.label.TextStyle); short != r.label.Text {
		r.label.Text = short
		r.label.Refresh()
	}
	r.label.Move(fyne.NewPos(0, (size.Height-r.label.MinSize().Height)/2))
	r.label.Resize(fyne.NewSize(size.Width, r.label.MinSize().Height))
}

func (r *titleRenderer) MinSize() fyne.Size {
	whole := measure(r.title.label(), r.label.TextSize, r.label.TextStyle)
	return fyne.NewSize(whole.Width, look.HeaderHeight)
}

func (r *titleRenderer) Refresh() {
	text := look.ColorMuted
	if r.title.hovered && !r.title.Disabled() {
		text = look.ColorPrimary
	}
	rewrite(r.label, r.title.label(), text)
	r.ring.light(r.title.outlined())
	r.Layout(r.title.Size())
	canvas.Refresh(r.title)
}

// allTick is the box in the header of a table, for all its rows.
type allTick struct {
	press

	table *Table
}

func newAllTick(t *Table) *allTick {
	a := &allTick{table: t}
	a.init(a, func() { t.tickAll(!t.allTicked()) })
	return a
}

func (a *allTick) state() tickState {
	switch {
	case a.table.allTicked():
		return ticked
	case a.table.ticks.shown > 0:
		return someTicked
	}
	return unticked
}

// AccessibilityLabel is what it ticks, and whether that is ticked.
func (a *allTick) AccessibilityLabel() string {
	if a.state() == ticked {
		return i18n.T("say.ticked", "Label", i18n.T("say.all_rows"))
	}
	return i18n.T("say.not_ticked", "Label", i18n.T("say.all_rows"))
}

// AccessibilityRole is button.
func (a *allTick) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is Fyne's hook.
func (a *allTick) CreateRenderer() fyne.WidgetRenderer {
	r := &allTickRenderer{all: a, tick: newTickDrawing()}
	r.parts = r.tick.objects()
	r.Refresh()
	return r
}

type allTickRenderer struct {
	parts
	all  *allTick
	tick *tickDrawing
}

func (r *allTickRenderer) Layout(size fyne.Size) { r.tick.place(cellPadding, size.Height) }

func (r *allTickRenderer) MinSize() fyne.Size {
	return fyne.NewSize(2*cellPadding+tickBox, look.HeaderHeight)
}

func (r *allTickRenderer) Refresh() {
	r.tick.paint(r.all.state(), r.all.outlined())
	canvas.Refresh(r.all)
}
