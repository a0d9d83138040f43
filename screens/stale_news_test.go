package screens

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// card presses the button of the MFA card: news and banner may have one with the same label.
func cardOf(s *stage) {
	s.t.Helper()
	var toggle *widgets.Button
	for _, o := range visible(s.page().Content()) {
		if b, ok := o.(*widgets.Button); ok && (b.Text == i18n.T("mfa.enable") || b.Text == i18n.T("mfa.disable")) {
			toggle = b
		}
	}
	if toggle == nil {
		s.t.Fatalf("%s is in front", s.w.PageName())
	}
	s.window.Canvas().Focus(toggle)
	s.press(fyne.KeyReturn)
}

func bannerSays(s *stage, text string) bool {
	_, ok := find(s, func(n *widgets.Notice) bool { return n.Visible() && n.Text() == text })
	return ok && s.readable(text)
}

// The banner belongs to the sign-in with a backup code. Once MFA is on again it never comes back, whatever the person
// does with MFA later.
func TestTheBackupCodeBannerDoesNotComeBack(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k")
	_, codes := s.withMFA("takahashi.k", userPassword)
	s.begin().signIn("takahashi.k", userPassword)
	s.enterPIN(codes[0])
	banner := i18n.T("mfa.used_backup_code")
	if !bannerSays(s, banner) {
		t.Fatalf("no banner:\n%s", s.text())
	}
	cardOf(s)
	s.enrol()
	cardOf(s)
	if s.mfa() || bannerSays(s, banner) || !bannerSays(s, i18n.T("mfa.disabled")) {
		t.Errorf("after switching it off (on: %t):\n%s", s.mfa(), s.text())
	}
	s.w.Lock()
	s.fill(s.field("login.password"), userPassword)
	s.press(fyne.KeyReturn)
	s.onPage("my_page")
	if bannerSays(s, banner) {
		t.Error("it is back after a lock")
	}
}

// What was said when MFA was turned off is no longer true once it is on.
func TestSwitchingOnTakesTheMessageOfSwitchingOffAway(t *testing.T) {
	s, _, _ := caring(t)
	cardOf(s)
	if !bannerSays(s, i18n.T("mfa.disabled")) {
		t.Fatalf("it does not say that it is off:\n%s", s.text())
	}
	cardOf(s)
	s.enrol()
	if bannerSays(s, i18n.T("mfa.disabled")) {
		t.Error("it is on, and the page says that it is off")
	}
}

// The news about a reset offer what is still to do, wherever the rest was done.
func TestTheNewsOfAResetDoNotOfferWhatIsDone(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k")
	s.withMFA("takahashi.k", userPassword)
	s.begin()
	s.boss(func(boss *model.Session) {
		_, err := boss.ResetMFA(context.Background(), idOf(s, boss, "takahashi.k"))
		s.must(err)
	})
	s.signIn("takahashi.k", userPassword)
	if !newsOf(s).enableMFA.Visible() {
		t.Fatal("nothing is offered")
	}
	cardOf(s)
	s.enrol()
	if newsOf(s).enableMFA.Visible() {
		t.Error("it is offered although it is on")
	}
	cardOf(s)
	s.w.Flow.SignOut()
	s.signIn("takahashi.k", userPassword)
	if s.mfa() || newsOf(s).enableMFA.Visible() {
		t.Error("who switched it off by their own wish is asked to undo a reset")
	}
}
