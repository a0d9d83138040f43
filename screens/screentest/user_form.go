package screentest

import (
	"regexp"
	"testing"

	"fyne.io/fyne/v2"
)

var TemporaryShape = regexp.MustCompile(`(?m)^[0-9A-Z]{5}(-[0-9A-Z]{5}){3}$`)

// Adding is an administrator in the form for a new user.
func Adding(t *testing.T) *Harness {
	t.Helper()
	s := Managing(t)
	s.Tap("users.add")
	if s.Dialogs("user_form") != 1 {
		t.Fatal("no form")
	}
	return s
}

func (s *Harness) Temporary() string {
	s.T.Helper()
	secret := TemporaryShape.FindString(s.Text())
	if secret == "" {
		s.T.Fatalf("no temporary password:\n%s", s.Text())
	}
	return secret
}

func (s *Harness) Focusable(key string) fyne.Focusable {
	s.T.Helper()
	entry, _ := s.Field(key).Entry.(fyne.Focusable)
	return entry
}
