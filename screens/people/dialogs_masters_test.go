package people_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/people"
	"qlingo/screens/screentest"
)

// The secrets of these dialogs are random, so constant ones replace them.
func TestTemporaryMaster(t *testing.T) {
	s := screentest.Managing(t)
	person := s.Person("sato.h")
	person.TemporaryUntil = s.Clock.Now().Add(24 * time.Hour)
	people.ShowTemporary(s.W, person, "ABCDE-FGHJK-MNPQR-STVWX", i18n.T("temporary_password.chip"))
	s.Master("temporary")
	s.Key(fyne.KeyEscape)
	s.Master("temporary_close")
}
