package people

import (
	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
)

// Sizes of the line of search and filters.
const (
	filterGap       = 8
	leastSearch     = 195
	departmentWidth = 132
)

// filterRow is the line above the table: search, department, and as many chips as there is room for. The others are in the
// menu behind the last chip, so that it stays one line.
type filterRow struct {
	search, department fyne.CanvasObject
	filters            filters
	More               *widgets.FilterChip
	hidden             filters // those without room
}

// newFilterRow makes the line. open opens the menu of the chips without room.
func newFilterRow(search *widgets.Entry, department *departmentFilter, all filters, open func()) (*filterRow, *fyne.Container) {
	r := &filterRow{search: search, department: department.Select, filters: all}
	r.More = widgets.NewFilterChip("", func(bool) { open() })
	objects := []fyne.CanvasObject{search, department.Select}
	for _, f := range all {
		objects = append(objects, f.Chip)
	}
	return r, &fyne.Container{Layout: r, Objects: append(objects, r.More)}
}

// Layout implements fyne.Layout. The search gives way first, then the chips at the end.
func (r *filterRow) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	fixed := float32(0)
	if r.department.Visible() {
		fixed = filterGap + look.Grow(departmentWidth)
	}
	r.share(size.Width - fixed - look.Grow(leastSearch))
	chips := float32(0)
	for _, f := range r.shown() {
		chips += filterGap + f.MinSize().Width
	}
	x := min(look.Grow(layout.SearchWidth), max(look.Grow(leastSearch), size.Width-fixed-chips))
	r.search.Move(fyne.Position{})
	r.search.Resize(fyne.NewSize(x, look.FieldHeight))
	if r.department.Visible() {
		r.department.Move(fyne.NewPos(x+filterGap, 0))
		r.department.Resize(fyne.NewSize(look.Grow(departmentWidth), look.FieldHeight))
		x += fixed
	}
	for _, f := range r.shown() {
		s := f.MinSize()
		f.Move(fyne.NewPos(x+filterGap, (look.FieldHeight-s.Height)/2))
		f.Resize(s)
		x += filterGap + s.Width
	}
}

// MinSize implements fyne.Layout.
func (r *filterRow) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Grow(leastSearch)+filterGap+look.Grow(departmentWidth), look.FieldHeight)
}

// share decides which chips are shown in a width.
func (r *filterRow) share(room float32) {
	var offered filters
	for _, f := range r.filters {
		if f.Chip.Hidden = true; f.offered() {
			offered = append(offered, f)
		}
	}
	for count := len(offered); ; count-- {
		r.hidden = offered[count:]
		r.label()
		width := float32(0)
		for i, f := range offered {
			f.Chip.Hidden = i >= count
		}
		for _, chip := range r.shown() {
			width += filterGap + chip.MinSize().Width
		}
		if width <= room || count == 0 {
			return
		}
	}
}

// label says how many chips there is no room for, in the tone of the most urgent of them.
func (r *filterRow) label() {
	tone, on := widgets.ToneNeutral, false
	for _, f := range r.hidden {
		if f.warns {
			tone = widgets.ToneWarning
		}
		on = on || f.on
	}
	r.More.Set(tone, i18n.T("users.more_filters", "Count", messages.Number(int64(len(r.hidden)))))
	r.More.SetOn(on)
	r.More.Hidden = len(r.hidden) == 0
}

// shown are the chips that are visible.
func (r *filterRow) shown() (chips []*widgets.FilterChip) {
	for _, f := range r.filters {
		if !f.Chip.Hidden {
			chips = append(chips, f.Chip)
		}
	}
	if !r.More.Hidden {
		chips = append(chips, r.More)
	}
	return chips
}

// menu are the chips without room, to turn on and off.
func (r *filterRow) menu(turn func(f *filter, on bool)) []widgets.MenuItem {
	var items []widgets.MenuItem
	for _, f := range r.hidden {
		items = append(items, widgets.MenuItem{Text: f.label(f.count), Chosen: f.on, OnTapped: func() { turn(f, !f.on) }})
	}
	return items
}
