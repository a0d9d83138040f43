package screentest

import "fyne.io/fyne/v2"

// Pinning opens the dialog from the settings by keyboard.
func (s *Harness) Pinning() {
	s.T.Helper()
	s.SignIn("sato.h", AdminPassword)
	s.Follow("shell.settings")
	s.Window.Canvas().Focus(s.Button("support_desk.change"))
	s.Press(fyne.KeyReturn)
	s.Shows("support_desk.change_title")
}
