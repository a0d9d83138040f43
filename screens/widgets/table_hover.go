package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"qlingo/screens/look"
)

// MouseIn is part of desktop.Hoverable.
func (b *tableBody) MouseIn(e *desktop.MouseEvent) { b.MouseMoved(e) }

// MouseMoved shades the row and says why a switch cannot be used.
func (b *tableBody) MouseMoved(e *desktop.MouseEvent) {
	OnActivity()
	i, cell, left := b.at(e.Position)
	b.hand = hits(cell, e.Position.X-left) || i >= 0 && cell == nil && e.Position.X < b.table.tickWidth()
	why := ""
	if b.hand && cell != nil && cell.Switch != nil && !cell.Switch.On {
		why, b.hand = cell.Switch.Why, false
	}
	under := fyne.NewPos(e.Position.X-b.table.scroll.Offset.X, float32(i+1)*look.RowHeight-b.table.scroll.Offset.Y+look.HeaderHeight)
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
