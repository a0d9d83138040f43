package activity_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	_ "github.com/mattn/go-sqlite3"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
)

// A bad log is accepted with the kit, after a question. Tampered rows are still named, and old codes are void.
func TestBadLogIsAcceptedWithTheKit(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti)
	pin, codes := s.WithMFA("sato.h", screentest.AdminPassword)
	s.Attack("UPDATE activity SET time = time + 1 WHERE seq = 2")
	s.Begin().OnPage("failure")
	s.Shows("failure.tampered_log")
	s.Shows("remedy.tampered_log")
	s.Focused(s.Button("failure_page.restore"), "button that restores")
	field := s.Field("kit.label")
	s.Fill(field, s.OtherKit())
	s.Press(fyne.KeyReturn)
	s.Continues("recovery.log")
	if want := i18n.T("recovery.wrong_first"); field.Error() != want {
		t.Errorf("the field says %q, not %q", field.Error(), want)
	}
	s.Fill(field, s.Paper())
	s.Press(fyne.KeyReturn)
	s.Shows("recovery.log_ask_text")
	s.Key(fyne.KeyReturn) // stays
	s.Press(fyne.KeyReturn)
	s.Key(fyne.KeyEscape) // stays, too
	s.OnPage("failure")
	if _, err := model.Open(t.Context(), s.Options); model.CodeOf(err) != model.CodeTamperedLog {
		t.Fatalf("accepted without a yes: %v", err)
	}
	s.Press(fyne.KeyReturn)
	s.Continues("recovery.log")
	s.OnPage("login")
	s.SignIn("sato.h", screentest.AdminPassword)
	s.OnPage("pin")
	s.EnterPIN(codes[0])
	s.OnPage("pin")
	s.Clock.Step(time.Minute) // PINs up to now are void as well
	s.EnterPIN(pin())
	s.Follow("shell.activity")
	if want := i18n.T("activity.tampered_badge", "Row", 2); badge(s) != want {
		t.Errorf("the badge says %q, not %q", badge(s), want)
	}
}
