package forms

import (
	"context"
	"io"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/window"
)

// ExportPeople writes the given people to a CSV file, in the given order.
func ExportPeople(w *window.Window, ids []model.PersonID) {
	saveFrom(w, FileName(w, "export.people_file", w.Session().Person().Login, ".csv"), func(ctx context.Context, session *model.Session, out io.Writer) error {
		return session.ExportPeople(ctx, ids, messages.Term, out)
	}, func(path string) {
		ShowSaved(w, "exported", i18n.T("export.done"), i18n.T("export.people_done", "Count", messages.Number(int64(len(ids))), "Path", path), path)
	})
}

// ExportActivity writes the activity that a query finds to a CSV file. It calls done when the file is complete.
func ExportActivity(w *window.Window, query model.ActivityQuery, done func()) {
	rows := 0
	saveFrom(w, FileName(w, "export.activity_file", w.Session().Person().Login, ".csv"), func(ctx context.Context, session *model.Session, out io.Writer) (err error) {
		rows, err = session.ExportActivity(ctx, query, messages.Term, out)
		return err
	}, func(path string) {
		done()
		ShowSaved(w, "exported", i18n.T("export.done"), i18n.T("export.activity_done", "Count", messages.Number(int64(rows)), "Path", path), path)
	})
}

// fileDay is the format of a date in a file name.
const fileDay = "2006-01-02"
