package screens

import (
	"context"
	"io"

	"qlingo/model"
	"qlingo/screens/i18n"
)

// exportPeople writes people to a CSV file, these and in this order.
func exportPeople(w *Window, ids []model.PersonID) {
	saveFrom(w, fileName(w, "export.people_file", w.Session().Person().Login, ".csv"), func(ctx context.Context, session *model.Session, out io.Writer) error {
		return session.ExportPeople(ctx, ids, term, out)
	}, func(path string) {
		w.showMessage("exported", i18n.T("export.done"), i18n.T("export.people_done", "Count", number(int64(len(ids))), "Path", path))
	})
}

// exportActivity writes the operations that a query finds to a CSV file; done is called once it is there.
func exportActivity(w *Window, query model.ActivityQuery, done func()) {
	rows := 0
	saveFrom(w, fileName(w, "export.activity_file", w.Session().Person().Login, ".csv"), func(ctx context.Context, session *model.Session, out io.Writer) (err error) {
		rows, err = session.ExportActivity(ctx, query, term, out)
		return err
	}, func(path string) {
		done()
		w.showMessage("exported", i18n.T("export.done"), i18n.T("export.activity_done", "Count", number(int64(rows)), "Path", path))
	})
}

// fileDay is a date in the name of a file.
const fileDay = "2006-01-02"
