package screentest

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// Dialogs counts how often a dialog was opened.
func (s *Harness) Dialogs(name string) int {
	return strings.Count(s.Log.String(), "msg=dialog name="+name+"\n")
}

// Key sends a key to the focused widget, or to the window as the toolkit does when nothing has the focus.
func (s *Harness) Key(name fyne.KeyName) {
	s.T.Helper()
	event := &fyne.KeyEvent{Name: name}
	if focused := s.Window.Canvas().Focused(); focused != nil {
		focused.TypedKey(event)
	} else if typed := s.Window.Canvas().OnTypedKey(); typed != nil {
		typed(event)
	}
}

// Says asserts the sentence of a notice.
func (s *Harness) Says(text string) {
	s.T.Helper()
	if _, ok := Find(s, func(n *widgets.Notice) bool { return n.Text() == text }); !ok {
		s.T.Errorf("no notice says %q:\n%s", text, s.Text())
	}
}

// Enrolling opens the enrolment dialog. pin is the phone that has scanned its code.
func Enrolling(t *testing.T) (s *Harness, pin func() string) {
	t.Helper()
	s = New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	s.SignIn("takahashi.k", UserPassword)
	s.Tap("mfa.enable")
	if s.Dialogs("enrol") != 1 {
		t.Fatalf("no enrolment:\n%s", s.Text())
	}
	phone, err := window.DemoPIN(s.SetupKey())
	s.Must(err)
	return s, func() string { return phone(s.Clock.Now()) }
}

// SetupKey is the key for a phone without a camera.
func (s *Harness) SetupKey() string {
	s.T.Helper()
	shown, ok := s.W.Dialog().(interface{ SetupKey() string })
	if !ok {
		s.T.Fatalf("%T is no enrolment:\n%s", s.W.Dialog(), s.Text())
	}
	return shown.SetupKey()
}

// MFA asks the database, not the page.
func (s *Harness) MFA() bool {
	s.T.Helper()
	person, err := s.W.Session().Profile(context.Background())
	s.Must(err)
	return person.MFA
}

// ShowsPart asserts a line that is not a translation.
func (s *Harness) ShowsPart(text string) {
	s.T.Helper()
	if !strings.Contains(s.Text(), text) {
		s.T.Errorf("the page does not show %q:\n%s", text, s.Text())
	}
}
