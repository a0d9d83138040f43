package people_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// lockOut types wrong passwords for a login until a wait begins.
func lockOut(s *screentest.Harness, login string) {
	s.T.Helper()
	for range 5 {
		_, _, err := s.W.Office().SignIn(context.Background(), login, "not-the-password")
		if model.CodeOf(err) != model.CodeWrongCredentials {
			s.T.Fatal(err)
		}
	}
	users(s).Load()
}

func labels(keys ...string) []string {
	var texts []string
	for _, key := range keys {
		if key[0] == '(' {
			texts = append(texts, "("+i18n.T(key[1:len(key)-1])+")")
			continue
		}
		texts = append(texts, i18n.T(key))
	}
	return texts
}

// What a menu offers depends on the state of the person.
func TestMenuOffers(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m", "ito.t", "kato.y", "tanaka.n")
	s.WithMFA("ito.t", screentest.UserPassword)
	s.Manage()
	lockOut(s, "kato.y")
	_, err := s.W.Session().Suspend(context.Background(), s.Person("tanaka.n").ID)
	s.Must(err)
	users(s).Load()
	for login, want := range map[string][]string{
		"abe.m":    {"person.open", "person.edit", "person.activity", "person.reset", "person.suspend", "person.promote", "person.delete"},
		"ito.t":    {"person.open", "person.edit", "person.activity", "person.reset", "person.mfa_off", "person.suspend", "person.promote", "person.delete"},
		"kato.y":   {"person.open", "person.edit", "person.activity", "person.reset", "person.unlock", "person.suspend", "person.promote", "person.delete"},
		"tanaka.n": {"person.open", "person.edit", "person.activity", "person.reset", "person.resume", "(person.promote)", "person.delete"},
		"sato.h":   {"person.open", "person.edit", "person.activity", "(person.reset)", "(person.suspend)", "(person.demote)", "(person.delete)"},
	} {
		if got := screentest.Offers(s.Menu(login)); !slices.Equal(got, labels(want...)) {
			t.Errorf("%s: %v, want %v", login, got, labels(want...))
		}
		s.Key(fyne.KeyEscape)
	}
}

// Each action does what it says to the person of the row, and the table shows the result with the row still chosen.
func TestActsFromTheMenu(t *testing.T) {
	s := screentest.Managing(t, "abe.m", "kato.y")
	lockOut(s, "kato.y")
	state := func(login string) string {
		p := s.Stored(login)
		return fmt.Sprint(p.State, " ", p.Role)
	}
	before := state("abe.m")
	for _, c := range []struct{ key, dialog, want string }{
		{"person.unlock", "person_unlock", "active user"},
		{"person.suspend", "person_suspend", "suspended user"},
		{"person.resume", "person_resume", "active user"},
		{"person.promote", "person_promote", "active administrator"},
		{"person.demote", "person_demote", "active user"},
	} {
		was := state("kato.y")
		s.Menu("kato.y")
		s.Chooses(c.key)
		if s.Dialogs(c.dialog) != 1 {
			t.Fatalf("%s: no question:\n%s", c.key, s.Text())
		}
		s.ShowsPart("kato.y")
		s.Key(fyne.KeyEscape)
		if got := state("kato.y"); got != was {
			t.Fatalf("%s: after Escape %s", c.key, got)
		}
		s.Menu("kato.y")
		s.Chooses(c.key)
		s.Confirm()
		if got := state("kato.y"); got != c.want {
			t.Errorf("%s: %s, want %s:\n%s", c.key, got, c.want, s.Text())
		}
		if c.key == "person.demote" {
			s.Key(fyne.KeyEscape) // closes the suggestion of a new kit
		}
		if s.Window.Canvas().Focused() != users(s).Table.Focusable() {
			t.Errorf("%s: the focus is on %T", c.key, s.Window.Canvas().Focused())
		}
		s.Chose("kato.y")
	}
	if got := state("abe.m"); got != before {
		t.Errorf("somebody else has become %s", got)
	}
}

// A second Enter does nothing more, and Escape does not leave a running action.
func TestActIsDoneOnce(t *testing.T) {
	s := screentest.Managing(t, "abe.m")
	s.Menu("abe.m")
	s.Chooses("person.suspend")
	s.Hold = true
	s.Confirm()
	s.Confirm()
	if len(s.Later) != 1 {
		t.Fatalf("%d jobs", len(s.Later))
	}
	s.Key(fyne.KeyEscape)
	s.Tap("common.cancel")
	if s.Window.Canvas().Overlays().Top() == nil {
		t.Fatal("the dialog is gone, and the act comes all the same")
	}
	s.Run()
	if got := s.Stored("abe.m").State; got != model.StateSuspended || s.Window.Canvas().Overlays().Top() != nil {
		t.Errorf("it is %s:\n%s", got, s.Text())
	}
}

// Whatever the table shows by then, the menu and its dialogs act on the person whose row was clicked.
func TestMenuKeepsItsPerson(t *testing.T) {
	s := screentest.Managing(t, "abe.m", "kato.y", "yoshida.h")
	at := s.Place("abe.m", "login")
	test.TapSecondaryAt(users(s).Table.Focusable().(fyne.SecondaryTappable), fyne.NewPos(200, 20))
	if got := screentest.Offers(s.OpenMenu()); len(got) != 7 {
		t.Fatalf("at %v: %v", at, got)
	}
	users(s).OnSort("login", true) // the order of the rows is reversed under it
	s.Chooses("person.suspend")
	s.ShowsPart("abe.m")
	users(s).Table.Select(screentest.RowID(s.Person("kato.y")))
	s.Confirm()
	for login, want := range map[string]model.PersonState{
		"abe.m": model.StateSuspended, "kato.y": model.StateUsable, "yoshida.h": model.StateUsable,
	} {
		if got := s.Stored(login).State; got != want {
			t.Errorf("%s is %s", login, got)
		}
	}
}

// A lock covers the menu, and brings it back; signing out closes it.
func TestMenuUnderTheLock(t *testing.T) {
	s := screentest.Managing(t, "abe.m")
	s.Menu("abe.m")
	s.W.Lock()
	if s.Window.Canvas().Overlays().Top() != nil {
		t.Fatal("the menu is above the lock page")
	}
	s.Fill(s.Field("login.password"), screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	s.Chooses("person.suspend")
	s.Confirm()
	if got := s.Stored("abe.m").State; got != model.StateSuspended {
		t.Errorf("it is %s", got)
	}
	s.Menu("abe.m")
	s.W.Flow.SignOut()
	if s.Window.Canvas().Overlays().Top() != nil {
		t.Error("the menu outlives the session")
	}
}

// An administrator who is suspended or demoted may know the recovery kit; the question says so.
func TestActsOnAnAdministratorWarn(t *testing.T) {
	s := screentest.Managing(t, "abe.m")
	for _, c := range []struct{ key, user, administrator string }{
		{"person.suspend", "", "person.suspend_administrator"},
		{"person.demote", "", "person.demote_warning"},
	} {
		if s.Stored("abe.m").Role == model.RoleUser {
			s.Menu("abe.m")
			s.Chooses("person.promote")
			s.Says(i18n.T("person.promote_warning"))
			s.Key(fyne.KeyReturn)
		}
		s.Menu("abe.m")
		s.Chooses(c.key)
		s.Says(i18n.T(c.administrator))
		s.Confirm()
		s.Key(fyne.KeyEscape) // closes the suggestion of a new kit
		if got := s.Stored("abe.m").Role; got != model.RoleUser {
			t.Errorf("%s: %s", c.key, got)
		}
		if s.Stored("abe.m").State == model.StateSuspended {
			s.Menu("abe.m")
			s.Chooses("person.resume")
			s.Key(fyne.KeyReturn)
		}
	}
	s.Menu("abe.m")
	s.Chooses("person.suspend")
	if _, ok := screentest.Find(s, func(n *widgets.Notice) bool { return n.Visible() && n.Text() == i18n.T("person.suspend_administrator") }); ok {
		t.Error("a user's suspension warns of the kit")
	}
}

// disabled returns the buttons of the dialog that cannot be pressed.
func disabled(s *screentest.Harness) []string {
	var texts []string
	for _, o := range s.Objects() {
		if b, ok := o.(*widgets.Button); ok && b.Visible() && b.Disabled() {
			texts = append(texts, b.Text)
		}
	}
	return texts
}

// One's own row, and the last administrator's, say why most actions are not possible.
func TestOwnRowIsGuarded(t *testing.T) {
	s := screentest.Managing(t, "abe.m")
	guarded := labels("person.reset", "person.suspend", "person.demote", "person.delete")
	for _, code := range []model.Code{model.CodeLastAdministrator, model.CodeOneself} {
		s.Open("sato.h")
		if got := disabled(s); !slices.Equal(got, guarded) {
			t.Errorf("%s: disabled are %v", code, got)
		}
		s.Shows("failure." + string(code))
		s.Key(fyne.KeyEscape)
		if code == model.CodeLastAdministrator {
			s.Menu("abe.m")
			s.Chooses("person.promote")
			s.Key(fyne.KeyReturn)
		}
	}
	s.Open("abe.m") // another administrator: everything is allowed
	if got := disabled(s); got != nil {
		t.Errorf("disabled are %v", got)
	}
}

// Nobody can turn off another administrator's MFA.
func TestAnotherAdministratorsMFA(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m")
	s.WithMFA("abe.m", screentest.UserPassword)
	s.Manage()
	s.Menu("abe.m")
	s.Chooses("person.promote")
	s.Key(fyne.KeyReturn)
	s.Open("abe.m")
	if got := disabled(s); !slices.Equal(got, labels("person.mfa_off")) {
		t.Errorf("disabled are %v", got)
	}
	s.Shows("person.mfa_administrator")
	s.Key(fyne.KeyEscape)
	users(s).Table.Select(screentest.RowID(s.Person("abe.m")))
	s.Key(fyne.KeySpace)
	s.Says(i18n.T("users.no_switch", "Name", "𠮷田 春樹"))
}

func TestDeleteAsksForTheID(t *testing.T) {
	s := screentest.Managing(t, "abe.m", "kato.y")
	s.Open("abe.m")
	s.Tap("person.delete")
	if s.Dialogs("person_delete") != 1 {
		t.Fatal("no question")
	}
	for _, typed := range []string{"", "kato.y", "abe"} {
		s.Fill(s.Field("person.delete_login"), typed)
		s.Confirm()
		if got := s.Field("person.delete_login").Error(); got != i18n.T("failure.login_differs") {
			t.Errorf("%q: %q", typed, got)
		}
		if s.Window.Canvas().Focused() != s.Focusable("person.delete_login") || contentOf(s, "person.delete_login") != typed {
			t.Errorf("%q: not back at the field", typed)
		}
	}
	s.Fill(s.Field("person.delete_login"), "ABE.M")
	if got := s.Field("person.delete_login").Error(); got != "" {
		t.Errorf("while typing: %q", got)
	}
	s.Confirm()
	if s.Window.Canvas().Overlays().Top() != nil {
		t.Fatalf("a dialog is open:\n%s", s.Text())
	}
	if got := s.Logins(); !slices.Equal(got, []string{"kato.y", "sato.h"}) {
		t.Errorf("the table shows %v", got)
	}
	s.Says(i18n.T("users.deleted", "Name", "𠮷田 春樹"))
	s.Chose("kato.y") // who has taken that place
	people, err := s.W.Session().People(context.Background())
	s.Must(err)
	if len(people) != 2 {
		t.Errorf("%d people", len(people))
	}
}

// Somebody else deleted the person meanwhile: the dialog stays and says why, and a second try is possible.
func TestActThatFails(t *testing.T) {
	s := screentest.Managing(t, "abe.m")
	s.Menu("abe.m")
	s.Chooses("person.suspend")
	s.Must(s.W.Session().DeleteUser(context.Background(), s.Person("abe.m").ID, "abe.m"))
	s.Confirm()
	s.Says(i18n.T("failure.denied"))
	if s.Button("person.suspend").Busy() {
		t.Error("the button stays busy")
	}
}

// A row that was tampered with can be looked at, nothing else.
func TestTamperedRow(t *testing.T) {
	s := screentest.Managing(t, "abe.m")
	s.Attack("UPDATE user SET name = '阿部 美咲' WHERE login = 'abe.m'")
	users(s).Load()
	if got := screentest.Offers(s.Menu("abe.m")); !slices.Equal(got, labels("person.open")) {
		t.Errorf("the menu offers %v", got)
	}
	s.Chooses("person.open")
	s.Says(i18n.T("person.tampered"))
	s.Key(fyne.KeyEscape)
	s.Key(fyne.KeySpace)
	s.Says(i18n.T("users.tampered_why", "Name", "阿部 美咲"))
	if s.Dialogs("reset") != 0 {
		t.Error("its switch acts")
	}
}
