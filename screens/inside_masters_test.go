package screens

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
)

func TestMyPageMasters(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "abe.m").begin()
	s.signIn("abe.m", userPassword)
	s.master("my_page_user")
	s.w.Flow.SignOut()
	s.signIn("sato.h", adminPassword)
	s.follow("shell.my_page")
	s.master("my_page_administrator")
}

func TestSecurityMasters(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.signIn("sato.h", adminPassword)
	s.follow("shell.security")
	s.master("security_off")
	s.tap("password_card.change")
	s.master("password_change")
}

func TestSecuritySingleMaster(t *testing.T) {
	s := newStage(t).withOffice(model.KindSingle)
	pin, _ := s.withMFA("sato.h", adminPassword)
	s.begin()
	s.signIn("sato.h", adminPassword)
	s.enterPIN(pin())
	s.follow("shell.security")
	s.master("security_single_on")
	s.clock.step(6 * time.Minute)
	s.tap("mfa.disable")
	s.master("proof")
}

func TestBannerMaster(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "abe.m")
	_, codes := s.withMFA("abe.m", userPassword)
	s.begin()
	s.signIn("abe.m", userPassword)
	s.enterPIN(codes[0])
	s.master("my_page_backup_code")
}

func TestNewsMaster(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k")
	pin, _ := s.withMFA("takahashi.k", userPassword)
	s.begin()
	wrongPINs(s, "takahashi.k", userPassword, pin, suspiciousPINs)
	s.boss(func(boss *model.Session) {
		_, err := boss.ResetMFA(t.Context(), idOf(s, boss, "takahashi.k"))
		s.must(err)
	})
	s.signIn("takahashi.k", userPassword)
	s.master("news")
}

func TestCodeCheckMaster(t *testing.T) {
	s, _, _ := caring(t)
	s.tap("mfa.check_code")
	s.typed("44aac243e467f618aa780bde")
	s.press(fyne.KeyReturn)
	s.master("code_check")
}
