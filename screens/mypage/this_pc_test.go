package mypage_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/screentest"
	"qlingo/screens/window"
)

func TestTextSizeGrowsLiveAndIsRemembered(t *testing.T) {
	t.Cleanup(func() { look.SetTextSize(100) })
	s := screentest.New(t).WithOffice(model.KindSingle).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	test.Tap(s.Who())
	before := s.Button("shell.sign_out").MinSize()
	s.Pick(s.SelectOf("100%"), 3)
	if s.Saved.TextSize != 150 {
		t.Fatalf("saved %+v", s.Saved)
	}
	s.OnPage("this_pc")
	after := s.Button("shell.sign_out").MinSize()
	if after.Height != before.Height*1.5 || after.Width <= before.Width {
		t.Errorf("a button was %v and is %v", before, after)
	}
	if s.Window.Canvas().Focused() != fyne.Focusable(s.SelectOf("150%")) {
		t.Error("the list that was used has lost the focus")
	}
	s.Pick(s.SelectOf(i18n.T("this_pc.follow")), 2)
	if s.Saved.Appearance != "dark" {
		t.Errorf("saved %+v", s.Saved)
	}
	if s.Window.Canvas().Focused() != fyne.Focusable(s.SelectOf(i18n.T("this_pc.dark"))) {
		t.Error("the list that was used has lost the focus")
	}
}

func TestTextSizeOfTheLastTime(t *testing.T) {
	t.Cleanup(func() { look.SetTextSize(100) })
	s := screentest.New(t).WithOffice(model.KindSingle)
	window.New(&window.Config{Settings: window.Settings{TextSize: 125}})
	if look.TextBody != 17.5 {
		t.Errorf("text is %v", look.TextBody)
	}
	s.W = window.New(s.Cfg)
	if look.TextBody != 14 {
		t.Errorf("text is %v where nothing was chosen", look.TextBody)
	}
}
