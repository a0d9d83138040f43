package shared

import (
	"qlingo/screens/i18n"
	"qlingo/screens/window"
)

// Leave asks whether this PC is to forget its server, and then begins anew. The database of the server stays as it is; last
// tells that no other PC could open it then. stayed is called if it is not to; it may be nil.
func Leave(w *window.Window, last bool, stayed func()) {
	text := i18n.T("leave_server.text")
	if last {
		text += "\n" + i18n.T("leave_server.last")
	}
	w.Ask(window.Question{
		Name: "leave_server", Title: i18n.T("leave_server.title"), Text: text,
		Stay: i18n.T("common.back"), Stayed: stayed, Leave: i18n.T("leave_server.leave"),
	}, w.Flow.LeaveServer)
}
