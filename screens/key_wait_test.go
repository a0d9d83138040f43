package screens

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
)

// pass lets seconds go by, as the ticker does.
func (s *stage) pass(seconds int) {
	for range seconds {
		s.clock.step(time.Second)
		s.d.tick()
	}
}

func (s *stage) tells(key string) bool { return strings.Contains(s.text(), i18n.T(key)) }

// While the key store of the OS is waited for the page says so, after a moment, and lets
// the person leave; when that is over it says what it said before.
func TestOpeningWaitsForTheKeyStore(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti)
	asking := false
	s.d.cfg.Asking = func() bool { return asking }
	s.hold = true
	s.begin()
	s.pass(5)
	if s.tells("key_wait.text") || !s.tells("opening.text") {
		t.Fatalf("nothing is waited for:\n%s", s.text())
	}
	asking = true
	s.pass(1)
	asking = false
	s.pass(1)
	asking = true
	s.pass(2)
	if s.tells("key_wait.text") {
		t.Error("it speaks before anybody wonders")
	}
	s.pass(1)
	s.onPage("opening_key_store")
	s.shows("key_wait.text")
	if s.tells("opening.text") {
		t.Error("it says two things")
	}
	asking = false
	s.pass(1)
	s.shows("opening.text")
	if s.tells("key_wait.text") || s.d.current.(*opening).quit.Visible() {
		t.Error("it waits for what has answered")
	}
	asking = true
	s.pass(4)
	s.window.Canvas().(interface{ FocusNext() }).FocusNext()
	s.press(fyne.KeyReturn)
	if !s.quit {
		t.Error("nobody can leave")
	}
}

// The last step of the first run says what takes so long, too.
func TestFirstRunWaitsForTheKeyStore(t *testing.T) {
	s := newStage(t).begin()
	s.toKit(model.KindMulti)
	s.typeGroups()
	s.hold = true
	asking := true
	s.d.cfg.Asking = func() bool { return asking }
	s.pass(5)
	if s.tells("key_wait.text") {
		t.Error("nothing was begun")
	}
	s.tap("first.finish")
	s.pass(3)
	s.onPage("first_run_key_store")
	s.shows("key_wait.text")
	asking = false
	s.run()
	s.onPage("login")
}
