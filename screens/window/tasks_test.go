package window_test

import (
	"testing"

	"qlingo/model"
	"qlingo/screens/screentest"
)

// Workers report as often as they like. The window shows it now and then, always the end, and nothing for a page that
// has gone.
func TestReports(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindSingle).Begin()
	reports := 0
	report := s.W.Progress(func(int, int) { reports++ })
	for done := range 1001 {
		report(done, 1000)
	}
	if reports < 2 || reports > 20 {
		t.Errorf("reports %d times", reports)
	}
	reports = 0
	s.SignIn("sato.h", screentest.AdminPassword)
	report(1000, 1000)
	if reports != 0 {
		t.Error("a page that is gone gets a report")
	}
}
