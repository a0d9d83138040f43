package screens

import (
	"context"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// newWarning is the part of the news that tells those who can do something about it that the daily backup failed.
func (a *arrival) newWarning() {
	a.backup = widgets.NewNotice(widgets.ToneDanger, "")
	a.look = widgets.NewButton(widgets.KindPrimary, i18n.T("arrival.backup"), func() { a.f.GoTo(routeBackup) })
	a.heard = widgets.NewButton(widgets.KindPlain, i18n.T("common.close"), a.onHeard)
	a.warnings = beside(a.backup, a.look, a.heard)
	a.warnings.Hide()
}

// backupWarning says how the last daily backup failed, "" when it did not. Only the first account's administrators are
// told; that it cannot be asked concerns nobody who has just come in.
func (f *flow) backupWarning(ctx context.Context, session *model.Session) string {
	if !hasMenu(session) {
		return ""
	}
	state, err := session.Backups(ctx)
	if code := model.CodeOf(err); err != nil && code != model.CodeDenied {
		f.cfg.Log.Info("backups", "code", string(code), "err", err)
	}
	return dailyFailure(state)
}

func (a *arrival) onHeard() {
	a.f.backupFailureClosed = true
	a.show()
}
