package screens

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/kit"
)

// People who have lost phone and codes make a new kit with the present one.
func TestPresentKitMakesANewOne(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti)
	pin, _ := s.withMFA("sato.h", adminPassword)
	s.begin().signIn("sato.h", adminPassword)
	s.enterPIN(pin())
	s.unlocks(adminPassword)
	s.follow("shell.settings")
	s.openNewKit()
	p := s.newKit()
	typeBack(s, p)
	s.asksFor(false, true)
	s.tap("password_prompt.use_kit")
	kit := s.field("kit.label")
	s.fill(kit, s.otherKit())
	s.press(fyne.KeyReturn)
	if kit.Error() != i18n.T("failure.kit_wrong") || s.dialogs("kit_made") != 0 {
		t.Fatalf("another kit: %q", kit.Error())
	}
	s.fill(kit, s.paper())
	s.press(fyne.KeyReturn)
	if s.dialogs("kit_made") != 1 {
		t.Fatalf("no new kit:\n%s", s.text())
	}
	if !s.mfa() {
		t.Error("it has switched the second step off")
	}
}

// The lock forgets the present kit, and giving up leaves the new one unchanged.
func TestPresentKitGivenUp(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti)
	pin, _ := s.withMFA("sato.h", adminPassword)
	s.begin().signIn("sato.h", adminPassword)
	s.enterPIN(pin())
	s.unlocks(adminPassword)
	s.follow("shell.settings")
	s.openNewKit()
	p := s.newKit()
	typeBack(s, p)
	s.tap("password_prompt.use_kit")
	kit := s.w.Dialog().(*kit.PresentKit)
	s.fill(kit.Kit.Field, s.paper())
	s.unlocks(adminPassword)
	if kit.Kit.Entry.Text != "" {
		t.Error("the kit outlives the lock")
	}
	s.key(fyne.KeyEscape)
	if s.newKit() != p || p.Held.Kit == nil {
		t.Error("the new kit is gone")
	}
}
