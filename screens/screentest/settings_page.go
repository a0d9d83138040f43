package screentest

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// OnSettings shows the settings to an owner.
func OnSettings(t *testing.T, kind model.AccountKind, users ...string) *Harness {
	t.Helper()
	s := New(t).WithOffice(kind, users...).Begin()
	s.SignIn("sato.h", AdminPassword)
	s.Follow("shell.settings")
	s.OnPage("settings")
	return s
}

// Check toggles a check box by keyboard.
func (s *Harness) Check(key string) {
	s.T.Helper()
	check, ok := Find(s, func(c *widgets.Check) bool { return c.Text == i18n.T(key) })
	if !ok {
		s.T.Fatalf("no check %q:\n%s", i18n.T(key), s.Text())
	}
	s.Window.Canvas().Focus(check)
	check.TypedRune(' ')
}

// SaveButton is the button that saves a section of the settings.
func (s *Harness) SaveButton(section string) *widgets.Button {
	s.T.Helper()
	says := i18n.T("say.both", "First", i18n.T(section), "Second", i18n.T("settings_page.save"))
	button, ok := Find(s, func(b *widgets.Button) bool { return b.Says != nil && b.Says() == says })
	if !ok {
		s.T.Fatalf("nothing saves %q:\n%s", i18n.T(section), s.Text())
	}
	return button
}

// SaveSection taps that button, which has to be awake.
func (s *Harness) SaveSection(section string) {
	s.T.Helper()
	button := s.SaveButton(section)
	if button.Disabled() {
		s.T.Fatalf("there is nothing to save in %q", i18n.T(section))
	}
	test.Tap(button)
}
