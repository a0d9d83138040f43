package people

import (
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
	lines := make([]importLine, len(plan.Rows))
	for i, row := range plan.Rows {
		chip, what := importAction(row.Action), importWhat(row)
		lines[i] = importLine{what: what, row: widgets.Row{ID: strconv.Itoa(row.Line), Cells: []widgets.Cell{
			{Text: messages.Number(int64(row.Line)), Style: widgets.StyleMuted},
			{Text: row.User.Login, Style: widgets.StyleLink},
			{Text: row.User.Name},
			{Chip: &chip},
			{Text: what, Style: widgets.StyleMuted},
		}}}
	}
	return lines
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
	names := make([]string, len(row.Changed))
	for i, field := range row.Changed {
		names[i] = messages.Term(field)
	}
	return strings.Join(names, i18n.T("import.comma"))
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
		facts = append(facts, messages.Term(f.Name), messages.OrDash(f.Get(row.User.Details)))
	}
	return []fyne.CanvasObject{
		widgets.VStack(6, head...),
		widgets.NewNotice(tone, what),
		layout.Facts(facts...),
	}
}
