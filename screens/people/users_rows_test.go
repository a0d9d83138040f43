package people_test

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/screentest"
)

func TestSearchAndSort(t *testing.T) {
	s := screentest.Managing(t)
	for _, u := range []model.NewUser{
		{Login: "abe.m", Details: model.Details{Name: "阿部 美咲", Department: "総務部", Email: "Misaki@Example.jp"}},
		{Login: "ito.t", Details: model.Details{Name: "イトウ ﾀｸﾔ", Department: "営業部"}},
		{Login: "straus", Details: model.Details{Name: "Jörg STRAẞE", Department: "総務部"}},
	} {
		_, _, err := s.W.Session().AddUser(context.Background(), u)
		s.Must(err)
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
		s.Write(users(s).Search, c.query)
		if c.query == "" {
			users(s).OnSearch()
		}
		if got := strings.Join(s.Logins(), " "); got != c.want {
			t.Errorf("%q finds %q, not %q", c.query, got, c.want)
		}
	}
	s.Write(users(s).Search, "zzz")
	s.Shows("users.nothing_found")
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
			if got := strings.Join(s.Logins(), " "); got != want[i] {
				t.Errorf("by %s, descending %v: %s", key, descending, got)
			}
		}
	}
}

func TestHeadersSort(t *testing.T) {
	s := screentest.Managing(t, "abe.m", "yoshida.h")
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(users(s).Table)
	login := at.AddXY(60, look.HeaderHeight/2)
	s.TapAt(login)
	if got := s.Logins(); got[0] != "yoshida.h" {
		t.Errorf("one click: %v", got)
	}
	s.TapAt(login)
	if got := s.Logins(); got[0] != "abe.m" {
		t.Errorf("two clicks: %v", got)
	}
}

func TestNobodyYet(t *testing.T) {
	s := screentest.Managing(t)
	s.Says(i18n.T("users.nobody"))
	if got := users(s).Count.Text; got != i18n.T("users.count", "Count", 1) {
		t.Errorf("the chip says %q", got)
	}
}

func TestLoadingAndFailing(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m").Begin()
	s.Fill(s.Field("login.id"), "sato.h")
	s.Fill(s.Field("login.password"), screentest.AdminPassword)
	s.Hold = true
	s.Tap("login.submit")
	work := s.Later
	s.Later = nil
	for _, w := range work { // the sign-in; loading is held back
		w()
	}
	s.Shows("users.loading")
	s.Run()
	if len(s.Logins()) != 2 {
		t.Fatalf("%v", s.Logins())
	}

	users(s).Loaded(nil, screentest.Failed(model.CodeDamaged))
	s.Says(i18n.T("failure.damaged"))
	s.Tap("users.retry")
	if users(s).Failure.Visible() || len(s.Logins()) != 2 {
		t.Errorf("trying again shows %v:\n%s", s.Logins(), s.Text())
	}
}

func TestPersonOpens(t *testing.T) {
	s := screentest.Managing(t, "abe.m")
	s.TapAt(s.Place("abe.m", "login"))
	if s.Dialogs("person") != 1 {
		t.Fatalf("a click on the ID opens nothing:\n%s", s.Text())
	}
	s.Key(fyne.KeyEscape)
	s.Key(fyne.KeyReturn)
	if s.Dialogs("person") != 2 {
		t.Error("Enter opens nothing")
	}
}
