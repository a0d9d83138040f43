package screens

import (
	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// newAbout is the card that says what this program is.
func newAbout(d *Desk) fyne.CanvasObject {
	return widgets.NewCard(widgets.VStack(12,
		widgets.NewTitle(i18n.T("about.title")),
		facts(i18n.T("this_pc.version"), d.cfg.Version),
	))
}
