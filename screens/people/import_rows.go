package people

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
)

// importLine is a line of the file, as the table shows it.
type importLine struct {
	row  widgets.Row
	what string // what changes, or why it is refused
}

// importLines words all lines. It runs on a worker, because there may be
// thousands.
func importLines(plan *model.Import) []importLine {
	lines, columns := make([]importLine, len(plan.Rows)), plan.Columns()
	for i, row := range plan.Rows {
		chip, what := importAction(row.Action), importWhat(row)
		cells := []widgets.Cell{
			{Text: messages.Number(int64(row.Line)), Style: widgets.StyleMuted},
			{Chip: &chip},
			{Text: row.User.Login, Style: widgets.StyleLink},
			{Text: changesOf(row, what), Style: widgets.StyleMuted},
		}
		lines[i] = importLine{what: what, row: widgets.Row{ID: strconv.Itoa(row.Line), Cells: append(cells, fieldCells(row, columns)...)}}
	}
	return lines
}

// changesOf says which fields a line changes, and how; what it says of other lines stays.
func changesOf(row model.ImportRow, what string) string {
	var changes []string
	for _, f := range model.PersonFields {
		if row.Action == model.ImportChange && slices.Contains(row.Changed, f.Name) {
			changes = append(changes, i18n.T("import.at_field", "Field", messages.Term(f.Name), "Why", messages.Flowing(fieldText(row, f))))
		}
	}
	if len(changes) > 0 {
		return strings.Join(changes, i18n.T("import.comma"))
	}
	return what
}

// fieldCells are what a line says in the columns of a person's fields. What stays as it is is muted beside what changes.
func fieldCells(row model.ImportRow, columns []string) (cells []widgets.Cell) {
	for _, f := range model.PersonFields {
		if !slices.Contains(columns, f.Name) {
			continue
		}
		cell := widgets.Cell{Text: messages.Flowing(fieldText(row, f))}
		if (row.Action == model.ImportChange || row.Action == model.ImportSame) && !slices.Contains(row.Changed, f.Name) {
			cell.Style = widgets.StyleMuted
		}
		cells = append(cells, cell)
	}
	return cells
}

// fieldText is a field as it will be, with what it was if it changes.
func fieldText(row model.ImportRow, f model.PersonField) string {
	text := messages.OrDash(f.Get(row.User.Details))
	if row.Action == model.ImportChange && slices.Contains(row.Changed, f.Name) {
		return i18n.T("import.was", "Old", messages.OrDash(f.Get(row.Before)), "New", text)
	}
	return text
}

func importAction(action model.ImportAction) widgets.ChipSpec {
	switch action {
	case model.ImportAdd:
		return widgets.ChipSpec{Tone: widgets.ToneSuccess, Text: i18n.T("import.add")}
	case model.ImportChange:
		return widgets.ChipSpec{Tone: widgets.ToneInfo, Text: i18n.T("import.change")}
	case model.ImportSame:
		return widgets.ChipSpec{Tone: widgets.ToneNeutral, Text: i18n.T("import.keep")}
	}
	return widgets.ChipSpec{Tone: widgets.ToneDanger, Text: i18n.T("import.refuse")}
}

// importWhat says why a line is refused, or which fields it changes.
func importWhat(row model.ImportRow) string {
	if row.Action == model.ImportRefuse {
		field := messages.FieldOf(row.Err)
		why := messages.FieldSentence(field, row.Err)
		if field == "" || field == "login" { // these sentences name the field already
			return why
		}
		return i18n.T("import.at_field", "Field", messages.Term(field), "Why", why)
	}
	return messages.Terms(row.Changed)
}

// importDetail shows a whole line; the table may have shortened it.
func importDetail(row model.ImportRow, line importLine) []fyne.CanvasObject {
	action := importAction(row.Action)
	head := []fyne.CanvasObject{
		widgets.HStack(0, widgets.NewChip(action.Tone, action.Text)),
		widgets.NewHeading(i18n.T("import.line_title", "Line", messages.Number(int64(row.Line)))),
	}
	tone := widgets.ToneInfo
	what := line.what
	switch {
	case row.Action == model.ImportRefuse:
		tone = widgets.ToneDanger
	case what != "":
		what = i18n.T("import.changes", "Fields", what)
	}
	facts := []string{messages.Term("login"), messages.OrDash(row.User.Login)}
	for _, f := range model.PersonFields {
		facts = append(facts, messages.Term(f.Name), fieldText(row, f))
	}
	return []fyne.CanvasObject{
		widgets.VStack(6, head...),
		widgets.NewNotice(tone, what),
		layout.Facts(facts...),
	}
}
