package screens

import (
	"context"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// newBackupFailure makes the banner about a failed daily backup, for those who can do something about it.
func (a *newsBanners) newBackupFailure() {
	a.openBackups = widgets.NewButton(widgets.KindPrimary, i18n.T("news.open_backup"), func() { a.f.GoTo(window.RouteBackup) })
	a.closeBackupFailure = widgets.NewButton(widgets.KindPlain, i18n.T("common.close"), a.onCloseBackupFailure)
	a.backupFailure = widgets.NewNotice(widgets.ToneDanger, "", a.openBackups, a.closeBackupFailure)
}

// loadBackupFailure is apart from the other news: a folder for backups that hangs must not hold them up.
func (a *newsBanners) loadBackupFailure() {
	a.askingBackups = true
	window.Load(a.f.Window, func(ctx context.Context, session *model.Session) (string, error) {
		return a.f.backupWarning(ctx, session), nil
	}, func(warning string, _ error) {
		a.askingBackups = false
		a.backupFailure.SetText(warning)
		a.show()
	})
}

// backupWarning says how the last daily backup failed, "" if it did not. Only administrators of the first account get
// it. An error here is not worth showing to somebody who has just signed in.
func (f *flow) backupWarning(ctx context.Context, session *model.Session) string {
	if !window.HasMenu(session) {
		return ""
	}
	state, err := session.Backups(ctx)
	if code := model.CodeOf(err); err != nil && code != model.CodeDenied {
		f.Log().Info("backups", "code", string(code), "err", err)
	}
	return window.DailyFailure(state)
}

func (a *newsBanners) onCloseBackupFailure() {
	a.f.backupFailureClosed = true
	a.show()
}
