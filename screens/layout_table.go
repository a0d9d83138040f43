package screens

import (
	"fyne.io/fyne/v2"

	"qlingo/screens/look"
)

// tableLayout sets what is said under a table right under the last row, or at the foot of the page when the table is longer.
type tableLayout struct{ rows func() int }

// Layout implements fyne.Layout.
func (l tableLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	table, under := objects[0], objects[1]
	under.Resize(fyne.NewSize(size.Width, under.MinSize().Height))
	foot := under.MinSize().Height
	height := min(look.HeaderHeight+look.RowHeight*float32(max(1, l.rows())), size.Height-foot-noteGap)
	table.Resize(fyne.NewSize(size.Width, height))
	under.Move(fyne.NewPos(0, height+noteGap))
	under.Resize(fyne.NewSize(size.Width, foot))
}

// MinSize implements fyne.Layout.
func (tableLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(0, noteGap+objects[1].MinSize().Height)
}

const usersGap = 12

const searchWidth = 250

const noteGap = 10 // between the table and what is said under it
