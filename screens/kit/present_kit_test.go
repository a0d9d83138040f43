package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/kit"
	"qlingo/screens/screentest"
)

// People who have lost phone and codes make a new kit with the present one.
func TestPresentKitMakesANewOne(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti)
	pin, _ := s.WithMFA("sato.h", screentest.AdminPassword)
	s.Begin().SignIn("sato.h", screentest.AdminPassword)
	s.EnterPIN(pin())
	s.Unlocks(screentest.AdminPassword)
	s.Follow("shell.settings")
	s.OpenNewKit()
	p := s.NewKit()
	typeBack(s, p)
	s.AsksFor(false, true)
	s.Tap("password_prompt.use_kit")
	kit := s.Field("kit.label")
	s.Fill(kit, s.OtherKit())
	s.Press(fyne.KeyReturn)
	if kit.Error() != i18n.T("failure.kit_wrong") || s.Dialogs("kit_made") != 0 {
		t.Fatalf("another kit: %q", kit.Error())
	}
	s.Fill(kit, s.Paper())
	s.Press(fyne.KeyReturn)
	if s.Dialogs("kit_made") != 1 {
		t.Fatalf("no new kit:\n%s", s.Text())
	}
	if !s.MFA() {
		t.Error("it has switched the second step off")
	}
}

// The lock forgets the present kit, and giving up leaves the new one unchanged.
func TestPresentKitGivenUp(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti)
	pin, _ := s.WithMFA("sato.h", screentest.AdminPassword)
	s.Begin().SignIn("sato.h", screentest.AdminPassword)
	s.EnterPIN(pin())
	s.Unlocks(screentest.AdminPassword)
	s.Follow("shell.settings")
	s.OpenNewKit()
	p := s.NewKit()
	typeBack(s, p)
	s.Tap("password_prompt.use_kit")
	kit := s.W.Dialog().(*kit.PresentKit)
	s.Fill(kit.Kit.Field, s.Paper())
	s.Unlocks(screentest.AdminPassword)
	if kit.Kit.Entry.Text != "" {
		t.Error("the kit outlives the lock")
	}
	s.Key(fyne.KeyEscape)
	if s.NewKit() != p || p.Held.Kit == nil {
		t.Error("the new kit is gone")
	}
}
