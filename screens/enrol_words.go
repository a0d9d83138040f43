package screens

import "qlingo/screens/i18n"

// enrolWords are what differs between the first phone and a new one.
type enrolWords struct{ title, before, app, scan, pin, expired string }

func firstPhone() enrolWords {
	return enrolWords{
		title: i18n.T("enrol.title"), app: i18n.T("enrol.app_text"), scan: i18n.T("enrol.scan_text"),
		pin: i18n.T("enrol.pin_text"), expired: i18n.T("enrol.expired"),
	}
}

func newPhone() enrolWords {
	return enrolWords{
		title: i18n.T("move.title"), before: i18n.T("move.before"), app: i18n.T("move.app_text"), scan: i18n.T("move.scan_text"),
		pin: i18n.T("move.pin_text"), expired: i18n.T("move.expired"),
	}
}
