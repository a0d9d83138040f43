package layout

import (
	"fyne.io/fyne/v2"

	"qlingo/screens/look"
)

// Table sets a note right below the last row of a table, or at the foot of the page if the table is longer.
type Table struct{ Rows func() int }

// Layout implements fyne.Layout.
func (l Table) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	table, under := objects[0], objects[1]
	under.Resize(fyne.NewSize(size.Width, under.MinSize().Height))
	foot := under.MinSize().Height
	height := min(look.HeaderHeight+look.RowHeight*float32(max(1, l.Rows())), size.Height-foot-NoteGap)
	table.Resize(fyne.NewSize(size.Width, height))
	under.Move(fyne.NewPos(0, height+NoteGap))
	under.Resize(fyne.NewSize(size.Width, foot))
}

// MinSize implements fyne.Layout.
func (Table) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(0, NoteGap+objects[1].MinSize().Height)
}

const UsersGap = 12

const SearchWidth = 250

const NoteGap = 10 // between the table and the note below
