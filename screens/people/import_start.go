package people

import (
	"io"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

const (
	importStartWidth = 720
	importColumn     = 178 // width of a column's name
)

// startImport says which columns a file may have and offers a sample, before it asks for the file. It calls done when
// the table of people has to be reloaded.
func startImport(w *window.Window, done func()) {
	var modal *widgets.Modal
	said := widgets.NewNotice(widgets.ToneSuccess, "")
	closed := func() { modal.Hide() }
	choose := widgets.NewButton(widgets.KindPrimary, i18n.T("import.choose"), func() {
		modal.Hide()
		importPeople(w, done)
	})
	sample := widgets.NewButton(widgets.KindPlain, i18n.T("import.sample"), func() {
		saveSample(w, func(path string) {
			said.SetText(i18n.T("import.sample_saved", "Path", path))
			forms.OfferFolder(w, said, path)
			modal.Refresh()
		})
	})
	cancel := widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), closed)
	modal = widgets.NewModal(w.Canvas(), importStartWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.NewHeading(i18n.T("import.open_title")).Wrapped(),
			widgets.NewMuted(i18n.T("import.start_text"))),
		importColumns(),
		widgets.NewSmall(i18n.T("import.columns_note")),
		said,
		layout.Spread(sample, cancel, choose)))
	modal.OnEscape = closed
	modal.SetDefault(choose)
	modal.Show(choose)
	w.DialogShown("import_start")
}

// importColumns lists the columns: name, whether it is required, and the heads and contents that are understood.
func importColumns() fyne.CanvasObject {
	rows := widgets.VStack(6)
	for _, column := range model.ImportColumns() {
		name := i18n.T("import.column_optional", "Column", messages.Term(column.Name))
		if column.Required {
			name = i18n.T("import.column_required", "Column", messages.Term(column.Name))
		}
		rows.Add(layout.LabelledRow(importColumn, name, columnText(column.Name)))
	}
	return rows
}

// columnText says what a column may be called and hold.
func columnText(name string) string {
	switch name {
	case "login":
		return i18n.T("import.column_login", "Min", model.MinLogin, "Max", model.MaxLogin)
	case "name":
		return i18n.T("import.column_name")
	case "email":
		return i18n.T("import.column_email")
	case "department":
		return i18n.T("import.column_department")
	case "phone":
		return i18n.T("import.column_phone")
	case "memo":
		return i18n.T("import.column_memo")
	}
	return ""
}

// saveSample saves a file that can be filled in and imported.
func saveSample(w *window.Window, done func(path string)) {
	sample := []model.NewUser{
		{Login: "yamada.t", Details: model.Details{
			Name: i18n.T("import.sample_name"), Email: "yamada.t@example.jp", Department: i18n.T("import.sample_department"),
			Phone: "03-1234-5678", Memo: i18n.T("import.sample_memo"),
		}},
		{Login: "suzuki.m", Details: model.Details{Name: i18n.T("import.sample_name_2")}},
	}
	forms.SaveFile(w, i18n.T("import.sample_file")+".csv", func(out io.Writer) error {
		return model.WriteSample(out, messages.Term, sample...)
	}, done)
}
