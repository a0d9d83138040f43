package forms

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"qlingo/assets"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// NewAbout makes the card about this program.
func NewAbout(w *window.Window) fyne.CanvasObject {
	show := widgets.NewButton(widgets.KindPlain, i18n.T("about.licences"), func() { showLicences(w) })
	return widgets.NewCard(widgets.VStack(12,
		layout.TitleRow(i18n.T("about.title"), nil, show),
		layout.Facts(i18n.T("this_pc.version"), w.Version()),
	))
}

// licence is the licence of one part of the program.
type licence struct{ Name, version, Kind, Text string }

// licences returns all of them, by name.
func licences() []licence {
	var all []licence
	files, err := assets.Licences.ReadDir("licences")
	if err != nil {
		panic(err) // embedded at build time
	}
	for _, file := range files {
		raw, err := assets.Licences.ReadFile("licences/" + file.Name())
		if err != nil {
			panic(err)
		}
		head, text, _ := strings.Cut(string(raw), "\n\n")
		if fields := strings.Split(head, "\t"); len(fields) == 3 {
			all = append(all, licence{fields[0], fields[1], fields[2], strings.TrimSpace(text)})
		}
	}
	slices.SortFunc(all, func(a, b licence) int { return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return all
}

const (
	licencesWidth = 720
	licencesRows  = 8
)

// showLicences lists the parts of the program; each opens its licence.
func showLicences(w *window.Window) {
	all := licences()
	table := widgets.NewTable([]widgets.Column{
		{Key: "name", Title: i18n.T("about.name"), Weight: 3},
		{Key: "version", Title: i18n.T("about.version"), Weight: 1},
		{Key: "licence", Title: i18n.T("about.licence"), Width: 130},
	})
	rows := make([]widgets.Row, len(all))
	for i, l := range all {
		rows[i] = widgets.Row{ID: l.Name, Cells: []widgets.Cell{
			{Text: l.Name, Style: widgets.StyleLink}, {Text: l.version, Style: widgets.StyleMuted}, {Text: l.Kind},
		}}
	}
	table.MinRows = licencesRows
	table.OnOpen = func(name string) {
		if i := slices.IndexFunc(all, func(l licence) bool { return l.Name == name }); i >= 0 {
			showLicence(w, all[i])
		}
	}
	var modal *widgets.Modal
	closed := func() { modal.Hide() }
	closing := widgets.NewClose(i18n.T("common.close"), closed)
	modal = widgets.NewModal(w.Canvas(), licencesWidth, widgets.VStack(look.Gap,
		layout.Spread(widgets.NewHeading(i18n.T("about.licences_title")), closing),
		widgets.NewMuted(i18n.T("about.licences_text")),
		table,
	))
	modal.OnEscape = closed
	modal.SetDefault(closing)
	table.SetRows(rows)
	modal.Show(table.Focusable())
	w.DialogShown("licences")
}

// showLicence shows a whole licence. Arrows and page keys scroll it.
func showLicence(w *window.Window, l licence) {
	var modal *widgets.Modal
	closed := func() { modal.Hide() }
	closing := widgets.NewClose(i18n.T("common.close"), closed)
	modal = widgets.NewModal(w.Canvas(), licencesWidth, widgets.VStack(look.Gap,
		widgets.HStack(12, widgets.Fill(widgets.NewTitle(l.Name).Wrapped()), closing),
		widgets.NewText(l.Text),
	))
	modal.OnEscape = closed
	modal.SetDefault(closing)
	modal.Show(closing)
	w.DialogShown("licence")
}
