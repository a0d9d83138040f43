package backup

import (
	"context"
	"errors"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/window"
)

// restore closes the office, which signs everybody out, puts a backup in its place, and opens what is there then: the
// backup, or the file of before when it did not work. failed is called with why it did not.
func restore(w *window.Window, path, kit string, failed func(error)) {
	session, office := w.TakeOffice()
	release := w.HoldClose()
	var kept string
	var unopened error
	var opened *model.Office
	w.Run(func(ctx context.Context) error {
		w.CloseOffice(session, office)
		var err error
		if kept, err = w.Backend().Restore(ctx, path, kit); err != nil && office == nil {
			return err // there was nothing open to go back to
		}
		opened, unopened = w.Backend().Open(context.WithoutCancel(ctx))
		if opened != nil && ctx.Err() != nil { // the window is gone
			return errors.Join(err, opened.Close())
		}
		return err
	}, func(err error) {
		release()
		w.JobEnded(errors.Join(err, unopened), i18n.T("notify.restore_done"), i18n.T("notify.restore_failed"))
		if unopened != nil {
			w.Flow.ToFailure(unopened)
			return
		}
		if opened != nil {
			w.ToOffice(opened)
		}
		if err != nil {
			failed(err)
			return
		}
		w.Log().Info("restored", "kept", kept)
		w.Flow.ToLogin(RestoredText(kept))
	})
}

// RestoredText says what was done, and where the file of before went, if there was one.
func RestoredText(kept string) string {
	if kept == "" {
		return i18n.T("restore.done")
	}
	return i18n.T("restore.done_kept", "Path", kept)
}
