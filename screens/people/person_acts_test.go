package screens

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// menu opens the menu of a person's row by keyboard.
func (s *stage) menu(login string) *widgets.Menu {
	s.t.Helper()
	table := s.table()
	table.Select(rowID(s.person(login)))
	s.w.Focus(table.Focusable())
	s.key(desktop.KeyMenu)
	return s.openMenu()
}

func (s *stage) openMenu() *widgets.Menu {
	s.t.Helper()
	m, ok := s.window.Canvas().Overlays().Top().(*widgets.Menu)
	if !ok {
		s.t.Fatalf("no menu:\n%s", s.text())
	}
	return m
}

// offers returns the lines of a menu; those that cannot be chosen are in brackets.
func offers(m *widgets.Menu) []string {
	var lines []string
	for _, item := range m.Items() {
		text := item.Text
		if item.Why != "" {
			text = "(" + text + ")"
		}
		lines = append(lines, text)
	}
	return lines
}

// chooses picks a line of the open menu by keyboard.
func (s *stage) chooses(key string) {
	s.t.Helper()
	s.key(fyne.KeyHome)
	for _, item := range s.openMenu().Items() {
		switch {
		case item.Why != "":
			continue
		case item.Text == i18n.T(key):
			s.key(fyne.KeyReturn)
			return
		}
		s.key(fyne.KeyDown)
	}
	s.t.Fatalf("the menu does not offer %q: %v", i18n.T(key), offers(s.openMenu()))
}

// stored returns a person from the database. The table has to show the same.
func (s *stage) stored(login string) model.Person {
	s.t.Helper()
	people, err := s.w.Session().People(context.Background())
	s.must(err)
	at := slices.IndexFunc(people, func(p model.Person) bool { return p.Login == login })
	if at < 0 {
		return model.Person{}
	}
	if shown := s.person(login); shown != people[at] {
		s.t.Errorf("the table shows %+v, the database has %+v", shown, people[at])
	}
	return people[at]
}

// lockOut types wrong passwords for a login until a wait begins.
func lockOut(s *stage, login string) {
	s.t.Helper()
	for range 5 {
		_, _, err := s.w.Office().SignIn(context.Background(), login, "not-the-password")
		if model.CodeOf(err) != model.CodeWrongCredentials {
			s.t.Fatal(err)
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
	s := newStage(t).withOffice(model.KindMulti, "abe.m", "ito.t", "kato.y", "tanaka.n")
	s.withMFA("ito.t", userPassword)
	s.manage()
	lockOut(s, "kato.y")
	_, err := s.w.Session().Suspend(context.Background(), s.person("tanaka.n").ID)
	s.must(err)
	users(s).Load()
	for login, want := range map[string][]string{
		"abe.m":    {"person.open", "person.edit", "person.reset", "person.suspend", "person.promote", "person.delete"},
		"ito.t":    {"person.open", "person.edit", "person.reset", "person.mfa_off", "person.suspend", "person.promote", "person.delete"},
		"kato.y":   {"person.open", "person.edit", "person.reset", "person.unlock", "person.suspend", "person.promote", "person.delete"},
		"tanaka.n": {"person.open", "person.edit", "person.reset", "person.resume", "(person.promote)", "person.delete"},
		"sato.h":   {"person.open", "person.edit", "(person.reset)", "(person.suspend)", "(person.demote)", "(person.delete)"},
	} {
		if got := offers(s.menu(login)); !slices.Equal(got, labels(want...)) {
			t.Errorf("%s: %v, want %v", login, got, labels(want...))
		}
		s.key(fyne.KeyEscape)
	}
}

// Each action does what it says to the person of the row, and the table shows the result with the row still chosen.
func TestActsFromTheMenu(t *testing.T) {
	s := managing(t, "abe.m", "kato.y")
	lockOut(s, "kato.y")
	state := func(login string) string {
		p := s.stored(login)
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
		s.menu("kato.y")
		s.chooses(c.key)
		if s.dialogs(c.dialog) != 1 {
			t.Fatalf("%s: no question:\n%s", c.key, s.text())
		}
		s.showsPart("kato.y")
		s.key(fyne.KeyEscape)
		if got := state("kato.y"); got != was {
			t.Fatalf("%s: after Escape %s", c.key, got)
		}
		s.menu("kato.y")
		s.chooses(c.key)
		s.confirm()
		if got := state("kato.y"); got != c.want {
			t.Errorf("%s: %s, want %s:\n%s", c.key, got, c.want, s.text())
		}
		if c.key == "person.demote" {
			s.key(fyne.KeyEscape) // closes the suggestion of a new kit
		}
		if s.window.Canvas().Focused() != users(s).Table.Focusable() {
			t.Errorf("%s: the focus is on %T", c.key, s.window.Canvas().Focused())
		}
		s.chose("kato.y")
	}
	if got := state("abe.m"); got != before {
		t.Errorf("somebody else has become %s", got)
	}
}

// A second Enter does nothing more, and Escape does not leave a running action.
func TestActIsDoneOnce(t *testing.T) {
	s := managing(t, "abe.m")
	s.menu("abe.m")
	s.chooses("person.suspend")
	s.hold = true
	s.confirm()
	s.confirm()
	if len(s.later) != 1 {
		t.Fatalf("%d jobs", len(s.later))
	}
	s.key(fyne.KeyEscape)
	s.tap("common.cancel")
	if s.window.Canvas().Overlays().Top() == nil {
		t.Fatal("the dialog is gone, and the act comes all the same")
	}
	s.run()
	if got := s.stored("abe.m").State; got != model.StateSuspended || s.window.Canvas().Overlays().Top() != nil {
		t.Errorf("it is %s:\n%s", got, s.text())
	}
}

// Whatever the table shows by then, the menu and its dialogs act on the person whose row was clicked.
func TestMenuKeepsItsPerson(t *testing.T) {
	s := managing(t, "abe.m", "kato.y", "yoshida.h")
	at := s.place("abe.m", "login")
	test.TapSecondaryAt(users(s).Table.Focusable().(fyne.SecondaryTappable), fyne.NewPos(200, 20))
	if got := offers(s.openMenu()); len(got) != 6 {
		t.Fatalf("at %v: %v", at, got)
	}
	users(s).OnSort("login", true) // the order of the rows is reversed under it
	s.chooses("person.suspend")
	s.showsPart("abe.m")
	users(s).Table.Select(rowID(s.person("kato.y")))
	s.confirm()
	for login, want := range map[string]model.PersonState{
		"abe.m": model.StateSuspended, "kato.y": model.StateUsable, "yoshida.h": model.StateUsable,
	} {
		if got := s.stored(login).State; got != want {
			t.Errorf("%s is %s", login, got)
		}
	}
}

// A lock covers the menu, and brings it back; signing out closes it.
func TestMenuUnderTheLock(t *testing.T) {
	s := managing(t, "abe.m")
	s.menu("abe.m")
	s.w.Lock()
	if s.window.Canvas().Overlays().Top() != nil {
		t.Fatal("the menu is above the lock page")
	}
	s.fill(s.field("login.password"), adminPassword)
	s.press(fyne.KeyReturn)
	s.chooses("person.suspend")
	s.confirm()
	if got := s.stored("abe.m").State; got != model.StateSuspended {
		t.Errorf("it is %s", got)
	}
	s.menu("abe.m")
	s.w.Flow.SignOut()
	if s.window.Canvas().Overlays().Top() != nil {
		t.Error("the menu outlives the session")
	}
}

// An administrator who is suspended or demoted may know the recovery kit; the question says so.
func TestActsOnAnAdministratorWarn(t *testing.T) {
	s := managing(t, "abe.m")
	for _, c := range []struct{ key, user, administrator string }{
		{"person.suspend", "", "person.suspend_administrator"},
		{"person.demote", "", "person.demote_warning"},
	} {
		if s.stored("abe.m").Role == model.RoleUser {
			s.menu("abe.m")
			s.chooses("person.promote")
			s.says(i18n.T("person.promote_warning"))
			s.key(fyne.KeyReturn)
		}
		s.menu("abe.m")
		s.chooses(c.key)
		s.says(i18n.T(c.administrator))
		s.confirm()
		s.key(fyne.KeyEscape) // closes the suggestion of a new kit
		if got := s.stored("abe.m").Role; got != model.RoleUser {
			t.Errorf("%s: %s", c.key, got)
		}
		if s.stored("abe.m").State == model.StateSuspended {
			s.menu("abe.m")
			s.chooses("person.resume")
			s.key(fyne.KeyReturn)
		}
	}
	s.menu("abe.m")
	s.chooses("person.suspend")
	if _, ok := find(s, func(n *widgets.Notice) bool { return n.Visible() && n.Text() == i18n.T("person.suspend_administrator") }); ok {
		t.Error("a user's suspension warns of the kit")
	}
}

// disabled returns the buttons of the dialog that cannot be pressed.
func disabled(s *stage) []string {
	var texts []string
	for _, o := range s.objects() {
		if b, ok := o.(*widgets.Button); ok && b.Visible() && b.Disabled() {
			texts = append(texts, b.Text)
		}
	}
	return texts
}

// One's own row, and the last administrator's, say why most actions are not possible.
func TestOwnRowIsGuarded(t *testing.T) {
	s := managing(t, "abe.m")
	guarded := labels("person.reset", "person.suspend", "person.demote", "person.delete")
	for _, code := range []model.Code{model.CodeLastAdministrator, model.CodeOneself} {
		s.open("sato.h")
		if got := disabled(s); !slices.Equal(got, guarded) {
			t.Errorf("%s: disabled are %v", code, got)
		}
		s.shows("failure." + string(code))
		s.key(fyne.KeyEscape)
		if code == model.CodeLastAdministrator {
			s.menu("abe.m")
			s.chooses("person.promote")
			s.key(fyne.KeyReturn)
		}
	}
	s.open("abe.m") // another administrator: everything is allowed
	if got := disabled(s); got != nil {
		t.Errorf("disabled are %v", got)
	}
}

// Nobody can turn off another administrator's MFA.
func TestAnotherAdministratorsMFA(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "abe.m")
	s.withMFA("abe.m", userPassword)
	s.manage()
	s.menu("abe.m")
	s.chooses("person.promote")
	s.key(fyne.KeyReturn)
	s.open("abe.m")
	if got := disabled(s); !slices.Equal(got, labels("person.mfa_off")) {
		t.Errorf("disabled are %v", got)
	}
	s.shows("person.mfa_administrator")
	s.key(fyne.KeyEscape)
	users(s).Table.Select(rowID(s.person("abe.m")))
	s.key(fyne.KeySpace)
	s.says(i18n.T("users.no_switch", "Name", "𠮷田 春樹"))
}

func TestDeleteAsksForTheID(t *testing.T) {
	s := managing(t, "abe.m", "kato.y")
	s.open("abe.m")
	s.tap("person.delete")
	if s.dialogs("person_delete") != 1 {
		t.Fatal("no question")
	}
	for _, typed := range []string{"", "kato.y", "abe"} {
		s.fill(s.field("person.delete_login"), typed)
		s.confirm()
		if got := s.field("person.delete_login").Error(); got != i18n.T("failure.login_differs") {
			t.Errorf("%q: %q", typed, got)
		}
		if s.window.Canvas().Focused() != s.focusable("person.delete_login") || contentOf(s, "person.delete_login") != typed {
			t.Errorf("%q: not back at the field", typed)
		}
	}
	s.fill(s.field("person.delete_login"), "ABE.M")
	if got := s.field("person.delete_login").Error(); got != "" {
		t.Errorf("while typing: %q", got)
	}
	s.confirm()
	if s.window.Canvas().Overlays().Top() != nil {
		t.Fatalf("a dialog is open:\n%s", s.text())
	}
	if got := s.logins(); !slices.Equal(got, []string{"kato.y", "sato.h"}) {
		t.Errorf("the table shows %v", got)
	}
	s.says(i18n.T("users.deleted", "Name", "𠮷田 春樹"))
	s.chose("kato.y") // who has taken that place
	people, err := s.w.Session().People(context.Background())
	s.must(err)
	if len(people) != 2 {
		t.Errorf("%d people", len(people))
	}
}

// Somebody else deleted the person meanwhile: the dialog stays and says why, and a second try is possible.
func TestActThatFails(t *testing.T) {
	s := managing(t, "abe.m")
	s.menu("abe.m")
	s.chooses("person.suspend")
	s.must(s.w.Session().DeleteUser(context.Background(), s.person("abe.m").ID, "abe.m"))
	s.confirm()
	s.says(i18n.T("failure.denied"))
	if s.button("person.suspend").Busy() {
		t.Error("the button stays busy")
	}
}

// A row that was tampered with can be looked at, nothing else.
func TestTamperedRow(t *testing.T) {
	s := managing(t, "abe.m")
	bad := s.person("abe.m")
	bad.State, bad.MFA = model.StateTampered, true
	users(s).Replace(bad)
	if got := offers(s.menu("abe.m")); !slices.Equal(got, labels("person.open")) {
		t.Errorf("the menu offers %v", got)
	}
	s.chooses("person.open")
	s.says(i18n.T("person.tampered"))
	s.key(fyne.KeyEscape)
	s.key(fyne.KeySpace)
	s.says(i18n.T("users.tampered_why", "Name", "𠮷田 春樹"))
	if s.dialogs("reset") != 0 {
		t.Error("its switch acts")
	}
}
