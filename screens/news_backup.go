package screens

import (
	"context"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// newBackupFailureRow is the part of the news that tells those who can do something about it that the daily backup failed.
func (a *newsBanners) newBackupFailureRow() {
	a.backupFailure = widgets.NewNotice(widgets.ToneDanger, "")
	a.openBackups = widgets.NewButton(widgets.KindPrimary, i18n.T("news.open_backup"), func() { a.f.GoTo(window.RouteBackup) })
	a.closeBackupFailure = widgets.NewButton(widgets.KindPlain, i18n.T("common.close"), a.onCloseBackupFailure)
	a.backupFailureRow = layout.NoticeRow(a.backupFailure, a.openBackups, a.closeBackupFailure)
	a.backupFailureRow.Hide()
}

// backupWarning says how the last daily backup failed, "" when it did not. Only the first account's administrators are
// told; that it cannot be asked concerns nobody who has just come in.
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
