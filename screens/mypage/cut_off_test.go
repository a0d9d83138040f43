package mypage_test

import (
	"context"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/mypage"
	"qlingo/screens/screentest"
	"qlingo/screens/window"
)

func TestLargeTextOfMyPage(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).WithOffice(model.KindMulti, "takahashi.k").Begin()
		s.SignIn("sato.h", screentest.AdminPassword)
		s.Follow("shell.my_page")
		s.NothingCutOff("my_page_administrator")
		s.Tap("person.edit")
		s.Fill(s.Field("person.email"), "nowhere")
		s.Press(fyne.KeyReturn)
		s.NothingCutOff("edit_own")
		s.W.ClearOverlays()
		s.Tap("shell.sign_out")
		s.SignIn("takahashi.k", screentest.UserPassword)
		s.NothingCutOff("my_page_user")
	})
}

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
		saved := filepath.Join(t.TempDir(), "qlingo-backup-codes-sato.h-2026-11-22.txt")
		s.Platform.OnChooseFile = func(context.Context, window.FileDialog) (window.FileChoice, error) {
			return window.FileChoice{Path: saved}, nil
		}
		mypage.ShowCodes(w, codes, mypage.EnrolledWords(), func() {})
		s.Tap("backup_codes.save_text")
		s.Tap("save_file.browse") // this OS had no dialog so far
		s.Button("saved_file.open_folder")
		s.NothingCutOff("codes_saved")
		w.ClearOverlays()
		w.LeaveDialog()
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
