package shared

import (
	"context"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// moveToServer opens the dialog that moves the database of this PC to a server. It asks once more, because the file does
// not open any longer afterwards.
func moveToServer(w *window.Window) {
	says := serverWords{"move_server.title", "move_server.text", "move_server.move", "move_server.moving", "move_server.done"}
	openServerDialog(w, "move_server", ToMove, NewDraft(), says, &window.Question{
		Name: "move_server_ask", Title: i18n.T("move_server.ask_title"), Text: i18n.T("move_server.ask_text"),
		Stay: i18n.T("common.back"), Leave: i18n.T("move_server.move"),
	}, func(ctx context.Context, session *model.Session, server model.Server, password string) error {
		return session.MoveToServer(ctx, server, password)
	})
}

// moveToFile opens the dialog that moves the database into a file on this PC.
func moveToFile(w *window.Window) *forms.ConfirmDialog {
	p := forms.NewConfirmDialog(w, widgets.KindDanger, i18n.T("move_file.move"), i18n.T("move_file.moving"))
	p.Action = func(ctx context.Context, session *model.Session) error { return session.MoveToFile(ctx) }
	p.Done = func() { w.Flow.Reopen(i18n.T("move_file.done")) }
	p.ShowAtField = func(err error) bool { // where nobody knows which of the two goes on, opening finds out
		unknown := model.CodeOf(err) == model.CodeOutcomeUnknown
		if unknown {
			w.Flow.Reopen(messages.Sentence(err))
		}
		return unknown
	}
	p.Open("move_file", pcWidth, nil,
		widgets.NewHeading(i18n.T("move_file.title")).Wrapped(),
		widgets.NewText(i18n.T("move_file.text")))
	return p
}
