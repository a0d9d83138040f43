package people_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/people"
	"qlingo/screens/screentest"
)

func users(s *screentest.Harness) *people.UsersPage {
	s.T.Helper()
	p, ok := s.Page().(*people.UsersPage)
	if !ok {
		s.T.Fatalf("%T is no table of users", s.W.Current())
	}
	return p
}

func TestResetInTheTable(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m", "takahashi.k", "yoshida.h")
	pin, codes := s.WithMFA("takahashi.k", screentest.UserPassword)
	s.WithMFA("yoshida.h", screentest.UserPassword)
	s.Manage()
	s.TapAt(s.Place("takahashi.k", "mfa"))
	if s.Dialogs("reset") != 1 {
		t.Fatalf("no question:\n%s", s.Text())
	}
	s.Shows("mfa_reset.text")
	s.ShowsPart("takahashi.k")
	s.ShowsPart("𠮷田 春樹")
	s.ShowsPart("2026/11/22 13:05") // since when
	s.Key(fyne.KeySpace)            // a second press on the switch
	for _, r := range " " {
		if f := s.Window.Canvas().Focused(); f != nil {
			f.TypedRune(r)
		}
	}
	if s.Dialogs("notice") != 0 {
		t.Fatal("Space went through two dialogs")
	}
	s.Key(fyne.KeyEscape)
	if got := onOf(s); !slices.Equal(got, []string{"takahashi.k", "yoshida.h"}) {
		t.Fatalf("after Escape on for %v", got)
	}
	s.Key(fyne.KeySpace) // the row is still chosen and the table has the focus
	if s.Dialogs("reset") != 2 {
		t.Fatal("the focus did not go back to the table")
	}
	s.Confirm()
	if s.Dialogs("notice") != 1 {
		t.Fatalf("no notice:\n%s", s.Text())
	}
	if got := onOf(s); !slices.Equal(got, []string{"yoshida.h"}) {
		t.Fatalf("on for %v", got)
	}
	notice := i18n.T("mfa_reset.notice", "Name", "𠮷田 春樹", "Time", i18n.When(s.Clock.Now()))
	s.Key(fyne.KeyReturn) // a second Enter, meant for the reset, copies and closes nothing
	s.Window.Canvas().Unfocus()
	s.Key(fyne.KeyReturn)
	s.ShowsPart(notice)
	if got := screentest.TheApp.Clipboard().Content(); got != notice {
		t.Errorf("the clipboard holds %q", got)
	}
	s.Key(fyne.KeyEscape)
	s.Chose("takahashi.k")

	s.Key(fyne.KeySpace)
	if s.Dialogs("reset") != 2 {
		t.Error("a switch that is off leads to the question")
	}
	s.Says(i18n.T("users.off", "Name", "𠮷田 春樹"))

	s.Tap("shell.sign_out")
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.OnPage("my_page")
	s.Button("mfa.enable")
	_, _ = pin, codes
}

// onOf returns the IDs of people with MFA on, from the database. The table has to say the same.
func onOf(s *screentest.Harness) []string {
	s.T.Helper()
	people, err := s.W.Session().People(context.Background())
	s.Must(err)
	var on []string
	for _, p := range people {
		if p.MFA {
			on = append(on, p.Login)
		}
		if shown := s.Person(p.Login); shown.MFA != p.MFA {
			s.T.Errorf("the table shows %s as %v", p.Login, shown.MFA)
		}
	}
	return on
}

// Rows are recycled, and with them the focus: click a switch, scroll until its row shows somebody else, press Space.
func TestSpaceAfterScrollingActsOnNobodyElse(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "user00", "user11", "user12", "user29")
	for _, login := range []string{"user00", "user11", "user12", "user29"} {
		s.WithMFA(login, screentest.UserPassword)
	}
	s.Manage().Crowd(30)
	for _, rows := range []int{2, 3, 7, 10, 11, 12, 13, 14, 20, 29} { // user00 is in the second row
		users(s).Table.Select("")
		s.Scroll(-40)
		opened := s.Dialogs("reset")
		s.TapAt(s.Place("user00", "mfa"))
		s.Key(fyne.KeyEscape)
		if got := s.Dialogs("reset"); got != opened+1 {
			t.Fatalf("the switch of user00 opened %d dialogs", got-opened)
		}
		s.Scroll(rows)
		s.Key(fyne.KeySpace)
		if got := s.Dialogs("reset"); got != opened+1 {
			t.Fatalf("scrolled by %d rows, Space opened a dialog:\n%s", rows, s.Text())
		}
		s.Key(fyne.KeySpace) // now the row is in view again
		if s.Dialogs("reset") != opened+2 {
			t.Fatal("Space does not bring the row back")
		}
		s.ShowsPart("user00")
		s.Key(fyne.KeyEscape)
	}
	if got := len(onOf(s)); got != 4 {
		t.Errorf("on for %d people", got)
	}
}

func TestTableKeepsItsPlaceAfterAReset(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "user20")
	s.WithMFA("user20", screentest.UserPassword)
	s.Manage().Crowd(25)
	users(s).Table.Select(screentest.RowID(s.Person("user20")))
	before := s.Rows().Offset
	if before.Y == 0 {
		t.Fatal("the row is in view without scrolling: the test shows nothing")
	}
	s.W.Focus(users(s).Table.Focusable())
	s.Key(fyne.KeySpace)
	s.Confirm()
	s.Key(fyne.KeyEscape)
	if s.Rows().Offset != before {
		t.Errorf("from %v to %v", before, s.Rows().Offset)
	}
	s.Chose("user20")
	s.Key(fyne.KeySpace) // would only scroll if the row were out of view
	s.Says(i18n.T("users.off", "Name", "𠮷田 春樹"))
}

func TestAdministratorsHaveNoSwitch(t *testing.T) {
	s := screentest.Managing(t, "abe.m")
	table := users(s).Table
	table.Select(screentest.RowID(s.Person("sato.h")))
	s.W.Focus(table.Focusable())
	s.Key(fyne.KeySpace)
	s.TapAt(s.Place("sato.h", "mfa"))
	if s.Dialogs("reset") != 0 {
		t.Error("an administrator's row acts")
	}
	s.Says(i18n.T("users.no_switch_own"))
	for _, row := range users(s).Table.Rows() {
		if got, want := row.Cells[5].Switch != nil, row.Cells[0].Text == "abe.m"; got != want {
			t.Errorf("switch of %s: %v", row.Cells[0].Text, got)
		}
	}
}

// If the proof of the password is too old it is asked for above the question, and giving up changes nothing.
func TestResetAsksForThePassword(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m")
	s.WithMFA("abe.m", screentest.UserPassword)
	s.Manage()
	s.Clock.Step(model.ProofLife)
	s.TapAt(s.Place("abe.m", "mfa"))
	s.Tap("mfa_reset.reset")
	if s.Dialogs("proof") != 1 {
		t.Fatal("an old proof was taken")
	}
	s.Key(fyne.KeyEscape)
	if len(onOf(s)) != 1 || s.Button("mfa_reset.reset").Busy() {
		t.Fatal("giving up did something")
	}
	s.Tap("mfa_reset.reset")
	s.Clock.Step(model.IdleLimit + time.Second)
	s.W.Tick() // locks with both dialogs open
	s.Fill(s.Field("login.password"), screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	s.Write(s.Field("login.password").Entry, screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	if s.Dialogs("notice") != 1 || len(onOf(s)) != 0 || s.W.Locked() {
		t.Errorf("not reset:\n%s", s.Text())
	}
}

// Somebody else was faster, or the disk is full: the dialog stays and says why.
func TestResetThatFails(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m")
	s.WithMFA("abe.m", screentest.UserPassword)
	s.Manage()
	s.TapAt(s.Place("abe.m", "mfa"))
	_, err := s.W.Session().ResetMFA(context.Background(), s.Person("abe.m").ID)
	s.Must(err)
	s.Confirm()
	s.Says(i18n.T("failure.mfa_off"))
	s.Key(fyne.KeyEscape)
	if s.Dialogs("notice") != 0 {
		t.Error("a notice of what did not happen")
	}
}
