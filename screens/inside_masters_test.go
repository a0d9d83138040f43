package screens

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/screentest"
)

func TestMyPageMasters(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m").Begin()
	s.SignIn("abe.m", screentest.UserPassword)
	s.Master("my_page_user")
	s.W.Flow.SignOut()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Follow("shell.my_page")
	s.Master("my_page_administrator")
}

func TestSecurityMasters(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Follow("shell.security")
	s.Master("security_off")
	s.Tap("password_card.change")
	s.Master("password_change")
}

func TestSecuritySingleMaster(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindSingle)
	pin, _ := s.WithMFA("sato.h", screentest.AdminPassword)
	s.Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.EnterPIN(pin())
	s.Follow("shell.security")
	s.Master("security_single_on")
	s.Clock.Step(6 * time.Minute)
	s.Tap("mfa.disable")
	s.Master("proof")
}

func TestBannerMaster(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m")
	_, codes := s.WithMFA("abe.m", screentest.UserPassword)
	s.Begin()
	s.SignIn("abe.m", screentest.UserPassword)
	s.EnterPIN(codes[0])
	s.Master("my_page_backup_code")
}

func TestNewsMaster(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k")
	pin, _ := s.WithMFA("takahashi.k", screentest.UserPassword)
	s.Begin()
	wrongPINs(s, "takahashi.k", screentest.UserPassword, pin, suspiciousPINs)
	s.Boss(func(boss *model.Session) {
		_, err := boss.ResetMFA(t.Context(), screentest.IDOf(s, boss, "takahashi.k"))
		s.Must(err)
	})
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.Master("news")
}

func TestCodeCheckMaster(t *testing.T) {
	s, _, _ := screentest.Caring(t)
	s.Tap("mfa.check_code")
	s.Typed("44aac243e467f618aa780bde")
	s.Press(fyne.KeyReturn)
	s.Master("code_check")
}
