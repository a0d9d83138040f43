package screens

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/mypage"
	"qlingo/screens/people"
)

func TestUsersMasters(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "abe.m", "takahashi.k")
	s.withMFA("takahashi.k", userPassword)
	s.manage()
	s.tapAt(s.place("abe.m", "mfa")) // the switch is refused
	s.master("users")
	s.tapAt(s.place("abe.m", "login"))
	s.master("person")
	s.key(fyne.KeyEscape)
	s.tapAt(s.place("takahashi.k", "mfa"))
	s.master("reset")
	s.confirm()
	s.master("notice")
	s.key(fyne.KeyEscape)
	s.tap("users.add")
	s.tap("person_form.add")
	s.master("user_form")
}

// The secrets of these dialogs are random, so constant ones replace them.
func TestTemporaryMaster(t *testing.T) {
	s := managing(t)
	person := s.person("sato.h")
	person.TemporaryUntil = s.clock.now().Add(24 * time.Hour)
	people.ShowTemporary(s.w, person, "ABCDE-FGHJK-MNPQR-STVWX", i18n.T("temporary_password.chip"))
	s.master("temporary")
	s.key(fyne.KeyEscape)
	s.master("temporary_close")
}

func TestCodesMaster(t *testing.T) {
	s := newStage(t).withOffice(model.KindSingle).begin()
	s.signIn("sato.h", adminPassword)
	codes := []string{
		"44aac243e467f618aa780bde", "e989383ae224206e2f2829ea", "d463c4d8888a0b854c236d1a",
		"1d788dc92d9874992e0130e0", "8f20a11b155c6db701b50491",
	}
	mypage.ShowCodes(s.w, codes, mypage.EnrolledWords(), func() {})
	s.note()
	s.master("codes")
}

func TestEnrolmentMaster(t *testing.T) {
	s, _ := enrolling(t)
	enrolment(s).Say(i18n.T("enrol.wrong_pin"))
	s.master("enrol")
}
