package screens

import (
	"strings"
	"testing"

	"qlingo/model/otp"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
)

// A move to another phone and new codes are in the news once, at the next sign-in, whoever made them.
func TestMoveAndNewCodesAreNews(t *testing.T) {
	s, pin, _ := screentest.Caring(t)
	s.Must(screentest.ErrorOf(s.W.Session().NewBackupCodes(t.Context())))
	at := i18n.When(s.Clock.Now())
	s.W.Flow.SignOut()
	s.Clock.Step(otp.Period)
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.EnterPIN(pin())
	s.Says(i18n.T("news.new_codes", "Time", at))
	if strings.Contains(s.Text(), i18n.T("news.phone_moved", "Time", at)) {
		t.Error("news of a move that did not happen")
	}
	s.W.Flow.SignOut()
	s.Clock.Step(otp.Period)
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.EnterPIN(pin())
	if newsOf(s).suspicion.Visible() {
		t.Error("it is shown again")
	}
}
