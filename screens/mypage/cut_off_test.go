package mypage_test

import (
	"testing"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/mypage"
	"qlingo/screens/screentest"
)

func TestLargeTextOfTheSecondStep(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).WithOffice(model.KindSingle)
		pin, codes := s.WithMFA("sato.h", screentest.AdminPassword)
		s.Begin().SignIn("sato.h", screentest.AdminPassword)
		s.EnterPIN(pin())
		for _, link := range []string{"shell.my_page", "shell.security", "shell.activity", "shell.settings"} {
			s.Follow(link)
			s.NothingCutOff("single_" + link)
		}
		s.Follow("shell.security")
		w := s.W
		for name, open := range map[string]func(){
			"codes":    func() { mypage.ShowCodes(w, codes, mypage.EnrolledWords(), func() {}) },
			"password": func() { mypage.ChangePassword(w, func() {}) },
			"check":    func() { mypage.CheckCode(w) },
			"recent":   func() { mypage.ShowRecent(w) },
			"move":     func() { mypage.OpenMove(w, func(bool) {}) },
			"save":     func() { forms.SaveFile(w, "qlingo.pdf", nil, nil) },
		} {
			open()
			s.NothingCutOff(name)
			w.ClearOverlays()
			w.LeaveDialog()
		}
		s.Clock.Step(model.ProofLife)
		s.Tap("mfa.disable")
		s.NothingCutOff("proof")
		s.Proves(screentest.AdminPassword, "000000")
		s.NothingCutOff("proof_wrong_pin")
		w.ClearOverlays()
		w.LeaveDialog()
		mypage.ChangePassword(w, func() {})
		s.NothingCutOff("password_with_pin")
		w.ClearOverlays()
		w.LeaveDialog()
		w.Flow.OfferMFA()
		s.NothingCutOff("mfa_lost")
	})
}
