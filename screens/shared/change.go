package shared

import (
	"context"

	"qlingo/model"
	"qlingo/screens/window"
)

// mayChange tells whether somebody may change what this PC does with its server.
func mayChange(_ context.Context, session *model.Session) error {
	if _, err := session.Server(); err != nil {
		return err
	}
	if missing := session.Missing(); missing != (model.Factors{}) {
		return &model.Error{Code: model.CodeProofNeeded, Missing: missing}
	}
	return nil
}

// changeServer opens the dialog that asks for another way to the same database.
func changeServer(w *window.Window, known model.Server) {
	says := serverWords{"change_server.title", "change_server.text", "change_server.save", "change_server.saving", "change_server.done"}
	openServerDialog(w, "change_server", ToChange, DraftOf(known), says, nil,
		func(ctx context.Context, session *model.Session, server model.Server, password string) error {
			return session.ChangeServer(ctx, server, password)
		})
}
