package screens

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/firstrun"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// desks returns the fingerprints of the desks registered for the account of sato.h.
func (s *stage) desks() []string {
	s.t.Helper()
	session, _, err := s.w.Office().SignIn(s.t.Context(), "sato.h", adminPassword)
	s.must(err)
	defer session.SignOut()
	desks, err := session.SupportDesks(s.t.Context())
	s.must(err)
	var prints []string
	for _, desk := range desks {
		prints = append(prints, desk.Fingerprint)
	}
	return prints
}

// picks chooses a card.
func (s *stage) picks(key string) {
	s.t.Helper()
	choice, ok := find(s, func(c *widgets.Choice) bool { return c.Title == i18n.T(key) })
	if !ok {
		s.t.Fatalf("no choice %q:\n%s", i18n.T(key), s.text())
	}
	test.Tap(choice)
}

// toFirstSupport goes through the first two steps.
func (s *stage) toFirstSupport(kind model.AccountKind) {
	s.t.Helper()
	s.toKit(kind)
	s.tap("common.back")
	s.onPage("first_run_3")
}

func firstSupport(s *stage) *firstrun.FirstSupport { return s.w.Current().(*firstrun.FirstSupport) }

// finishes completes the first run, starting at the support desk's step.
func finishes(s *stage) {
	s.t.Helper()
	s.tap("common.next")
	s.onPage("first_run_4")
	s.typeGroups()
	s.press(fyne.KeyReturn)
	s.onPage("login")
}

// People who decide later are told what that means, and have no support desk.
func TestFirstRunWithoutADesk(t *testing.T) {
	for kind, text := range map[model.AccountKind]string{
		model.KindMulti: i18n.T("first_run.support_desk_later_text"), model.KindSingle: i18n.T("first_run.support_desk_later_single"),
	} {
		s := newStage(t).begin()
		s.toFirstSupport(kind)
		page := firstSupport(s)
		if !page.Other.Chosen || page.Other.Text != text {
			t.Errorf("%s: %t, %q", kind, page.Other.Chosen, page.Other.Text)
		}
		if page.Form.Visible() {
			t.Error("a key is asked for that nobody has")
		}
		finishes(s)
		if got := s.desks(); len(got) != 0 {
			t.Errorf("%s: %v", kind, got)
		}
	}
}

// A public key from another PC is pasted. A mistake in it is named, and the text survives going back and forth.
func TestFirstRunWithAnOwnDesk(t *testing.T) {
	s := newStage(t).begin()
	s.toFirstSupport(model.KindMulti)
	page := firstSupport(s)
	s.picks("first_run.support_desk_own")
	s.focused(page.Key.Area, "public key")
	s.press(fyne.KeyReturn)
	s.onPage("first_run_3")
	if got := page.Key.Field.Error(); got != i18n.T("failure.desk_typed", "Row", 0) {
		t.Errorf("nothing typed: %q", got)
	}
	s.paste(mistype(otherDesk, 5))
	if got := page.Key.Field.Error(); got != i18n.T("failure.desk_typed", "Row", 5) {
		t.Errorf("mistyped: %q", got)
	}
	page.Key.Area.Wipe()
	s.paste("Our desk's key:\n\n" + otherDesk + "\n")
	other, err := model.ReadSupportDesk(otherDesk)
	s.must(err)
	s.showsPart(other.Fingerprint)
	s.press(fyne.KeyReturn)
	s.focused(page.Reach.First(), "name of the desk")
	s.press(fyne.KeyReturn)
	if got := s.field("contact.support_name").Error(); got != i18n.T("failure.name_empty") {
		t.Errorf("no contact: %q", got)
	}
	s.contact()
	s.press(fyne.KeyReturn)
	s.onPage("first_run_4")
	s.tap("common.back")
	s.onPage("first_run_3")
	s.showsPart(other.Fingerprint)
	finishes(s)
	if got := s.desks(); len(got) != 1 || got[0] != other.Fingerprint {
		t.Errorf("registered: %v", got)
	}
	desk, _, err := s.w.Office().SupportDesk(t.Context())
	s.must(err)
	if desk.Contact != deskContact {
		t.Errorf("reached by %+v", desk.Contact)
	}
}

// Somebody chooses a desk of their own, then none, and has none.
func TestFirstRunDeskIsTakenBack(t *testing.T) {
	s := newStage(t).begin()
	s.toFirstSupport(model.KindMulti)
	page := firstSupport(s)
	s.picks("first_run.support_desk_own")
	page.Key.Set(otherDesk)
	s.contact()
	s.tap("common.next")
	s.tap("common.back")
	s.picks("first_run.support_desk_later")
	finishes(s)
	if got := s.desks(); len(got) != 0 {
		t.Errorf("registered: %v", got)
	}
}

// If the packager has a desk it is offered, and used unless another is named.
func TestFirstRunWithThePackagersDesk(t *testing.T) {
	s := newStage(t)
	s.options.SupportDesks = []string{away().desk.Key}
	s.cfg.Support.Keys = s.options.SupportDesks
	s.begin()
	s.toFirstSupport(model.KindMulti)
	page := firstSupport(s)
	if want := i18n.T("first_run.support_desk_packager_text", "Address", packagerSupport.Address, "Hours", packagerSupport.Hours["ja"]); page.Other.Text != want {
		t.Errorf("offered: %q", page.Other.Text)
	}
	finishes(s)
	if got := s.desks(); len(got) != 1 || got[0] != away().desk.Fingerprint {
		t.Errorf("registered: %v", got)
	}
}

// The key may be made on the way. Its file has to exist before the next step.
func TestFirstRunMakesASupportKey(t *testing.T) {
	s := newStage(t).begin()
	s.toFirstSupport(model.KindMulti)
	page := firstSupport(s)
	s.picks("first_run.support_desk_own")
	s.tap("first_run.make_support_key")
	s.fill(s.field("support_key.passphrase"), deskPassphrase)
	s.press(fyne.KeyReturn)
	s.fill(s.field("support_key.passphrase_again"), deskPassphrase)
	s.press(fyne.KeyReturn)
	if page.Key.Area.Text != "" {
		t.Fatal("the key counts before its file is there")
	}
	s.fill(s.field("save_file.path"), filepath.Join(t.TempDir(), "desk.age"))
	s.press(fyne.KeyReturn)
	s.shows("support_key.made_title")
	s.key(fyne.KeyEscape)
	desk, err := model.ReadSupportDesk(page.Key.Area.Text)
	s.must(err)
	s.focused(page.Reach.First(), "name of the desk")
	s.contact()
	finishes(s)
	if got := s.desks(); len(got) != 1 || got[0] != desk.Fingerprint {
		t.Errorf("registered: %v", got)
	}
}
