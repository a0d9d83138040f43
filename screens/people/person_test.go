package screens

import (
	"context"
	"regexp"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/people"
	"qlingo/screens/widgets"
)

// An administrator issues a temporary password: after a question, shown once, valid at the login page.
func TestTemporaryPasswordFromThePerson(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
	s.signIn("sato.h", adminPassword)
	users(s).Table.Select(rowID(s.person("takahashi.k")))
	s.open("takahashi.k")
	s.tap("person.reset")
	s.tap("common.cancel")
	if s.dialogs("temporary") != 0 {
		t.Fatal("a cancelled question gave a password")
	}
	s.tap("person.reset") // asks
	s.tap("person.reset") // and this is the button of the question
	code, ok := find(s, func(x *widgets.Text) bool {
		return regexp.MustCompile(`^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$`).MatchString(x.Text)
	})
	if !ok {
		t.Fatalf("no temporary password:\n%s", s.text())
	}
	secret := code.Text
	s.says(i18n.T("temporary_password.text", "Until", i18n.When(s.clock.now().Add(24*time.Hour))))
	s.tap("common.copy")
	s.tap("common.close")
	if s.person("takahashi.k").Temporary != true {
		t.Error("the table does not know")
	}
	s.tap("shell.sign_out")
	s.signIn("takahashi.k", secret)
	s.onPage("must_change")
	if s.logged(secret) {
		t.Error("the log holds the temporary password")
	}
}

// A refusal is shown in the dialog, which stays open.
func TestTemporaryPasswordRefused(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
	s.signIn("sato.h", adminPassword)
	other := s.person("takahashi.k")
	other.ID = model.PersonID{1}
	people.ShowPerson(s.w, users(s).Handling(other), users(s).Handling)
	s.tap("person.reset")
	s.tap("person.reset")
	s.says(i18n.T("failure.denied"))
	if _, err := s.w.Session().Profile(context.Background()); err != nil {
		t.Error(err)
	}
	test.Tap(s.button("common.close"))
}

// open shows a person's dialog.
func (s *stage) open(login string) {
	s.t.Helper()
	s.table().Select(rowID(s.person(login)))
	s.table().OnOpen(rowID(s.person(login)))
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
