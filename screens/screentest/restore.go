package screentest

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/window"
)

// Aged makes an office with a backup, to which somebody was added afterwards. The window is closed.
func Aged(t *testing.T) (s *Harness, copied string, pin func() string, codes []string) {
	t.Helper()
	s = New(t).WithOffice(model.KindMulti)
	pin, codes = s.WithMFA("sato.h", AdminPassword)
	copied = s.BackUp()
	s.Clock.Step(time.Hour)
	s.InOffice(func(office *model.Office) {
		boss := s.Enters(office, pin())
		_, _, err := boss.AddUser(t.Context(), model.NewUser{Login: "later.on", Details: model.Details{Name: "後 から"}})
		s.Must(err)
		boss.SignOut()
	})
	s.Clock.Step(time.Hour)
	return s, copied, pin, codes
}

func (s *Harness) InOffice(do func(*model.Office)) {
	s.T.Helper()
	office, err := model.Open(context.Background(), s.Options)
	s.Must(err)
	do(office)
	s.Must(office.Close())
}

func (s *Harness) Enters(office *model.Office, pin string) *model.Session {
	s.T.Helper()
	_, pending, err := office.SignIn(context.Background(), "sato.h", AdminPassword)
	s.Must(err)
	session, err := pending.Enter(context.Background(), pin)
	s.Must(err)
	return session
}

// BackUp makes a daily backup and returns its path.
func (s *Harness) BackUp() string {
	s.T.Helper()
	s.InOffice(func(office *model.Office) { s.Must(office.BackUpDaily(context.Background())) })
	return filepath.Join(s.UsualFolder(), "qlingo-"+s.Clock.Now().Format("2006-01-02")+".db")
}

// Restores continues from the preview.
func (s *Harness) Restores(kit string) {
	s.T.Helper()
	s.OnPage("restore_preview")
	s.Focused(s.Button("restore.next"), "button that goes on")
	s.Press(fyne.KeyReturn)
	s.OnPage("restore_kit")
	s.Fill(s.Field("kit.label"), kit)
	s.Press(fyne.KeyReturn)
	s.Shows("restore.ask_title")
	s.Continues("restore.restore")
}

// OnBackupAs is OnBackup for somebody with MFA.
func OnBackupAs(s *Harness, pin string) {
	s.T.Helper()
	s.SignIn("sato.h", AdminPassword)
	s.EnterPIN(pin)
	s.W.Flow.GoTo(window.RouteBackup)
	s.OnPage("backup")
}
