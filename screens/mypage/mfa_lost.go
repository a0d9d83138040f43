package mypage

import (
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

const mfaLostWidth = 520

// OfferMFA says that a backup code has turned MFA off, and offers to set it up again.
func OfferMFA(w *window.Window) {
	var modal *widgets.Modal
	later := func() { modal.Hide() }
	now := func() {
		modal.Hide()
		OpenEnrolment(w, func(enabled bool) {
			if enabled {
				w.Flow.ReloadPage()
			}
		})
	}
	enable := widgets.NewButton(widgets.KindPrimary, i18n.T("mfa.enable"), now)
	modal = widgets.NewModal(w.Canvas(), mfaLostWidth, widgets.VStack(look.Gap,
		widgets.NewHeading(i18n.T("mfa_lost.title")).Wrapped(),
		widgets.NewText(i18n.T("mfa.used_backup_code")),
		layout.Buttons(
			widgets.NewButton(widgets.KindPlain, i18n.T("common.close"), later),
			enable)))
	modal.OnEscape = later
	modal.SetDefault(enable)
	modal.Show(nil)
	w.DialogShown("mfa_lost")
}
