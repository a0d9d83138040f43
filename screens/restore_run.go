package screens

import (
	"context"
	"errors"

	"qlingo/model"
	"qlingo/screens/i18n"
)

// restore closes the office, which signs everybody out, puts a backup in its place, and opens what is there then: the
// backup, or the file of before when it did not work. failed is called with why it did not.
func (d *Desk) restore(path, kit string, failed func(error)) {
	session, office := d.session, d.office
	d.session, d.office = nil, nil
	release := d.holdClose()
	var kept string
	var unopened error
	var opened *model.Office
	d.run(func(ctx context.Context) error {
		d.closeOffice(session, office)
		var err error
		if kept, err = d.cfg.Restore(ctx, path, kit); err != nil && office == nil {
			return err // there was nothing open to go back to
		}
		opened, unopened = d.cfg.Open(context.WithoutCancel(ctx))
		if opened != nil && ctx.Err() != nil { // the window is gone
			return errors.Join(err, opened.Close())
		}
		return err
	}, func(err error) {
		release()
		d.jobEnded(errors.Join(err, unopened), i18n.T("notify.restore_done"), i18n.T("notify.restore_failed"))
		if unopened != nil {
			d.Flow.ToFailure(unopened)
			return
		}
		if opened != nil {
			d.toOffice(opened)
		}
		if err != nil {
			failed(err)
			return
		}
		d.cfg.Log.Info("restored", "kept", kept)
		d.Flow.ToLogin(restoredText(kept))
	})
}

// restoredText says what was done, and where the file of before went, if there was one.
func restoredText(kept string) string {
	if kept == "" {
		return i18n.T("restore.done")
	}
	return i18n.T("restore.done_kept", "Path", kept)
}
