package mypage

import (
	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/window"
)

// enrolWords are the texts that differ between the first phone and a new one.
type enrolWords struct{ title, before, app, scan, pin, expired string }

func firstPhone() enrolWords {
	return enrolWords{
		title: i18n.T("enrol.title"), app: i18n.T("enrol.app_text"), scan: i18n.T("enrol.scan_text"),
		pin: i18n.T("enrol.pin_text"), expired: i18n.T("enrol.expired"),
	}
}

// helpAfterLoss tells administrators and single users, before they begin, who helps if phone and backup codes are
// lost. Users ask their administrator.
func helpAfterLoss(w *window.Window, session *model.Session, desk model.SupportDesk) string {
	switch {
	case session.Person().Role != model.RoleAdministrator:
		return ""
	case desk.Key == "":
		return i18n.T("enrol.no_support_desk")
	}
	return i18n.T("enrol.support_desk", "Desk", w.DeskLine(desk))
}

func newPhone() enrolWords {
	return enrolWords{
		title: i18n.T("new_phone.title"), before: i18n.T("new_phone.before"), app: i18n.T("new_phone.app_text"), scan: i18n.T("new_phone.scan_text"),
		pin: i18n.T("new_phone.pin_text"), expired: i18n.T("new_phone.expired"),
	}
}
