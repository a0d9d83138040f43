package activity_test

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/activity"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
)

// ofPerson goes from the table of people to somebody's activity.
func ofPerson(s *screentest.Harness, login string) *activity.ActivityPage {
	s.T.Helper()
	s.Follow("shell.users")
	s.Menu(login)
	s.Chooses("person.activity")
	s.OnPage("activity")
	return activityOf(s)
}

// A person's rows, as the one who did it and as the one to whom it was done, until the chip takes that away.
func TestActivityOfAPerson(t *testing.T) {
	s := reviewing(t)
	all := len(operations(s))
	_, err := s.W.Session().EditUser(context.Background(), anybody(s), model.Details{}, model.Details{Name: "阿部 美咲", Phone: "03-1"})
	s.Must(err)
	p := ofPerson(s, "abe.m")
	rows := operations(s)
	for _, row := range rows {
		if !strings.Contains(row, "阿部 美咲（abe.m）") {
			t.Errorf("among the rows is %q", row)
		}
	}
	if want := "佐藤 花子（sato.h） ユーザの情報を変更: ユーザ名、電話番号 阿部 美咲（abe.m）"; rows[0] != want {
		t.Errorf("%q, want %q", rows[0], want)
	}
	if p.Filter.Period.Chosen != activity.PeriodAll || p.OfPerson.Text != i18n.T("activity.of_person", "Who", "阿部 美咲（abe.m）") || !p.OfPerson.On {
		t.Errorf("period %d, chip %q", p.Filter.Period.Chosen, p.OfPerson.Text)
	}
	p.OnOpen(p.Rows[0].ID)
	s.ShowsPart("ユーザ名、電話番号")
	s.Key(fyne.KeyEscape)

	s.Key(fyne.KeyTab)
	s.W.Focus(p.OfPerson)
	s.Window.Canvas().Focused().TypedRune(' ')
	if got := len(operations(s)); got != all+1 || p.ChipRow.Visible() {
		t.Errorf("%d rows, chip visible %v", got, p.ChipRow.Visible())
	}
	if s.Window.Canvas().Focused() != fyne.Focusable(p.Search) {
		t.Errorf("%T has the focus", s.Window.Canvas().Focused())
	}
}

// The page comes back with the person after a lock, and without after another page.
func TestActivityOfAPersonStaysWithThePage(t *testing.T) {
	s := reviewing(t)
	rows := len(operations(s))
	ofPerson(s, "abe.m")
	few := len(operations(s))
	s.W.Lock()
	s.Write(s.Field("login.password").Entry, screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	s.OnPage("activity")
	p := activityOf(s)
	if !p.ChipRow.Visible() {
		t.Error("after the lock everybody's rows are shown")
	}
	if few == 0 || few >= rows {
		t.Errorf("%d of %d rows", few, rows)
	}
	s.Follow("shell.users")
	s.Follow("shell.activity")
	if p = activityOf(s); p.ChipRow.Visible() || len(operations(s)) <= few {
		t.Error("another page later, it is still one person's")
	}
}

func TestActivityIsSearchedByName(t *testing.T) {
	s := reviewing(t)
	for _, row := range lookAt(s, "佐藤") {
		if !strings.Contains(row, "佐藤 花子") {
			t.Errorf("佐藤 finds %q", row)
		}
	}
	if len(operations(s)) == 0 {
		t.Error("佐藤 finds nothing")
	}
}
