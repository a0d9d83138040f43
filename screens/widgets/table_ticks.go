package widgets

import (
	"maps"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// ticks are the rows that a person has ticked, by their IDs, so that sorting, scrolling and filtering change nothing.
type ticks struct {
	ids    map[string]bool
	shown  int             // how many of them are among the rows
	anchor string          // the row at which a range begins
	before map[string]bool // what was ticked before the range; nil until there is one
}

// TickedCount returns how many rows are ticked, and how many of them are among the rows now.
func (t *Table) TickedCount() (all, shown int) { return len(t.ticks.ids), t.ticks.shown }

// IsTicked reports whether a row is ticked.
func (t *Table) IsTicked(rowID string) bool { return t.ticks.ids[rowID] }

// KeepTicked unticks all rows but those that keep names. It calls no callback.
func (t *Table) KeepTicked(keep func(rowID string) bool) {
	maps.DeleteFunc(t.ticks.ids, func(id string, _ bool) bool { return !keep(id) })
	t.ticks.before = nil
	t.showTicks()
}

// showTicks counts and draws.
func (t *Table) showTicks() {
	t.countTicks()
	t.header.all.Refresh()
	t.body.update()
}

func (t *Table) countTicks() {
	t.ticks.shown = 0
	if len(t.ticks.ids) == 0 {
		return
	}
	for i := range t.Len() {
		if t.ticks.ids[t.rows.ID(i)] {
			t.ticks.shown++
		}
	}
}

// tick sets what is ticked after a person's action.
func (t *Table) tick(ids map[string]bool) {
	t.ticks.ids = ids
	t.showTicks()
	t.OnTicked()
}

// toggleTick turns the tick of a row round, and begins a range there.
func (t *Table) toggleTick(i int) {
	id := t.rows.ID(i)
	ids := t.ticks.ids
	if ids == nil {
		ids = map[string]bool{}
	}
	if ids[id] {
		delete(ids, id)
	} else {
		ids[id] = true
	}
	t.begin(id)
	t.tick(ids)
}

// begin has the next range begin at a row.
func (t *Table) begin(rowID string) { t.ticks.anchor, t.ticks.before = rowID, nil }

// tickTo ticks from where the range begins to a row, in place of the range so far.
func (t *Table) tickTo(i int) {
	from := t.index(t.ticks.anchor)
	if from < 0 {
		from = i
		t.begin(t.rows.ID(i))
	}
	if t.ticks.before == nil {
		t.ticks.before = copyOf(t.ticks.ids)
	}
	ids := copyOf(t.ticks.before)
	for at := min(from, i); at <= max(from, i); at++ {
		ids[t.rows.ID(at)] = true
	}
	t.tick(ids)
}

// tickAll ticks all rows, or unticks them: those that are not among the rows stay as they are.
func (t *Table) tickAll(on bool) {
	ids := copyOf(t.ticks.ids)
	for i := range t.Len() {
		if on {
			ids[t.rows.ID(i)] = true
		} else {
			delete(ids, t.rows.ID(i))
		}
	}
	t.ticks.before = nil
	t.tick(ids)
}

// copyOf is a copy that is never nil, which stands for no range.
func copyOf(ids map[string]bool) map[string]bool {
	all := make(map[string]bool, len(ids))
	maps.Copy(all, ids)
	return all
}

// allTicked reports whether every row is ticked.
func (t *Table) allTicked() bool { return t.Len() > 0 && t.ticks.shown == t.Len() }

// ClearTicks unticks everything, and calls OnTicked if that changes something.
func (t *Table) ClearTicks() {
	if len(t.ticks.ids) > 0 {
		t.begin(t.selected)
		t.tick(nil)
	}
}

// tickWidth is how much of the left side the boxes take.
func (t *Table) tickWidth() float32 {
	if t.OnTicked == nil {
		return 0
	}
	return cellPadding + tickBox + 4
}

// tap acts on a click that ticks: at a box, or anywhere in the row with Ctrl or Shift. It reports whether it was one.
func (b *tableBody) tapTick(i int, x float32) bool {
	t, held := b.table, b.held
	b.held = 0
	if t.OnTicked == nil {
		return false
	}
	switch {
	case held&fyne.KeyModifierShift != 0:
		b.show(i)
		t.tickTo(i)
	case held&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0, x < t.tickWidth()+cellPadding/2:
		b.show(i)
		t.toggleTick(i)
	default:
		return false
	}
	return true
}

// MouseDown notes the keys that are held: the click that follows does not say it.
func (b *tableBody) MouseDown(e *desktop.MouseEvent) { b.held = e.Modifier }

// MouseUp is part of desktop.Mouseable.
func (b *tableBody) MouseUp(*desktop.MouseEvent) {}

// move chooses another row. With Shift the rows on the way are ticked.
func (b *tableBody) move(from, to int) {
	if b.table.OnTicked == nil || !b.shift || b.table.Len() == 0 {
		b.choose(to)
		return
	}
	to = max(0, min(to, b.table.Len()-1))
	if b.table.index(b.table.ticks.anchor) < 0 && from >= 0 {
		b.table.begin(b.table.rows.ID(from))
	}
	b.show(to)
	b.table.tickTo(to)
}

// TypedShortcut ticks with Ctrl+A and Ctrl+Space, and passes other shortcuts to the window.
func (b *tableBody) TypedShortcut(s fyne.Shortcut) {
	OnActivity()
	t := b.table
	custom, isCustom := s.(*desktop.CustomShortcut)
	_, all := s.(*fyne.ShortcutSelectAll)
	switch at := t.index(t.selected); {
	case t.OnTicked == nil:
		passShortcut(t, s)
	case all:
		t.tickAll(true)
	case isCustom && custom.KeyName == fyne.KeySpace && custom.Modifier == fyne.KeyModifierControl:
		b.work(at, func() { t.toggleTick(at) })
	default:
		passShortcut(t, s)
	}
}
