package screens

import (
	"context"
	"regexp"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// An administrator gives somebody a new temporary password: after a question, shown once, good at the login page.
func TestTemporaryPasswordFromThePerson(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
	s.signIn("sato.h", adminPassword)
	s.users().table.Select(rowID(s.person("takahashi.k")))
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
	s.says(i18n.T("temporary.text", "Until", i18n.When(s.clock.now().Add(24*time.Hour))))
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

// A refusal is said in the dialog, which stays.
func TestTemporaryPasswordRefused(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
	s.signIn("sato.h", adminPassword)
	other := s.person("takahashi.k")
	other.ID = model.PersonID{1}
	s.d.showPerson(s.users().handling(other), s.users().handling)
	s.tap("person.reset")
	s.tap("person.reset")
	s.says(i18n.T("failure.denied"))
	if _, err := s.d.session.Profile(context.Background()); err != nil {
		t.Error(err)
	}
	test.Tap(s.button("common.close"))
}

// open shows somebody's dialog.
func (s *stage) open(login string) {
	s.t.Helper()
	s.users().table.Select(rowID(s.person(login)))
	s.users().onOpen(rowID(s.person(login)))
}
