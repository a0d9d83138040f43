package screens

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// Following the news above the page must discard neither the input nor the question about it.
func TestNewsLeaveUnsavedSettingsAlone(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	s.Fill(s.Field("settings_page.office"), "山田 本店")
	in, ok := s.W.Current().(*shell)
	if !ok {
		t.Fatalf("%T is in front", s.W.Current())
	}
	in.news.onEnableMFA()
	phone, err := window.DemoPIN(s.SetupKey())
	s.Must(err)
	s.Typed(phone(s.Clock.Now()))
	s.Press(fyne.KeyReturn)
	s.Note()
	s.Tap("common.done")
	if got := s.Field("settings_page.office").Entry.(*widgets.Entry).Text; got != "山田 本店" {
		t.Errorf("the name is %q again", got)
	}
	if s.W.OnClose(); s.Quit || s.Dialogs("unsaved") != 1 {
		t.Error("the window closes without a question")
	}
}
