package screens

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/screentest"
)

func TestFirstRunMasters(t *testing.T) {
	s := screentest.New(t).Begin()
	s.Master("first_run_1")
	s.ToPlace().Master("first_run_place")
	s.Tap("common.back")
	s.Fill(s.Field("first_run.office"), "山田商店")
	s.Fill(s.Field("first_run.login"), "sato.h")
	s.Fill(s.Field("first_run.person"), "佐藤 花子")
	s.Press(fyne.KeyReturn)
	s.Master("first_run_2")
}

func TestLoginMasters(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.Master("login")
	s.SignIn("takahashi.k", "not-the-password-at-all")
	s.Master("login_error")
	s.Tap("login.forgot")
	s.Master("recovery")
}

func TestPINMasters(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m")
	s.WithMFA("abe.m", screentest.UserPassword)
	s.Begin()
	s.SignIn("abe.m", screentest.UserPassword)
	s.Typed("5551")
	s.Master("pin")
}

func TestLockMaster(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.W.Lock()
	s.Master("lock")
}

func TestMustChangeMaster(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti)
	office, err := model.Open(t.Context(), s.Options)
	s.Must(err)
	_, temporary := s.AddUser(office, "abe.m")
	s.Must(office.Close())
	s.Begin()
	s.SignIn("abe.m", temporary)
	s.Master("must_change")
}

func TestFailureMaster(t *testing.T) {
	s := screentest.New(t).Begin()
	s.W.Flow.ToFailure(&model.Error{Code: model.CodeKeyMissing, Path: "/home/sato/.local/share/qlingo/qlingo.db"})
	s.Master("failure")
}
