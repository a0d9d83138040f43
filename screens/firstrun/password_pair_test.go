package firstrun_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/screens/firstrun"
	"qlingo/screens/screentest"
)

// Going back and forth in the first run keeps the password and its strength.
func TestFirstRunMeasuresAgain(t *testing.T) {
	s := screentest.New(t).Begin()
	s.Fill(s.Field("first_run.office"), "山田商店")
	s.Fill(s.Field("first_run.login"), "sato.h")
	s.Fill(s.Field("first_run.person"), "佐藤 花子")
	s.Press(fyne.KeyReturn)
	s.Shows("password.hint", "Least", 15)
	s.Fill(s.Field("password.new"), "eleven grey pigeons walk")
	s.Fill(s.Field("password.again"), "eleven grey pigeons walk")
	s.Press(fyne.KeyReturn)
	s.Tap("common.back")
	if pair := s.W.Current().(*firstrun.FirstPassword).Pair; pair.Meter.Step != 4 {
		t.Errorf("%d steps after coming back", pair.Meter.Step)
	}
}
