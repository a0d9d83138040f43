package people_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// Once the proof is old the password is asked for. Giving up loses no tick.
func TestConfirmingAsksForAnOldProof(t *testing.T) {
	s := screentest.AcceptedLog(screentest.New(t).WithOffice(model.KindMulti))
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Tap("news.check_rights")
	tick := s.Checks()[0]
	test.Tap(tick)
	s.Clock.Step(model.ProofLife)
	s.Tap("check_rights.save")
	s.Shows("password_prompt.title")
	s.Key(fyne.KeyEscape)
	speaks := false
	for _, o := range screentest.Visible(s.Page().Content()) {
		if n, ok := o.(*widgets.Notice); ok && n.Text() != "" {
			speaks = true
		}
	}
	if !tick.Checked || s.Button("check_rights.save").Busy() || speaks {
		t.Errorf("ticked %v, busy %v, speaks %v", tick.Checked, s.Button("check_rights.save").Busy(), speaks)
	}
	s.Tap("check_rights.save")
	s.TypeKeys(screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	s.Shows("check_rights.none")
}

func TestLargeTextOfConfirming(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.AcceptedLog(screentest.Large(t, lang).WithOffice(model.KindMulti, "takahashi.k", "tanaka.n"))
		s.SignIn("sato.h", screentest.AdminPassword)
		s.NothingCutOff("confirm_banner")
		s.Tap("news.check_rights")
		s.NothingCutOff("confirm_page")
	})
}
