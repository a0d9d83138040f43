package screens

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// pass lets seconds go by, with a tick for each.
func pass(s *stage, seconds int) {
	for range seconds {
		s.clock.step(time.Second)
		s.w.Tick()
	}
}

func (s *stage) tells(key string) bool { return strings.Contains(s.text(), i18n.T(key)) }

// While the OS's key store takes long, the page says so after a moment and lets the person leave. Afterwards the old
// text comes back.
func TestOpeningWaitsForTheKeyStore(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti)
	asking := false
	s.backend.busy = func() bool { return asking }
	s.hold = true
	s.begin()
	pass(s, 5)
	if s.tells("key_wait.text") || !s.tells("opening.text") {
		t.Fatalf("nothing is waited for:\n%s", s.text())
	}
	asking = true
	pass(s, 1)
	asking = false
	pass(s, 1)
	asking = true
	pass(s, 2)
	if s.tells("key_wait.text") {
		t.Error("it speaks before anybody wonders")
	}
	pass(s, 1)
	s.onPage("opening_key_store")
	s.shows("key_wait.text")
	if s.tells("opening.text") {
		t.Error("it says two things")
	}
	asking = false
	pass(s, 1)
	s.shows("opening.text")
	if s.tells("key_wait.text") || s.w.Current().(*openingPage).quit.Visible() {
		t.Error("it waits for what has answered")
	}
	asking = true
	pass(s, 4)
	s.window.Canvas().(interface{ FocusNext() }).FocusNext()
	s.press(fyne.KeyReturn)
	if !s.quit {
		t.Error("nobody can leave")
	}
}

// The last step of the first run says what takes so long, too.
func TestFirstRunWaitsForTheKeyStore(t *testing.T) {
	s := newStage(t).begin()
	s.toKit(model.KindMulti)
	s.typeGroups()
	s.hold = true
	asking := true
	s.backend.busy = func() bool { return asking }
	pass(s, 5)
	if s.tells("key_wait.text") {
		t.Error("nothing was begun")
	}
	s.tap("first_run.finish")
	pass(s, 3)
	s.onPage("first_run_key_store")
	s.shows("key_wait.text")
	asking = false
	s.run()
	s.onPage("login")
}

// silent makes a stage whose key store does not answer. The database opens once the kit is used.
func silent(t *testing.T) *stage {
	t.Helper()
	s := newStage(t).withOffice(model.KindMulti)
	open, opens := s.backend.open, s.backend.recover
	used := false
	s.backend.open = func(ctx context.Context) (*model.Office, error) {
		if !used {
			return nil, &model.Error{Code: model.CodeKeyStoreSilent, Path: "qlingo.db"}
		}
		return open(ctx)
	}
	s.backend.recover = func(ctx context.Context, kit string, accept bool) error {
		err := opens(ctx, kit, accept)
		used = err == nil
		return err
	}
	s.begin().onPage("failure")
	s.shows("failure.key_store_silent")
	return s
}

// A key store that does not answer is tried again; if it never will, the kit opens the database.
func TestSilentKeyStoreIsMendedWithTheKit(t *testing.T) {
	s := silent(t)
	s.focused(s.button("failure_page.retry"), "trying again")
	if s.button("failure_page.retry").Kind != widgets.KindPrimary || s.button("recovery.open").Kind != widgets.KindPlain {
		t.Error("the kit comes before trying again")
	}
	s.shows("recovery.key_store_text")
	s.press(fyne.KeyReturn)
	s.onPage("failure")

	field := s.field("kit.label")
	s.fill(field, s.otherKit())
	s.press(fyne.KeyReturn)
	if want := i18n.T("recovery.wrong_file"); field.Error() != want {
		t.Errorf("the field says %q, not %q", field.Error(), want)
	}
	asking := true
	s.backend.busy = func() bool { return asking }
	pass(s, 4)
	if s.tells("key_wait.text") {
		t.Error("nothing was begun")
	}
	s.fill(field, s.paper())
	s.hold = true
	s.press(fyne.KeyReturn)
	pass(s, 3)
	if !s.tells("key_wait.text") {
		t.Error("nobody says what takes so long")
	}
	s.run()
	s.onPage("login")
	s.signIn("sato.h", adminPassword)
	s.onPage("users")
}

func TestLargeTextOfTheKeyStore(t *testing.T) {
	inBothLanguages(t, func(t *testing.T, lang string) {
		s := large(t, lang).withOffice(model.KindMulti)
		s.backend.busy = func() bool { return true }
		s.hold = true
		s.begin()
		pass(s, 4)
		s.nothingCutOff("opening_key_store")
	})
}
