package people_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/people"
	"qlingo/screens/screentest"
)

// Somebody who has ceased to be an administrator may know the kit: only then a new one is suggested.
func TestNewKitIsOfferedAfterAnAdministrator(t *testing.T) {
	s := screentest.Managing(t, "abe.m")
	for _, key := range []string{"person.demote", "person.suspend", "person.delete"} {
		if s.Stored("abe.m").State == model.StateSuspended {
			s.Menu("abe.m")
			s.Chooses("person.resume")
			s.Key(fyne.KeyReturn)
		}
		s.Menu("abe.m")
		s.Chooses("person.promote")
		s.Key(fyne.KeyReturn)
		before := s.Dialogs("kit_offer")
		s.Menu("abe.m")
		s.Chooses(key)
		if key == "person.delete" {
			s.TypeKeys("abe.m")
		}
		s.Confirm()
		if s.Dialogs("kit_offer") != before+1 {
			t.Fatalf("%s: no offer:\n%s", key, s.Text())
		}
		if key == "person.delete" {
			s.Key(fyne.KeyReturn)
			s.Shows("new_kit.title")
			s.NewKit()
		}
		s.Key(fyne.KeyEscape)
		if s.Window.Canvas().Overlays().Top() != nil {
			t.Fatalf("%s: Escape does not put it off", key)
		}
	}
	people.PersonActions{W: s.W, Person: model.Person{Role: model.RoleAdministrator}}.OfferNewKit(model.RoleAdministrator) // unlocked, for example
	if n := s.Dialogs("kit_offer"); n != 3 {
		t.Errorf("%d offers", n)
	}
}
