package people_test

import (
	"context"
	"regexp"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/people"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// An administrator issues a temporary password: after a question, shown once, valid at the login page.
func TestTemporaryPasswordFromThePerson(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	users(s).Table.Select(screentest.RowID(s.Person("takahashi.k")))
	s.Open("takahashi.k")
	s.Tap("person.reset")
	s.Tap("common.cancel")
	if s.Dialogs("temporary") != 0 {
		t.Fatal("a cancelled question gave a password")
	}
	s.Tap("person.reset") // asks
	s.Tap("person.reset") // and this is the button of the question
	code, ok := screentest.Find(s, func(x *widgets.Text) bool {
		return regexp.MustCompile(`^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$`).MatchString(x.Text)
	})
	if !ok {
		t.Fatalf("no temporary password:\n%s", s.Text())
	}
	secret := code.Text
	s.Says(i18n.T("temporary_password.text", "Until", i18n.When(s.Clock.Now().Add(24*time.Hour))))
	s.Tap("common.copy")
	s.Tap("common.close")
	if s.Person("takahashi.k").Temporary != true {
		t.Error("the table does not know")
	}
	s.Tap("shell.sign_out")
	s.SignIn("takahashi.k", secret)
	s.OnPage("must_change")
	if s.Logged(secret) {
		t.Error("the log holds the temporary password")
	}
}

// A refusal is shown in the dialog, which stays open.
func TestTemporaryPasswordRefused(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	other := s.Person("takahashi.k")
	other.ID = model.PersonID{1}
	people.ShowPerson(s.W, users(s).Handling(other), users(s).Handling)
	s.Tap("person.reset")
	s.Tap("person.reset")
	s.Says(i18n.T("failure.denied"))
	if _, err := s.W.Session().Profile(context.Background()); err != nil {
		t.Error(err)
	}
	test.Tap(s.Button("common.close"))
}

// Days are counted by the calendar, as on one's own page.
func TestAgo(t *testing.T) {
	now := time.Date(2026, 11, 22, 0, 30, 0, 0, time.Local)
	for _, c := range []struct {
		at   time.Time
		want string
	}{
		{time.Time{}, ""},
		{now.Add(-20 * time.Minute), "2026/11/22 00:10"},
		{now.Add(-time.Hour), "2026/11/21 23:30（1 日前）"},
		{now.AddDate(0, 0, -12), "2026/11/10 00:30（12 日前）"},
		{now.Add(time.Hour), "2026/11/22 01:30"},
	} {
		if got := people.Ago(c.at, now); got != c.want {
			t.Errorf("%v: %q, want %q", c.at, got, c.want)
		}
	}
}
