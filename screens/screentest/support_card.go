package screentest

import (
	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
)

// Pinning opens the dialog from the settings by keyboard.
func (s *Harness) Pinning() {
	s.T.Helper()
	s.SignIn("sato.h", AdminPassword)
	s.Follow("shell.settings")
	which := "support_desk.add"
	if s.Sees(i18n.T("support_desk.change")) {
		which = "support_desk.change"
	}
	s.Window.Canvas().Focus(s.Button(which))
	s.Press(fyne.KeyReturn)
	s.Shows(which + "_title")
}
