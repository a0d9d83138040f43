package mypage_test

import (
	"testing"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/mypage"
	"qlingo/screens/screentest"
)

func TestCodesMaster(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindSingle).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	codes := []string{
		"44aac243e467f618aa780bde", "e989383ae224206e2f2829ea", "d463c4d8888a0b854c236d1a",
		"1d788dc92d9874992e0130e0", "8f20a11b155c6db701b50491",
	}
	mypage.ShowCodes(s.W, codes, mypage.EnrolledWords(), func() {})
	s.Note()
	s.Master("codes")
}

func TestEnrolmentMaster(t *testing.T) {
	s, _ := screentest.Enrolling(t)
	enrolment(s).Say(i18n.T("enrol.wrong_pin"))
	s.Master("enrol")
}
