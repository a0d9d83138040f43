package forms

import (
	"context"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// BackUpNow makes a backup unless button is busy with one. It passes tell where the backup is, or why there is none;
// calls made with the new backup, if any; then always ended.
func BackUpNow(w *window.Window, button *widgets.Button, tell func(widgets.Tone, string), made func(model.Backup), ended func()) {
	if button.Busy() {
		return
	}
	var backup model.Backup
	tell(widgets.ToneSuccess, "")
	button.SetBusy(true, i18n.T("backup.making"))
	w.RunAction(func(ctx context.Context, session *model.Session) (err error) {
		backup, err = session.BackUp(ctx)
		return err
	}, func(err error) {
		button.SetBusy(false, "")
		w.JobEnded(err, i18n.T("notify.backup_done"), i18n.T("notify.backup_failed"))
		switch {
		case err == nil:
			made(backup)
			tell(widgets.ToneSuccess, i18n.T("backup.made", "Path", backup.Path))
		case model.CodeOf(err) != model.CodeCanceled:
			tell(widgets.ToneDanger, w.ReportWithRemedy(err))
		}
		ended()
	})
}
