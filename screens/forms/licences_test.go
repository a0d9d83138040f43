package forms_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// Every licence can be read to its end by keyboard.
func TestLicencesByKeyboard(t *testing.T) {
	s := screentest.OnSettings(t, model.KindSingle)
	s.Window.Canvas().Focus(s.Button("about.licences"))
	s.Press(fyne.KeyReturn)
	if s.Dialogs("licences") != 1 {
		t.Fatalf("no licences:\n%s", s.Text())
	}
	s.Press(fyne.KeyDown)
	s.Press(fyne.KeyReturn)
	if s.Dialogs("licence") != 1 {
		t.Fatalf("no licence:\n%s", s.Text())
	}
	text, ok := screentest.Find(s, func(text *widgets.Text) bool { return strings.Contains(text.Text, "Permission is hereby granted") })
	if !ok {
		t.Fatalf("no text:\n%s", s.Text())
	}
	bottom := func() float32 {
		return fyne.CurrentApp().Driver().AbsolutePositionForObject(text).Y + text.Size().Height
	}
	s.Window.Resize(fyne.NewSize(820, 400))
	before := bottom()
	s.Key(fyne.KeyPageDown)
	if bottom() >= before {
		t.Error("the text stays where it is")
	}
	s.Key(fyne.KeyEnd)
	if bottom() > 400 {
		t.Errorf("the text goes on to %v", bottom())
	}
	s.Key(fyne.KeyHome)
	if bottom() != before {
		t.Errorf("back at %v, not at %v", bottom(), before)
	}
	s.Key(fyne.KeyEscape)
	s.Key(fyne.KeyEscape)
	s.OnPage("settings")
	if s.Window.Canvas().Overlays().Top() != nil {
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
