package mypage

import (
	"strings"

	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// newPlaceCard makes the card that says where the database and its key are.
func newPlaceCard(w *window.Window) *widgets.Card {
	database := w.Office().Database()
	if server, shared := w.Office().SharedServer(); shared {
		database = i18n.T("this_pc.server", "Hosts", strings.Join(server.Hosts, ", "), "Port", server.Port, "Database", server.Database)
	}
	said := widgets.NewSmall("")
	buttons := widgets.HStack(12, widgets.NewButton(widgets.KindPlain, i18n.T("this_pc.copy_place"), func() {
		w.App().Clipboard().SetContent(database) // no secret, so it may stay there
		said.SetText(i18n.T("common.copied"))
	}))
	if !w.Office().Shared() {
		buttons.Add(widgets.NewButton(widgets.KindPlain, i18n.T("this_pc.open_folder"), func() {
			said.SetText("")
			forms.Reveal(w, database)
		}))
	}
	buttons.Add(widgets.Fill(said))
	return widgets.NewCard(widgets.VStack(look.Gap,
		layout.Facts(
			i18n.T("this_pc.database"), database,
			i18n.T("this_pc.key"), keyPlace(w.Office().KeyPlace()),
			i18n.T("this_pc.version"), w.Version(),
		), buttons))
}

func keyPlace(place string) string {
	if place == "file" {
		return i18n.T("this_pc.key_file")
	}
	return i18n.T("this_pc.key_store")
}
