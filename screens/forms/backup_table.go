package forms

import (
	"path/filepath"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// MostBackupRows is how many rows the list shows before it scrolls.
const MostBackupRows = 6

// NewBackupTable makes a list of backups.
func NewBackupTable(w *window.Window) *widgets.Table {
	table := widgets.NewTable([]widgets.Column{
		{Key: "time", Title: i18n.T("backup.time"), Width: 150},
		{Key: "kind", Title: i18n.T("backup.kind"), Width: 100},
		{Key: "size", Title: i18n.T("open_file.size"), Width: 90, Yields: true},
		{Key: "name", Title: i18n.T("open_file.name"), Weight: 1},
	})
	table.Raised = true
	return table
}

// BackupRows makes the rows of the list, with links if one can be chosen.
func BackupRows(backups []model.Backup, links bool) []widgets.Row {
	style := widgets.StylePlain
	if links {
		style = widgets.StyleLink
	}
	rows := make([]widgets.Row, len(backups))
	for i, b := range backups {
		kind := &widgets.ChipSpec{Tone: widgets.ToneInfo, Text: i18n.T("backup.by_hand")}
		if b.Daily {
			kind = &widgets.ChipSpec{Text: i18n.T("backup.daily")}
		}
		rows[i] = widgets.Row{ID: b.Path, Cells: []widgets.Cell{
			{Text: i18n.When(b.Time), Style: style},
			{Chip: kind},
			{Text: messages.Size(b.Size), Style: widgets.StyleMuted},
			{Text: filepath.Base(b.Path), Style: widgets.StyleMuted},
		}}
	}
	return rows
}
