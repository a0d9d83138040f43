package people_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/people"
	"qlingo/screens/screentest"
)

// loading shows the table of an office of five while it is loaded.
func loading(t *testing.T) (s *screentest.Harness, everybody []model.Person) {
	t.Helper()
	s = screentest.New(t).WithOffice(model.KindMulti, "abe.m", "ito.t", "kato.y", "ueda.n").Begin()
	s.Fill(s.Field("login.id"), "sato.h")
	s.Fill(s.Field("login.password"), screentest.AdminPassword)
	s.Hold = true
	s.Tap("login.submit")
	signIn := s.Later
	s.Later = nil
	for _, work := range signIn {
		work()
	}
	everybody, err := s.W.Session().People(context.Background())
	s.Must(err)
	return s, everybody
}

func chip(s *screentest.Harness, key string, args ...any) {
	s.T.Helper()
	if got, want := users(s).Count.Text, i18n.T(key, args...); got != want {
		s.T.Errorf("the chip beside the title says %q, not %q", got, want)
	}
}

func shows(s *screentest.Harness, want string) {
	s.T.Helper()
	if got := strings.Join(s.Logins(), " "); got != want {
		s.T.Errorf("the table shows %q, not %q", got, want)
	}
}

// The first of many are shown while the others are read, searched and sorted as all are.
func TestSomeAreShownFirst(t *testing.T) {
	s, everybody := loading(t)
	users(s).Arrived(people.NewUserLines(everybody[:2]), 5)
	shows(s, "abe.m ito.t")
	chip(s, "users.count_loading", "Loaded", 2, "Count", 5)
	if !users(s).ExportButton.Disabled() {
		t.Error("some can be exported as if they were all")
	}
	users(s).OnSort("login", true)
	users(s).Arrived(people.NewUserLines(everybody[:3]), 5)
	shows(s, "kato.y ito.t abe.m")
	s.Write(users(s).Search, "ueda")
	s.Shows("users.loading") // not: nobody
	s.Run()
	shows(s, "ueda.n")
	chip(s, "users.count_found", "Found", 1, "Count", 5)
	s.Write(users(s).Search, "")
	users(s).OnSearch()
	shows(s, "ueda.n sato.h kato.y ito.t abe.m")
	if users(s).ExportButton.Disabled() {
		t.Error("all cannot be exported")
	}

	users(s).Load()
	s.Hold = true
	users(s).Load()
	users(s).Arrived(people.NewUserLines(everybody[:2]), 5)
	if got := len(s.Logins()); got != 5 {
		t.Errorf("%d of 5 are shown, loaded again", got)
	}
}

// Who is added, changed or deleted while the others are read is not lost when they come.
func TestChangesWhileLoading(t *testing.T) {
	s, everybody := loading(t)
	users(s).Arrived(people.NewUserLines(everybody[:2]), 5)
	suspended, err := s.W.Session().Suspend(context.Background(), everybody[0].ID)
	s.Must(err)
	users(s).Replace(suspended)
	users(s).Arrived(people.NewUserLines(everybody[:3]), 5)
	users(s).Loaded(people.NewUserLines(everybody), nil)
	shows(s, "abe.m ito.t")
	if chip := users(s).Table.Rows()[0].Cells[4].Chip; chip.Text != i18n.T("users.suspended") {
		t.Errorf("abe.m is %q", chip.Text)
	}
	s.Run()
	shows(s, "abe.m ito.t kato.y sato.h ueda.n")
	chip(s, "users.count", "Count", 5)
}

// Some alone would look like all.
func TestLoadingFailsHalfway(t *testing.T) {
	s, everybody := loading(t)
	users(s).Arrived(people.NewUserLines(everybody[:2]), 5)
	users(s).Loaded(nil, screentest.Failed(model.CodeDamaged))
	s.Says(i18n.T("failure.damaged"))
	s.Shows("users.failed")
	shows(s, "")
	if users(s).Count.Visible() {
		t.Errorf("the chip says %q", users(s).Count.Text)
	}
	s.Hold = false
	s.Tap("users.retry")
	shows(s, "abe.m ito.t kato.y sato.h ueda.n")
}

// A window that is locked meanwhile loads again under the new session.
func TestLockedWhileLoading(t *testing.T) {
	s, everybody := loading(t)
	users(s).Arrived(people.NewUserLines(everybody[:2]), 5)
	s.W.Lock()
	s.Run()
	s.Fill(s.Field("login.password"), screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	shows(s, "abe.m ito.t kato.y sato.h ueda.n")
	chip(s, "users.count", "Count", 5)
}

// Whoever is opened is shown as of now, and so is the row.
func TestOpensAsOfNow(t *testing.T) {
	s := screentest.Managing(t, "abe.m", "ito.t")
	session := s.W.Session()
	_, err := session.EditUser(context.Background(), s.Person("abe.m").ID, model.Details{}, model.Details{Name: "阿部 みさき"})
	s.Must(err)
	s.Open("abe.m")
	s.ShowsPart("阿部 みさき")
	s.Key(fyne.KeyEscape)
	if at := slices.Index(s.Logins(), "abe.m"); users(s).Table.Rows()[at].Cells[1].Text != "阿部 みさき" {
		t.Error("the row has the old name")
	}
	opened := s.Dialogs("person")
	id := s.Person("ito.t").ID
	s.Must(session.DeleteUser(context.Background(), id, "ito.t"))
	users(s).Table.OnOpen(string(id[:]))
	s.Says(i18n.T("failure.denied"))
	if s.Dialogs("person") != opened {
		t.Error("somebody who was deleted opens")
	}
	s.Tap("users.retry")
	shows(s, "abe.m sato.h")
}
