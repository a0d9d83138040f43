package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestSwitchAsksAndNeverFlips(t *testing.T) {
	var want, refused counter
	s := NewSwitch()
	s.OnWant, s.OnRefused = want.call, refused.call
	w := window(t, s)
	s.Set(true)

	test.Tap(s)
	key(w, fyne.KeySpace)
	key(w, fyne.KeyReturn)
	want.want(t, 3, "OnWant of an ON switch")
	refused.want(t, 0, "OnRefused of an ON switch")
	if !s.On {
		t.Error("the switch has flipped by itself")
	}
}

func TestSwitchOffOrLockedRefuses(t *testing.T) {
	for name, prepare := range map[string]func(*Switch){
		"off":    func(s *Switch) { s.Set(false) },
		"locked": func(s *Switch) { s.Set(true); s.SetLocked(true) },
	} {
		var want, refused counter
		s := NewSwitch()
		s.OnWant, s.OnRefused = want.call, refused.call
		prepare(s)
		w := window(t, s)
		before := s.On
		test.Tap(s)
		key(w, fyne.KeySpace)
		want.want(t, 0, name+": OnWant")
		refused.want(t, 2, name+": OnRefused")
		if s.On != before {
			t.Errorf("%s: the switch has flipped", name)
		}
	}
}

func TestSwitchSettersAreSilent(t *testing.T) {
	start(t)
	var called counter
	s := NewSwitch()
	s.OnWant, s.OnRefused = called.call, called.call
	s.Set(true)
	s.SetLocked(true)
	s.SetLocked(false)
	s.Set(false)
	called.want(t, 0, "after the setters")
}

func TestSwitchLooks(t *testing.T) {
	start(t)
	on, off, locked, focused := NewSwitch(), NewSwitch(), NewSwitch(), NewSwitch()
	on.Set(true)
	locked.Set(true)
	locked.SetLocked(true)
	focused.FocusGained()
	for name, s := range map[string]*Switch{"on": on, "off": off, "locked": locked, "focused": focused} {
		test.AssertObjectRendersToMarkup(t, "switch/"+name+".xml", s)
	}
}
