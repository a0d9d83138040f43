package demo

import (
	"os"
	"path/filepath"
	"testing"

	"qlingo/model"
)

// opened is the demo's office, begun anew.
func opened(t *testing.T) (*Demo, *model.Office) {
	t.Helper()
	folders, remove, err := NewFolders()
	if err != nil {
		t.Fatal(err)
	}
	d := New(model.Options{Data: folders.Data, Config: folders.Config, ForceFileKeys: true})
	office, err := d.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := office.Close(); err != nil {
			t.Error(err)
		}
		remove()
		if _, err := os.Stat(filepath.Dir(folders.Data)); !os.IsNotExist(err) {
			t.Errorf("the demo left its folder: %v", err)
		}
	})
	return d, office
}

func TestDemoHasEveryKindOfPerson(t *testing.T) {
	d, office := opened(t)
	session, _, err := office.SignIn(t.Context(), "sato.h", Password)
	if err != nil {
		t.Fatal(err)
	}
	people, err := session.People(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	byLogin, never := map[string]model.Person{}, 0
	for _, person := range people {
		byLogin[person.Login] = person
		if person.State == model.StateNever {
			never++
		}
	}
	for _, u := range users {
		got := byLogin[u.login]
		if got.State != u.state || got.MFA != (u.mfa && u.story != storyReset) || got.Name != u.name {
			t.Errorf("%s is %+v", u.login, got)
		}
		if got.MFAReset.IsZero() == (u.story == storyReset) || (got.Role == model.RoleAdministrator) != (u.story == storyAdministrator) {
			t.Errorf("%s: reset %v, %s", u.login, got.MFAReset, got.Role)
		}
	}
	if want := 1 + len(newcomers()) - starters; len(people) != 1+len(users)+len(newcomers()) || never != want {
		t.Errorf("%d people, %d have never signed in, want %d", len(people), never, want)
	}
	events, _, err := session.Activity(t.Context(), model.ActivityQuery{Limit: 1000})
	if err != nil || len(events) < 200 {
		t.Errorf("%d rows of activity: %v", len(events), err)
	}
	kinds := map[model.ActivityKind]bool{}
	for _, event := range events {
		kinds[event.Kind] = true
	}
	for _, kind := range []model.ActivityKind{
		model.ActivityPeopleImported, model.ActivityMFAReset, model.ActivityMadeAdministrator, model.ActivitySettingsChanged, model.ActivityLogExported,
	} {
		if !kinds[kind] {
			t.Errorf("nothing was %s", kind)
		}
	}
	session.SignOut()
	everybodySignsIn(t, d, office)
}

// everybodySignsIn tries the people of the login page, and what they are told.
func everybodySignsIn(t *testing.T, d *Demo, office *model.Office) {
	t.Helper()
	for _, who := range d.people {
		session, pending, err := office.SignIn(t.Context(), who.Login, who.Password)
		switch {
		case who.Note == "demo.suspended" && model.CodeOf(err) == model.CodeSuspended:
			continue
		case who.Note == "demo.locked" && model.CodeOf(err) == model.CodeThrottled:
			continue
		case err != nil:
			t.Errorf("%s cannot sign in: %v", who.Login, err)
			continue
		case (pending != nil) != (who.PIN != nil):
			t.Errorf("%s: PIN asked %t, PIN shown %t", who.Login, pending != nil, who.PIN != nil)
			continue
		case pending != nil:
			if session, err = pending.Enter(t.Context(), who.PIN(d.clock.now())); err != nil {
				t.Errorf("%s: %v", who.Login, err)
				continue
			}
		}
		if who.Note != "demo.never_signed_in" {
			changes, err := session.Changes(t.Context())
			told := who.Note == "demo.has_news" || who.Note == "demo.mfa_reset"
			if err != nil || (len(changes) > 0) != told {
				t.Errorf("%s is told %v, %v", who.Login, changes, err)
			}
		}
		if doubted := session.News().PINFailures >= 5; doubted != (who.Note == "demo.wrong_pins") {
			t.Errorf("%s: %d wrong PINs", who.Login, session.News().PINFailures)
		}
		session.SignOut()
	}
}
