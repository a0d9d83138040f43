package screens

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// selectOf returns the list that shows an option.
func (s *stage) selectOf(option string) *widgets.Select {
	s.t.Helper()
	list, ok := find(s, func(l *widgets.Select) bool { return l.Options[l.Chosen] == option })
	if !ok {
		s.t.Fatalf("no list shows %q:\n%s", option, s.text())
	}
	return list
}

// pick chooses an option of a list by keyboard, with arrows from the chosen
// one.
func (s *stage) pick(list *widgets.Select, line int) {
	s.t.Helper()
	s.window.Canvas().Focus(list)
	from := list.Chosen
	s.press(fyne.KeyDown)
	for range line - from {
		s.press(fyne.KeyDown)
	}
	for range from - line {
		s.press(fyne.KeyUp)
	}
	s.press(fyne.KeyReturn)
}

func TestTextSizeGrowsLiveAndIsRemembered(t *testing.T) {
	t.Cleanup(func() { look.SetTextSize(100) })
	s := newStage(t).withOffice(model.KindSingle).begin()
	s.signIn("sato.h", adminPassword)
	test.Tap(s.who())
	before := s.button("shell.sign_out").MinSize()
	s.pick(s.selectOf("100%"), 3)
	if s.saved.TextSize != 150 {
		t.Fatalf("saved %+v", s.saved)
	}
	s.onPage("this_pc")
	after := s.button("shell.sign_out").MinSize()
	if after.Height != before.Height*1.5 || after.Width <= before.Width {
		t.Errorf("a button was %v and is %v", before, after)
	}
	if s.window.Canvas().Focused() != fyne.Focusable(s.selectOf("150%")) {
		t.Error("the list that was used has lost the focus")
	}
	s.pick(s.selectOf(i18n.T("this_pc.follow")), 2)
	if s.saved.Appearance != "dark" {
		t.Errorf("saved %+v", s.saved)
	}
	if s.window.Canvas().Focused() != fyne.Focusable(s.selectOf(i18n.T("this_pc.dark"))) {
		t.Error("the list that was used has lost the focus")
	}
}

func TestTextSizeOfTheLastTime(t *testing.T) {
	t.Cleanup(func() { look.SetTextSize(100) })
	s := newStage(t).withOffice(model.KindSingle)
	window.NewWindow(&window.Config{Settings: window.Settings{TextSize: 125}})
	if look.TextBody != 17.5 {
		t.Errorf("text is %v", look.TextBody)
	}
	s.w = window.NewWindow(s.cfg)
	if look.TextBody != 14 {
		t.Errorf("text is %v where nothing was chosen", look.TextBody)
	}
}
