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
	heard := 0
	report := s.W.Progress(func(int, int) { heard++ })
	for done := range 1001 {
		report(done, 1000)
	}
	if heard < 2 || heard > 20 {
		t.Errorf("heard %d times", heard)
	}
	heard = 0
	s.SignIn("sato.h", screentest.AdminPassword)
	report(1000, 1000)
	if heard != 0 {
		t.Error("a page that is gone is told")
	}
}
