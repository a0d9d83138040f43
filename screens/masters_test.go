package screens

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
)

// master compares the window with its stored description. After an intended change, look at the real screen, then
// copy the new description from testdata/failed.
func (s *stage) master(name string) {
	s.t.Helper()
	s.window.Canvas().Unfocus() // carets blink
	s.window.Resize(fyne.NewSize(1080, 721))
	s.window.Resize(fyne.NewSize(1080, 720))
	test.AssertRendersToMarkup(s.t, name+".xml", s.window.Canvas())
}

func TestFirstRunMasters(t *testing.T) {
	s := newStage(t).begin()
	s.master("first_run_1")
	s.fill(s.field("first_run.office"), "山田商店")
	s.fill(s.field("first_run.login"), "sato.h")
	s.fill(s.field("first_run.person"), "佐藤 花子")
	s.press(fyne.KeyReturn)
	s.master("first_run_2")
}

func TestLoginMasters(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.master("login")
	s.signIn("takahashi.k", "not-the-password-at-all")
	s.master("login_error")
	s.tap("login.forgot")
	s.master("recovery")
}

func TestPINMasters(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "abe.m")
	s.withMFA("abe.m", userPassword)
	s.begin()
	s.signIn("abe.m", userPassword)
	s.typed("5551")
	s.master("pin")
}

func TestLockMaster(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.signIn("sato.h", adminPassword)
	s.w.Lock()
	s.master("lock")
}

func TestMustChangeMaster(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti)
	office, err := model.Open(t.Context(), s.options)
	s.must(err)
	_, temporary := s.addUser(office, "abe.m")
	s.must(office.Close())
	s.begin()
	s.signIn("abe.m", temporary)
	s.master("must_change")
}

func TestFailureMaster(t *testing.T) {
	s := newStage(t).begin()
	s.w.Flow.ToFailure(&model.Error{Code: model.CodeKeyMissing, Path: "/home/sato/.local/share/qlingo/qlingo.db"})
	s.master("failure")
}
