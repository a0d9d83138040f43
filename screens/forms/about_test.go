package screens

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/widgets"
)

// Every licence can be read to its end by keyboard.
func TestLicencesByKeyboard(t *testing.T) {
	s := onSettings(t, model.KindSingle)
	s.window.Canvas().Focus(s.button("about.licences"))
	s.press(fyne.KeyReturn)
	if s.dialogs("licences") != 1 {
		t.Fatalf("no licences:\n%s", s.text())
	}
	s.press(fyne.KeyDown)
	s.press(fyne.KeyReturn)
	if s.dialogs("licence") != 1 {
		t.Fatalf("no licence:\n%s", s.text())
	}
	text, ok := find(s, func(text *widgets.Text) bool { return strings.Contains(text.Text, "Permission is hereby granted") })
	if !ok {
		t.Fatalf("no text:\n%s", s.text())
	}
	bottom := func() float32 {
		return fyne.CurrentApp().Driver().AbsolutePositionForObject(text).Y + text.Size().Height
	}
	s.window.Resize(fyne.NewSize(820, 400))
	before := bottom()
	s.key(fyne.KeyPageDown)
	if bottom() >= before {
		t.Error("the text stays where it is")
	}
	s.key(fyne.KeyEnd)
	if bottom() > 400 {
		t.Errorf("the text goes on to %v", bottom())
	}
	s.key(fyne.KeyHome)
	if bottom() != before {
		t.Errorf("back at %v, not at %v", bottom(), before)
	}
	s.key(fyne.KeyEscape)
	s.key(fyne.KeyEscape)
	s.onPage("settings")
	if s.window.Canvas().Overlays().Top() != nil {
		t.Error("a dialog stays open")
	}
}

func TestLicencesAreWhole(t *testing.T) {
	all := forms.Licences()
	if len(all) < 30 {
		t.Errorf("%d licences", len(all))
	}
	for _, l := range all {
		if l.Name == "" || l.Kind == "" || len(l.Text) < 100 {
			t.Errorf("%+v", l)
		}
	}
}
