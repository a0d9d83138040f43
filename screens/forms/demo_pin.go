package forms

import (
	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// NewDemoPIN stands in for the phone of a demo person on the PIN page.
func NewDemoPIN(w *window.Window, person window.DemoPerson, fill func(string)) fyne.CanvasObject {
	return widgets.NewButton(widgets.KindPlain, i18n.T("demo.pin"), func() { fill(person.PIN(w.Now())) })
}
