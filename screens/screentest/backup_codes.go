package screentest

import (
	"regexp"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

var BackupCode = regexp.MustCompile(`(?m)^[0-9a-f]{24}$`)

// Codes returns the backup codes that are shown.
func (s *Harness) Codes() []string { return BackupCode.FindAllString(s.Text(), -1) }

// Noting shows new backup codes.
func Noting(t *testing.T) *Harness {
	t.Helper()
	s, pin := Enrolling(t)
	s.Typed(pin())
	s.Press(fyne.KeyReturn)
	if len(s.Codes()) != 5 {
		t.Fatalf("no codes:\n%s", s.Text())
	}
	return s
}

func (s *Harness) Note() {
	s.T.Helper()
	check, ok := Find(s, func(c *widgets.Check) bool { return c.Text == i18n.T("backup_codes.noted") })
	if !ok {
		s.T.Fatal("no tick")
	}
	test.Tap(check)
}
