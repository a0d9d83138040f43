package people

import (
	"io"
	"strings"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/sheet"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// passwordColumn has room for a temporary password of the widest letters, which must not be shortened.
const passwordColumn = 310

// showTemporaries shows the temporary passwords of several people, this one time.
func showTemporaries(w *window.Window, people []model.Person, issued []model.IssuedPassword) {
	rows, copied := make([]widgets.Row, len(issued)), make([]string, len(issued))
	passwords, office := make([]sheet.Password, len(issued)), w.Session().Account().Name
	for i, one := range issued {
		rows[i] = widgets.Row{ID: rowID(people[i].ID), Cells: []widgets.Cell{{Text: one.Name}, {Text: one.Login, Style: widgets.StyleMuted}, {Text: one.Password}}}
		copied[i] = strings.Join([]string{one.Login, one.Name, one.Password}, "\t")
		passwords[i] = sheet.Password{Head: sheet.Head{Office: office, Login: one.Login, Made: w.Now()}, Name: one.Name, Secret: one.Password, Until: i18n.When(one.Until)}
	}
	p := window.NewShownOnce(w, strings.Join(copied, "\n"), window.Question{
		Name: "temporary_close", Title: i18n.T("several.close_title"), Text: i18n.T("several.close_text"),
		Stay: i18n.T("common.back"), Leave: i18n.T("temporary_password.close_leave"), Sure: i18n.T("temporary_password.close_paper"),
	})
	table := severalTable(i18n.T("several.password"), passwordColumn, rows)
	p.Forget = func() {
		passwords = nil
		table.SetRows(nil)
	}
	onPaper := false
	p.IsSaved = func() bool { return onPaper || p.Copy.Copied }
	said := widgets.NewNotice(widgets.ToneSuccess, "")
	say := func(text string, saved bool) {
		said.SetText(text)
		p.Modal.Refresh()
		onPaper = onPaper || saved
	}
	paper := func() func(io.Writer) error {
		all := passwords
		return func(out io.Writer) error { return sheet.Passwords(out, sheet.PDF, all) }
	}
	printing := widgets.NewButton(widgets.KindPlain, i18n.T("print.print"), func() { forms.PrintSheet(w, paper(), say) })
	file := forms.FileName(w, "several.passwords_file", "", ".pdf")
	saving := widgets.NewButton(widgets.KindPlain, i18n.T("handout.save"), func() {
		forms.SaveFile(w, file, paper(), func(path string) {
			say(i18n.T("several.passwords_saved", "Path", path), true)
			forms.OfferFolder(w, said, path)
			p.Modal.Refresh()
		})
	})
	closing := widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), p.OnClose)
	p.Open("temporaries", severalWidth, widgets.VStack(look.Gap,
		widgets.VStack(6,
			widgets.HStack(0, widgets.NewChip(widgets.ToneSuccess, i18n.T("temporary_password.chip_reset"))),
			widgets.NewHeading(i18n.T("several.passwords_title", "Count", number(len(issued)))).Wrapped()),
		table,
		widgets.NewNotice(widgets.ToneWarning, i18n.T("several.passwords_text", "Until", i18n.When(issued[0].Until))),
		said,
		layout.Spread(widgets.HStack(8, p.Copy.Button, printing, saving), closing),
	), closing)
}
