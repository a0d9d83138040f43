package screens

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/window"
)

// After a changed log was accepted, a banner leads to the people who have to be checked. It disappears when nobody is
// left.
func TestPeopleAreConfirmedAfterABadLog(t *testing.T) {
	s := screentest.AcceptedLog(screentest.New(t).WithOffice(model.KindMulti, "takahashi.k", "tanaka.n"))
	s.SignIn("sato.h", screentest.AdminPassword)
	s.OnPage("users")
	for left := 3; left > 0; left-- { // the only administrator confirms herself
		if news := newsOf(s); !news.unconfirmed.Visible() || news.unconfirmed.Text() != i18n.T("news.check_rights_text", "Count", left) {
			t.Fatalf("with %d left the banner says %q", left, news.unconfirmed.Text())
		}
		s.Tap("news.check_rights")
		s.OnPage("confirm")
		if newsOf(s).unconfirmed.Visible() {
			t.Error("the banner stands above the page that it leads to")
		}
		ticks := s.Checks()
		if len(ticks) != left {
			t.Fatalf("%d people are shown, want %d", len(ticks), left)
		}
		s.Tap("check_rights.save")
		s.Says(i18n.T("check_rights.nobody"))
		test.Tap(ticks[0])
		s.Tap("check_rights.save")
		s.Says(i18n.T("check_rights.saved", "Count", 1))
		s.Follow("shell.users")
	}
	if newsOf(s).unconfirmed.Visible() {
		t.Error("the banner is still there")
	}
	s.W.Flow.GoTo(window.RouteConfirm)
	s.Shows("check_rights.none")
}

// Users see nothing of it.
func TestUsersConfirmNobody(t *testing.T) {
	s := screentest.AcceptedLog(screentest.New(t).WithOffice(model.KindMulti, "takahashi.k"))
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.OnPage("my_page")
	if newsOf(s).unconfirmed.Visible() {
		t.Error("a user is asked")
	}
}
