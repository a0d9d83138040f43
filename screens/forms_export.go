package screens

import (
	"context"
	"io"

	"qlingo/model"
	"qlingo/screens/i18n"
)

// exportPeople writes people to a CSV file, these and in this order.
func (d *Desk) exportPeople(ids []model.PersonID) {
	d.saveFrom(d.fileName("export.people_file", d.session.Person().Login, ".csv"), func(ctx context.Context, session *model.Session, w io.Writer) error {
		return session.ExportPeople(ctx, ids, words, w)
	}, func(path string) {
		d.message("exported", i18n.T("export.done"), i18n.T("export.people_done", "Count", number(int64(len(ids))), "Path", path))
	})
}

// exportActivity writes the operations that a query finds to a CSV file; done is called once it is there.
func (d *Desk) exportActivity(query model.ActivityQuery, done func()) {
	rows := 0
	d.saveFrom(d.fileName("export.activity_file", d.session.Person().Login, ".csv"), func(ctx context.Context, session *model.Session, w io.Writer) (err error) {
		rows, err = session.ExportActivity(ctx, query, words, w)
		return err
	}, func(path string) {
		done()
		d.message("exported", i18n.T("export.done"), i18n.T("export.activity_done", "Count", number(int64(rows)), "Path", path))
	})
}

// fileDay is a date in the name of a file.
const fileDay = "2006-01-02"
