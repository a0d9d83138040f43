package backup

import (
	"context"
	"errors"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/window"
)

// restore closes the office, which signs everybody out, replaces the database with a backup, and opens the result. If
// restoring fails, it opens the old file again and calls failed with the reason.
func restore(w *window.Window, path, kit string, failed func(error)) {
	session, office := w.TakeOffice()
	release := w.HoldClose()
	var kept string
	var openErr error
	var opened *model.Office
	w.Run(func(ctx context.Context) error {
		w.CloseOffice(session, office)
		var err error
		if kept, err = w.Backend().Restore(ctx, path, kit); err != nil && office == nil {
			return err // nothing was open before
		}
		opened, openErr = w.Backend().Open(context.WithoutCancel(ctx))
		if opened != nil && ctx.Err() != nil { // the window has closed
			return errors.Join(err, opened.Close())
		}
		return err
	}, func(err error) {
		release()
		w.JobEnded(errors.Join(err, openErr), i18n.T("notify.restore_done"), i18n.T("notify.restore_failed"))
		if openErr != nil {
			w.Flow.ToFailure(openErr)
			return
		}
		if opened != nil {
			w.OfficeOpened(opened)
		}
		if err != nil {
			failed(err)
			return
		}
		w.Log().Info("restored", "kept", kept)
		w.Flow.ToLogin(restoredText(kept))
	})
}

// restoredText says that the backup was restored, and where the old file is, if there was one.
func restoredText(kept string) string {
	if kept == "" {
		return i18n.T("restore.done")
	}
	return i18n.T("restore.done_kept", "Path", kept)
}
