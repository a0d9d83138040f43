package screens

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// cardOf presses the button of the MFA card: news and banner may have one with the same label.
func cardOf(s *screentest.Harness) {
	s.T.Helper()
	var toggle *widgets.Button
	for _, o := range screentest.Visible(s.Page().Content()) {
		if b, ok := o.(*widgets.Button); ok && (b.Text == i18n.T("mfa.enable") || b.Text == i18n.T("mfa.disable")) {
			toggle = b
		}
	}
	if toggle == nil {
		s.T.Fatalf("%s is in front", s.W.PageName())
	}
	s.Window.Canvas().Focus(toggle)
	s.Press(fyne.KeyReturn)
}

func bannerSays(s *screentest.Harness, text string) bool {
	_, ok := screentest.Find(s, func(n *widgets.Notice) bool { return n.Visible() && n.Text() == text })
	return ok && s.Readable(text)
}

// The banner belongs to the sign-in with a backup code. Once MFA is on again it never comes back, whatever the person
// does with MFA later.
func TestTheBackupCodeBannerDoesNotComeBack(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k")
	_, codes := s.WithMFA("takahashi.k", screentest.UserPassword)
	s.Begin().SignIn("takahashi.k", screentest.UserPassword)
	s.EnterPIN(codes[0])
	banner := i18n.T("mfa.used_backup_code")
	if !bannerSays(s, banner) {
		t.Fatalf("no banner:\n%s", s.Text())
	}
	cardOf(s)
	s.Enrol()
	cardOf(s)
	if s.MFA() || bannerSays(s, banner) || !bannerSays(s, i18n.T("mfa.disabled")) {
		t.Errorf("after switching it off (on: %t):\n%s", s.MFA(), s.Text())
	}
	s.W.Lock()
	s.Fill(s.Field("login.password"), screentest.UserPassword)
	s.Press(fyne.KeyReturn)
	s.OnPage("my_page")
	if bannerSays(s, banner) {
		t.Error("it is back after a lock")
	}
}

// What was said when MFA was turned off is no longer true once it is on.
func TestSwitchingOnTakesTheMessageOfSwitchingOffAway(t *testing.T) {
	s, _, _ := screentest.Caring(t)
	cardOf(s)
	if !bannerSays(s, i18n.T("mfa.disabled")) {
		t.Fatalf("it does not say that it is off:\n%s", s.Text())
	}
	cardOf(s)
	s.Enrol()
	if bannerSays(s, i18n.T("mfa.disabled")) {
		t.Error("it is on, and the page says that it is off")
	}
}

// The news about a reset offer what is still to do, wherever the rest was done.
func TestTheNewsOfAResetDoNotOfferWhatIsDone(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k")
	s.WithMFA("takahashi.k", screentest.UserPassword)
	s.Begin()
	s.Boss(func(boss *model.Session) {
		_, err := boss.ResetMFA(context.Background(), screentest.IDOf(s, boss, "takahashi.k"))
		s.Must(err)
	})
	s.SignIn("takahashi.k", screentest.UserPassword)
	if !newsOf(s).enableMFA.Visible() {
		t.Fatal("nothing is offered")
	}
	cardOf(s)
	s.Enrol()
	if newsOf(s).enableMFA.Visible() {
		t.Error("it is offered although it is on")
	}
	cardOf(s)
	s.W.Flow.SignOut()
	s.SignIn("takahashi.k", screentest.UserPassword)
	if s.MFA() || newsOf(s).enableMFA.Visible() {
		t.Error("who switched it off by their own wish is asked to undo a reset")
	}
}
