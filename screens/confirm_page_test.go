package screens

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// acceptedLog makes a stage whose changed log was accepted with the kit while the window was closed.
func acceptedLog(s *stage) *stage {
	s.t.Helper()
	s.attack("UPDATE activity SET time = time + 1 WHERE seq = 2")
	s.must(model.Recover(s.t.Context(), s.options, s.paper(), true))
	return s.begin()
}

// After a changed log was accepted, a banner leads to the people who have to be checked. It disappears when nobody is
// left.
func TestPeopleAreConfirmedAfterABadLog(t *testing.T) {
	s := acceptedLog(newStage(t).withOffice(model.KindMulti, "takahashi.k", "tanaka.n"))
	s.signIn("sato.h", adminPassword)
	s.onPage("users")
	for left := 3; left > 0; left-- { // the only administrator confirms herself
		if news := newsOf(s); !news.body.Visible() || !news.unconfirmedRow.Visible() || news.unconfirmed.Text() != i18n.T("news.check_rights_text", "Count", left) {
			t.Fatalf("with %d left the banner says %q", left, news.unconfirmed.Text())
		}
		s.tap("news.check_rights")
		s.onPage("confirm")
		if newsOf(s).unconfirmedRow.Visible() {
			t.Error("the banner stands above the page that it leads to")
		}
		ticks := s.checks()
		if len(ticks) != left {
			t.Fatalf("%d people are shown, want %d", len(ticks), left)
		}
		s.tap("check_rights.save")
		s.says(i18n.T("check_rights.nobody"))
		test.Tap(ticks[0])
		s.tap("check_rights.save")
		s.says(i18n.T("check_rights.saved", "Count", 1))
		s.follow("shell.users")
	}
	if newsOf(s).unconfirmedRow.Visible() {
		t.Error("the banner is still there")
	}
	s.w.Flow.GoTo(window.RouteConfirm)
	s.shows("check_rights.none")
}

// Once the proof is old the password is asked for. Giving up loses no tick.
func TestConfirmingAsksForAnOldProof(t *testing.T) {
	s := acceptedLog(newStage(t).withOffice(model.KindMulti))
	s.signIn("sato.h", adminPassword)
	s.tap("news.check_rights")
	tick := s.checks()[0]
	test.Tap(tick)
	s.clock.step(model.ProofLife)
	s.tap("check_rights.save")
	s.shows("password_prompt.title")
	s.key(fyne.KeyEscape)
	speaks := false
	for _, o := range visible(s.page().Content()) {
		if n, ok := o.(*widgets.Notice); ok && n.Text() != "" {
			speaks = true
		}
	}
	if !tick.Checked || s.button("check_rights.save").Busy() || speaks {
		t.Errorf("ticked %v, busy %v, speaks %v", tick.Checked, s.button("check_rights.save").Busy(), speaks)
	}
	s.tap("check_rights.save")
	s.typeKeys(adminPassword)
	s.press(fyne.KeyReturn)
	s.shows("check_rights.none")
}

// Users see nothing of it.
func TestUsersConfirmNobody(t *testing.T) {
	s := acceptedLog(newStage(t).withOffice(model.KindMulti, "takahashi.k"))
	s.signIn("takahashi.k", userPassword)
	s.onPage("my_page")
	if newsOf(s).unconfirmedRow.Visible() {
		t.Error("a user is asked")
	}
}

func TestLargeTextOfConfirming(t *testing.T) {
	inBothLanguages(t, func(t *testing.T, lang string) {
		s := acceptedLog(large(t, lang).withOffice(model.KindMulti, "takahashi.k", "tanaka.n"))
		s.signIn("sato.h", adminPassword)
		s.nothingCutOff("confirm_banner")
		s.tap("news.check_rights")
		s.nothingCutOff("confirm_page")
	})
}
