package screentest

import (
	"fyne.io/fyne/v2/test"

	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// Desks returns the fingerprints of the desks registered for the account of sato.h.
func (s *Harness) Desks() []string {
	s.T.Helper()
	session, _, err := s.W.Office().SignIn(s.T.Context(), "sato.h", AdminPassword)
	s.Must(err)
	defer session.SignOut()
	desks, err := session.SupportDesks(s.T.Context())
	s.Must(err)
	var prints []string
	for _, desk := range desks {
		prints = append(prints, desk.Fingerprint)
	}
	return prints
}

// Picks chooses a card.
func (s *Harness) Picks(key string) {
	s.T.Helper()
	choice, ok := Find(s, func(c *widgets.Choice) bool { return c.Title == i18n.T(key) })
	if !ok {
		s.T.Fatalf("no choice %q:\n%s", i18n.T(key), s.Text())
	}
	test.Tap(choice)
}
