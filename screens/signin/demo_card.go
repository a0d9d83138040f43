package signin

import (
	"time"

	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// newDemoPanel lists the people of the demo next to the login card. A button fills in the fields.
func newDemoPanel(now func() time.Time, people []window.DemoPerson, fill func(window.DemoPerson)) fyne.CanvasObject {
	rows := widgets.VStack(2)
	for _, person := range people {
		id := widgets.NewButton(widgets.KindLink, person.Login, func() { fill(person) })
		note := widgets.NewSmall(i18n.T(person.Note)).OneLine()
		if person.PIN == nil {
			rows.Add(layout.Spread(id, note))
			continue
		}
		pin := widgets.NewButton(widgets.KindLinkSmall, i18n.T("demo.show_pin"), nil)
		pin.OnTapped = func() { pin.SetText(person.PIN(now())) }
		rows.Add(layout.Spread(id, note, pin))
	}
	return widgets.NewCardSized(300, widgets.VStack(look.Gap,
		widgets.VStack(4,
			widgets.NewTitle(i18n.T("demo.title")),
			widgets.NewSmall(i18n.T("demo.text", "Password", people[0].Password))),
		rows,
	))
}
