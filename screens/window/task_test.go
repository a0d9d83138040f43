package screens

import (
	"testing"

	"qlingo/model"
)

// Workers report as often as they like. The window shows it now and then, always the end, and nothing for a page that
// has gone.
func TestReports(t *testing.T) {
	s := newStage(t).withOffice(model.KindSingle).begin()
	heard := 0
	report := s.w.Progress(func(int, int) { heard++ })
	for done := range 1001 {
		report(done, 1000)
	}
	if heard < 2 || heard > 20 {
		t.Errorf("heard %d times", heard)
	}
	heard = 0
	s.signIn("sato.h", adminPassword)
	report(1000, 1000)
	if heard != 0 {
		t.Error("a page that is gone is told")
	}
}
