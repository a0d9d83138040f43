package screens

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/backup"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// inUse makes a stage whose office has been used and whose window is closed.
func inUse(t *testing.T) *stage {
	t.Helper()
	s := newStage(t).withOffice(model.KindMulti)
	s.withMFA("sato.h", adminPassword)
	return s
}

func loseKey(s *stage) {
	s.t.Helper()
	s.must(os.RemoveAll(filepath.Join(s.options.Config, "keys")))
}

// makeOld restores the database as it was before somebody signed in, and returns the newer one.
func makeOld(s *stage) (newer []byte) {
	s.t.Helper()
	early, err := os.ReadFile(s.options.Database())
	s.must(err)
	office, err := model.Open(s.t.Context(), s.options)
	s.must(err)
	_, pending, err := office.SignIn(s.t.Context(), "sato.h", adminPassword)
	s.must(err)
	pending.Leave()
	s.must(office.Close())
	newer, err = os.ReadFile(s.options.Database())
	s.must(err)
	s.must(os.WriteFile(s.options.Database(), early, 0o600))
	return newer
}

func TestKeyMissingIsMendedWithTheKit(t *testing.T) {
	s := inUse(t)
	loseKey(s)
	s.begin().onPage("failure")
	s.shows("failure.key_missing")
	field := s.field("kit.label")
	s.focused(field.Entry.(fyne.Focusable), "kit")
	s.typeKeys(s.mistyped(1))
	s.press(fyne.KeyReturn)
	if want := i18n.T("failure.kit_typed", "Row", 1); field.Error() != want {
		t.Errorf("the field says %q, not %q", field.Error(), want)
	}
	s.fill(field, s.otherKit())
	s.press(fyne.KeyReturn)
	if want := i18n.T("recovery.wrong_file"); field.Error() != want {
		t.Errorf("the field says %q, not %q", field.Error(), want)
	}
	s.onPage("failure")
	kit := s.w.Current().(*backup.FailurePage).Gate.Kit.Entry
	s.fill(field, s.paper())
	s.press(fyne.KeyReturn)
	s.onPage("login")
	if kit.Text != "" {
		t.Error("the kit outlives the page")
	}
	s.signIn("sato.h", adminPassword)
	s.onPage("pin") // unchanged
}

// While the kit is tried nothing leaves the page, and a failure with another cause is shown apart.
func TestKitFailsForAnotherReason(t *testing.T) {
	s := inUse(t)
	loseKey(s)
	s.begin()
	s.fill(s.field("kit.label"), s.paper())
	held, err := os.ReadFile(s.options.Database())
	s.must(err)
	s.must(os.Remove(s.options.Database()))
	s.hold = true
	s.tap("recovery.open")
	for _, key := range []string{"failure_page.retry", "failure_page.quit"} {
		if !s.button(key).Disabled() {
			t.Errorf("%s is awake", key)
		}
	}
	s.run()
	s.says(i18n.T("failure.file_gone") + "\n" + i18n.T("remedy.file_gone"))
	s.must(os.WriteFile(s.options.Database(), held, 0o600))
	s.tap("recovery.open")
	s.onPage("login")
}

func TestOldCopyIsAcceptedWithTheKit(t *testing.T) {
	s := inUse(t)
	makeOld(s)
	s.begin().onPage("failure")
	s.shows("failure.old_copy")
	s.focused(s.button("failure_page.retry"), "button that tries again")
	s.fill(s.field("kit.label"), s.paper())
	s.press(fyne.KeyReturn)
	s.shows("recovery.old_copy_ask_text")
	s.key(fyne.KeyReturn) // stays
	s.shows("failure.old_copy")
	s.press(fyne.KeyReturn)
	s.key(fyne.KeyEscape) // stays, too
	s.onPage("failure")
	if _, err := model.Open(t.Context(), s.options); model.CodeOf(err) != model.CodeOldCopy {
		t.Fatalf("accepted without a yes: %v", err)
	}
	s.press(fyne.KeyReturn)
	yes, ok := find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("recovery.old_copy") })
	if !ok {
		t.Fatal("no way to accept")
	}
	s.window.Canvas().Focus(yes)
	s.press(fyne.KeyReturn)
	s.onPage("login")
}

// Putting the newer file back needs no kit.
func TestOldCopyIsReplacedByTheNewer(t *testing.T) {
	s := inUse(t)
	newer := makeOld(s)
	s.begin().onPage("failure")
	s.fill(s.field("kit.label"), s.otherKit())
	s.tap("recovery.old_copy")
	s.tap("recovery.old_copy") // the question's
	if want := i18n.T("recovery.wrong_first"); s.field("kit.label").Error() != want {
		t.Errorf("the field says %q, not %q", s.field("kit.label").Error(), want)
	}
	s.tap("failure_page.retry")
	s.onPage("failure")
	s.must(os.WriteFile(s.options.Database(), newer, 0o600))
	s.tap("failure_page.retry")
	s.onPage("login")
}

// Key lost and file old: the first page leads to the second, and the kit need not be typed again.
func TestOldCopyWithoutKey(t *testing.T) {
	s := inUse(t)
	makeOld(s)
	loseKey(s)
	s.begin()
	s.shows("failure.key_missing")
	s.fill(s.field("kit.label"), s.paper())
	s.tap("recovery.open")
	s.shows("failure.old_copy")
	s.w.Current().(*backup.FailurePage).OnLanguage("en")
	s.shows("failure.old_copy")
	s.tap("recovery.old_copy")
	s.tap("recovery.old_copy")
	s.onPage("login")
	i18n.Use("ja")
}

// forget deletes everything that this PC knows about the database, except the named folders.
func forget(s *stage, folders ...string) {
	s.t.Helper()
	for _, folder := range folders {
		s.must(os.RemoveAll(filepath.Join(s.options.Config, folder)))
	}
}

// On a new PC there is one more question: whether this is the newest file, which only the person can know.
func TestNewPCAsksWhetherTheFileIsTheNewest(t *testing.T) {
	s := inUse(t)
	forget(s, "keys", "anchors", "places")
	s.begin().onPage("failure")
	s.shows("failure.key_missing")
	s.fill(s.field("kit.label"), s.paper())
	s.press(fyne.KeyReturn)
	reads(s, i18n.T("failure_page.newest", "Time", i18n.When(s.clock.now().Add(-time.Minute))) + "\n" + i18n.T("recovery.unknown_ask_text"))
	s.press(fyne.KeyReturn) // Enter goes back, with the kit still there
	s.shows("failure.key_missing")
	if _, err := model.Open(t.Context(), s.options); model.CodeOf(err) != model.CodeKeyMissing {
		t.Fatalf("accepted without a yes: %v", err)
	}
	s.tap("recovery.open")
	s.tap("recovery.unknown")
	s.onPage("login")
}

// If something shows that the database was used here before, that is shown, too.
func TestAnchorThatWasTakenAway(t *testing.T) {
	for _, folders := range [][]string{{"anchors"}, {"anchors", "keys"}} {
		s := inUse(t)
		forget(s, folders...)
		s.begin().onPage("failure")
		newest, seen := i18n.T("failure_page.newest", "Time", i18n.When(s.clock.now().Add(-time.Minute))), i18n.T("failure_page.used_before")
		if len(folders) == 1 {
			s.focused(s.button("failure_page.retry"), "button that tries again")
			s.shows("failure.freshness_unknown")
			reads(s, newest)
			reads(s, seen)
			s.fill(s.field("kit.label"), s.otherKit())
			s.tap("recovery.unknown")
			s.tap("recovery.unknown") // the question's
			if want := i18n.T("recovery.wrong_first"); s.field("kit.label").Error() != want {
				t.Errorf("the field says %q, not %q", s.field("kit.label").Error(), want)
			}
		}
		s.fill(s.field("kit.label"), s.paper())
		s.press(fyne.KeyReturn)
		reads(s, newest + "\n" + seen + "\n" + i18n.T("recovery.unknown_ask_text"))
		s.tap("recovery.unknown")
		s.onPage("login")
	}
}

// A demo has no kit to type.
func TestFailureWithoutRecovery(t *testing.T) {
	s := newStage(t)
	s.backend.fixed = true
	s.begin()
	s.w.Flow.ToFailure(failed(model.CodeKeyMissing))
	if _, ok := find(s, func(f *widgets.Field) bool { return f.Label == i18n.T("kit.label") }); ok {
		t.Error("a kit is asked for")
	}
}
