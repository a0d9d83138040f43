package widgets

import (
	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
)

// AccessibilityLabel is the chosen row. Without one it is the number of rows, or why there are none.
func (b *tableBody) AccessibilityLabel() string {
	t := b.table
	switch at := t.index(t.selected); {
	case t.Len() == 0:
		return t.empty.Text
	case at >= 0:
		return t.say(t.row(at))
	default:
		return i18n.T("say.rows", "Count", t.Len())
	}
}

// AccessibilityRole is text.
func (b *tableBody) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is the row.
func (r *tableRow) AccessibilityLabel() string { return r.table.say(r.data) }

// AccessibilityRole is text.
func (r *tableRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// say puts a row into words, including columns that have no room.
func (t *Table) say(row Row) string {
	all := ""
	for i, cell := range row.Cells {
		switch {
		case cell.Switch != nil:
			all = listed(all, switched(t.columns[i].Title, cell.Switch.On))
		case cell.Chip != nil:
			all = listed(all, cell.Chip.Text)
		default:
			all = listed(all, cell.Text)
		}
	}
	if t.ticks.ids[row.ID] {
		return i18n.T("say.ticked", "Label", all)
	}
	return all
}

// AccessibilityLabel is the text of the tip.
func (t *tableTip) AccessibilityLabel() string { return t.text.Text }

// AccessibilityRole is text.
func (t *tableTip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
