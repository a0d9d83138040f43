package mypage_test

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

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
	s.FromTopMenu("this_pc.title")
	before := s.Who().MinSize()
	s.Pick(s.SelectOf("100%"), 3)
	if s.Saved.TextSize != 150 {
		t.Fatalf("saved %+v", s.Saved)
	}
	s.OnPage("this_pc")
	after := s.Who().MinSize()
	if after.Width < 1.3*before.Width {
		t.Errorf("the name at the top was %v and is %v", before, after)
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

// Each choice is saved at once and says so, and nothing moves.
func TestChoicesOfThisPCSayThatTheyAreSaved(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindSingle).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.FromTopMenu("this_pc.title")
	if s.Readable(i18n.T("this_pc.saved")) {
		t.Error("something is saved before anything was chosen")
	}
	s.Stays("an appearance", func() { s.Pick(s.SelectOf(i18n.T("this_pc.follow")), 1) })
	s.Shows("this_pc.saved")
	s.Stays("a tick", func() { s.Check("this_pc.notify") })
	if said := strings.Count(s.Text(), i18n.T("this_pc.saved")); said != 1 || !s.Saved.Notify {
		t.Errorf("said %d times, saved %+v", said, s.Saved)
	}
	s.Follow("shell.my_page")
	s.FromTopMenu("this_pc.title")
	if s.Readable(i18n.T("this_pc.saved")) {
		t.Error("it is still said when the page opens again")
	}
}

func TestPlaceOfTheDatabaseIsCopiedAndOpened(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindSingle).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.FromTopMenu("this_pc.title")
	s.Tap("this_pc.copy_place")
	if got := screentest.TheApp.Clipboard().Content(); got != s.W.Office().Database() {
		t.Errorf("copied %q", got)
	}
	s.Tap("this_pc.open_folder")
	if shown := s.Platform.Revealed; len(shown) != 1 || shown[0] != s.W.Office().Database() {
		t.Errorf("shown are %v", shown)
	}
	s.Platform.RevealFails = errors.New("there is no file manager")
	s.Tap("this_pc.open_folder")
	s.Shows("saved_file.failed_text", "Path", s.W.Office().Database())
}
