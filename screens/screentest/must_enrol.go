package screentest

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// WithSettings changes the settings of sato.h's account.
func (s *Harness) WithSettings(change func(*model.Settings)) *Harness {
	s.T.Helper()
	ctx := context.Background()
	office := s.W.Office()
	if office == nil {
		opened, err := model.Open(ctx, s.Options)
		s.Must(err)
		defer func() { s.Must(opened.Close()) }()
		office = opened
	}
	boss, _, err := office.SignIn(ctx, "sato.h", AdminPassword)
	s.Must(err)
	defer boss.SignOut()
	settings, err := boss.Settings(ctx)
	s.Must(err)
	change(&settings)
	s.Must(boss.ChangeSettings(ctx, settings))
	return s
}

// Enrol completes the open enrolment dialog by keyboard.
func (s *Harness) Enrol() {
	s.T.Helper()
	phone, err := window.DemoPIN(s.SetupKey())
	s.Must(err)
	s.Typed(phone(s.Clock.Now()))
	s.Press(fyne.KeyReturn)
	noted, ok := Find(s, func(*widgets.Check) bool { return true })
	if !ok {
		s.T.Fatalf("no codes:\n%s", s.Text())
	}
	s.Window.Canvas().Focus(noted)
	noted.TypedRune(' ')
	s.Press(fyne.KeyReturn)
}
