package screens

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
)

func TestSearchAndSort(t *testing.T) {
	s := managing(t)
	for _, u := range []model.NewUser{
		{Login: "abe.m", Details: model.Details{Name: "阿部 美咲", Department: "総務部", Email: "Misaki@Example.jp"}},
		{Login: "ito.t", Details: model.Details{Name: "イトウ ﾀｸﾔ", Department: "営業部"}},
		{Login: "straus", Details: model.Details{Name: "Jörg STRAẞE", Department: "総務部"}},
	} {
		_, _, err := s.w.Session().AddUser(context.Background(), u)
		s.must(err)
	}
	users(s).Load()
	for _, c := range []struct{ query, want string }{
		{"", "abe.m ito.t sato.h straus"},
		{"ＡＢＥ", "abe.m"},
		{"misaki@EXAMPLE", "abe.m"},
		{"タクヤ", "ito.t"},
		{"strasse", "straus"},
		{"総務　美咲", "abe.m"},
		{"阿部美咲", "abe.m"},
		{"いとうたくや", "ito.t"},
		{"総務", "abe.m straus"},
		{"佐藤", "sato.h"},
		{"nobody at all", ""},
		{"  ", "abe.m ito.t sato.h straus"},
	} {
		s.write(users(s).Search, c.query)
		if c.query == "" {
			users(s).OnSearch()
		}
		if got := strings.Join(s.logins(), " "); got != c.want {
			t.Errorf("%q finds %q, not %q", c.query, got, c.want)
		}
	}
	s.write(users(s).Search, "zzz")
	s.shows("users.nothing_found")
	if got := users(s).Count.Text; got != i18n.T("users.count_found", "Found", 0, "Count", 4) {
		t.Errorf("the chip says %q", got)
	}
	users(s).Search.SetText("")
	users(s).OnSearch()
	for key, want := range map[string][2]string{
		"login":      {"abe.m ito.t sato.h straus", "straus sato.h ito.t abe.m"},
		"department": {"sato.h ito.t abe.m straus", "straus abe.m ito.t sato.h"},
		"last":       {"abe.m ito.t straus sato.h", "sato.h straus ito.t abe.m"},
		"state":      {"sato.h abe.m ito.t straus", "straus ito.t abe.m sato.h"},
		"mfa":        {"abe.m ito.t sato.h straus", "straus sato.h ito.t abe.m"},
		"name":       {"straus ito.t sato.h abe.m", "abe.m sato.h ito.t straus"},
	} {
		for i, descending := range []bool{false, true} {
			users(s).Table.OnSort(key, descending)
			if got := strings.Join(s.logins(), " "); got != want[i] {
				t.Errorf("by %s, descending %v: %s", key, descending, got)
			}
		}
	}
}

func TestHeadersSort(t *testing.T) {
	s := managing(t, "abe.m", "yoshida.h")
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(users(s).Table)
	login := at.AddXY(20, look.HeaderHeight/2)
	s.tapAt(login)
	if got := s.logins(); got[0] != "yoshida.h" {
		t.Errorf("one click: %v", got)
	}
	s.tapAt(login)
	if got := s.logins(); got[0] != "abe.m" {
		t.Errorf("two clicks: %v", got)
	}
}

func TestNobodyYet(t *testing.T) {
	s := managing(t)
	s.says(i18n.T("users.nobody"))
	if got := users(s).Count.Text; got != i18n.T("users.count", "Count", 1) {
		t.Errorf("the chip says %q", got)
	}
}

func TestLoadingAndFailing(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "abe.m").begin()
	s.fill(s.field("login.id"), "sato.h")
	s.fill(s.field("login.password"), adminPassword)
	s.hold = true
	s.tap("login.submit")
	work := s.later
	s.later = nil
	for _, w := range work { // the sign-in; loading is held back
		w()
	}
	s.shows("users.loading")
	s.run()
	if len(s.logins()) != 2 {
		t.Fatalf("%v", s.logins())
	}

	users(s).Loaded(nil, failed(model.CodeDamaged))
	s.says(i18n.T("failure.damaged"))
	s.tap("users.retry")
	if users(s).Failure.Visible() || len(s.logins()) != 2 {
		t.Errorf("trying again shows %v:\n%s", s.logins(), s.text())
	}
}

func TestPersonOpens(t *testing.T) {
	s := managing(t, "abe.m")
	s.tapAt(s.place("abe.m", "login"))
	if s.dialogs("person") != 1 {
		t.Fatalf("a click on the ID opens nothing:\n%s", s.text())
	}
	s.key(fyne.KeyEscape)
	s.key(fyne.KeyReturn)
	if s.dialogs("person") != 2 {
		t.Error("Enter opens nothing")
	}
}
