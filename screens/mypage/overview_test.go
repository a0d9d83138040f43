package mypage_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// marked are the lines of the overview that are left to do, or done.
func marked(s *screentest.Harness, done bool) (lines []string) {
	mark := (*widgets.Mark)(nil)
	for _, o := range s.Objects() {
		switch w := o.(type) {
		case *widgets.Mark:
			mark = w
		case *widgets.Text:
			if mark != nil && mark.Done == done {
				lines = append(lines, w.Text)
			}
			mark = nil
		}
	}
	return lines
}

func wantLines(s *screentest.Harness, done bool, want ...string) {
	s.T.Helper()
	got := marked(s, done)
	if len(got) != len(want) {
		s.T.Errorf("done %v: %q, want %q", done, got, want)
		return
	}
	for i := range got {
		if got[i] != want[i] {
			s.T.Errorf("done %v: %q, want %q", done, got[i], want[i])
		}
	}
}

func TestOverviewOfAUser(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.Shows("overview.left")
	wantLines(s, false, i18n.T("overview.mfa_off"))
	wantLines(s, true)
	s.Tap("overview.set_up")
	s.Enrol()
	s.Shows("overview.done")
	wantLines(s, false)
	wantLines(s, true, i18n.T("overview.mfa_on_today", "Day", "2026/11/22"))
	if f := s.Window.Canvas().Focused(); f != nil {
		if b, ok := f.(*widgets.Button); ok && b.Text == i18n.T("overview.set_up") {
			t.Error("a button that is gone has the focus")
		}
	}
}

func TestOverviewOfAnAdministrator(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k", "abe.m").Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Follow("shell.my_page")
	s.Shows("overview.left")
	left := marked(s, false)
	if len(left) != 4 || left[0] != i18n.T("overview.mfa_off") || left[1] != i18n.T("overview.users_off", "Count", "2") ||
		left[2] != i18n.T("overview.desk_none") {
		t.Errorf("left to do: %q", left)
	}
	s.Shows("overview.kit_today", "Day", "2026/11/22")
	s.Tap("overview.show")
	s.OnPage("users")
	want := i18n.T("users.filter_off", "Count", "3") // oneself, too
	if chip, ok := screentest.Find(s, func(c *widgets.FilterChip) bool { return c.Text == want }); !ok || !chip.On {
		t.Error("not only those without MFA are shown")
	}
}

// What was put right is a line with a tick.
func TestOverviewOfWhatIsPutRight(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).WithDesk(screentest.OtherDesk).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Follow("shell.my_page")
	s.Shows("overview.desk")
	s.Shows("overview.backup_none")
	s.Tap("backup.open")
	s.OnPage("backup")
	s.Tap("backup.now")
	s.Follow("shell.my_page")
	s.Shows("overview.backup_same", "Time", i18n.When(s.Clock.Now()))
	s.BreakBackups()
	s.Follow("shell.security")
	s.Follow("shell.my_page")
	s.Shows("overview.backup_unknown", "Folder", s.UsualFolder())
}

// An old kit is a thing to do, a backup that was never made too.
func TestOverviewOfASingleUser(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindSingle).Begin()
	s.Clock.Step(800 * 24 * time.Hour)
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Shows("overview.kit_old", "Day", "2026/11/22")
	s.Tap("overview.settings")
	s.OnPage("settings")
}

func TestEditOwnNameAndEmail(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.Tap("person.edit")
	s.Fill(s.Field("person.name"), " ")
	s.Press(fyne.KeyReturn)
	if got := s.Field("person.name").Error(); got == "" {
		t.Error("an empty name is taken")
	}
	s.Fill(s.Field("person.name"), "髙橋 健")
	s.Fill(s.Field("person.email"), "nowhere")
	s.Press(fyne.KeyReturn)
	if got := s.Field("person.email").Error(); got != i18n.T("failure.email_invalid") {
		t.Errorf("the address's field says %q", got)
	}
	s.Key(fyne.KeyEscape)
	s.Shows("unsaved.dialog_text") // nothing typed is lost by a slip
	s.Key(fyne.KeyEscape)
	s.Fill(s.Field("person.email"), "k@yamada.example")
	s.Press(fyne.KeyReturn)
	s.Says(i18n.T("edit_own.done"))
	s.ShowsPart("k@yamada.example")
	if got := s.Who().Text; got != "山田商店　髙橋 健" {
		t.Errorf("the bar says %q", got)
	}
	stored, err := s.W.Session().Profile(t.Context())
	s.Must(err)
	if stored.Name != "髙橋 健" || stored.Email != "k@yamada.example" {
		t.Errorf("stored: %+v", stored.Details)
	}
	s.Tap("person.edit")
	s.Key(fyne.KeyEscape) // nothing was typed: it closes at once
	s.Follow("shell.my_page")
}
