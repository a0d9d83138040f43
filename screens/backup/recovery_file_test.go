package backup_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/backup"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// inUse makes a harness whose office has been used and whose window is closed.
func inUse(t *testing.T) *screentest.Harness {
	t.Helper()
	s := screentest.New(t).WithOffice(model.KindMulti)
	s.WithMFA("sato.h", screentest.AdminPassword)
	return s
}

func loseKey(s *screentest.Harness) {
	s.T.Helper()
	s.Must(os.RemoveAll(filepath.Join(s.Options.Config, "keys")))
}

// makeOld restores the database as it was before somebody signed in, and returns the newer one.
func makeOld(s *screentest.Harness) (newer []byte) {
	s.T.Helper()
	early, err := os.ReadFile(s.Options.Database())
	s.Must(err)
	office, err := model.Open(s.T.Context(), s.Options)
	s.Must(err)
	_, pending, err := office.SignIn(s.T.Context(), "sato.h", screentest.AdminPassword)
	s.Must(err)
	pending.Leave()
	s.Must(office.Close())
	newer, err = os.ReadFile(s.Options.Database())
	s.Must(err)
	s.Must(os.WriteFile(s.Options.Database(), early, 0o600))
	return newer
}

func TestKeyMissingIsMendedWithTheKit(t *testing.T) {
	s := inUse(t)
	loseKey(s)
	s.Begin().OnPage("failure")
	s.Shows("failure.key_missing")
	field := s.Field("kit.label")
	s.Focused(field.Entry.(fyne.Focusable), "kit")
	s.TypeKeys(s.Mistyped(1))
	s.Press(fyne.KeyReturn)
	if want := i18n.T("failure.kit_typed", "Row", 1); field.Error() != want {
		t.Errorf("the field says %q, not %q", field.Error(), want)
	}
	s.Fill(field, s.OtherKit())
	s.Press(fyne.KeyReturn)
	if want := i18n.T("recovery.wrong_file"); field.Error() != want {
		t.Errorf("the field says %q, not %q", field.Error(), want)
	}
	s.OnPage("failure")
	kit := s.W.Current().(*backup.FailurePage).Gate.Kit.Entry
	s.Fill(field, s.Paper())
	s.Press(fyne.KeyReturn)
	s.OnPage("login")
	if kit.Text != "" {
		t.Error("the kit outlives the page")
	}
	s.SignIn("sato.h", screentest.AdminPassword)
	s.OnPage("pin") // unchanged
}

// While the kit is tried nothing leaves the page, and a failure with another cause is shown apart.
func TestKitFailsForAnotherReason(t *testing.T) {
	s := inUse(t)
	loseKey(s)
	s.Begin()
	s.Fill(s.Field("kit.label"), s.Paper())
	held, err := os.ReadFile(s.Options.Database())
	s.Must(err)
	s.Must(os.Remove(s.Options.Database()))
	s.Hold = true
	s.Tap("recovery.open")
	for _, key := range []string{"failure_page.retry", "failure_page.quit"} {
		if !s.Button(key).Disabled() {
			t.Errorf("%s is awake", key)
		}
	}
	s.Run()
	s.Says(i18n.T("failure.file_gone") + "\n" + i18n.T("remedy.file_gone"))
	s.Must(os.WriteFile(s.Options.Database(), held, 0o600))
	s.Tap("recovery.open")
	s.OnPage("login")
}

func TestOldCopyIsAcceptedWithTheKit(t *testing.T) {
	s := inUse(t)
	makeOld(s)
	s.Begin().OnPage("failure")
	s.Shows("failure.old_copy")
	s.Focused(s.Button("failure_page.retry"), "button that tries again")
	s.Fill(s.Field("kit.label"), s.Paper())
	s.Press(fyne.KeyReturn)
	s.Shows("recovery.old_copy_ask_text")
	s.Key(fyne.KeyReturn) // stays
	s.Shows("failure.old_copy")
	s.Press(fyne.KeyReturn)
	s.Key(fyne.KeyEscape) // stays, too
	s.OnPage("failure")
	if _, err := model.Open(t.Context(), s.Options); model.CodeOf(err) != model.CodeOldCopy {
		t.Fatalf("accepted without a yes: %v", err)
	}
	s.Press(fyne.KeyReturn)
	yes, ok := screentest.Find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("recovery.old_copy") })
	if !ok {
		t.Fatal("no way to accept")
	}
	s.Window.Canvas().Focus(yes)
	s.Press(fyne.KeyReturn)
	s.OnPage("login")
}

// Putting the newer file back needs no kit.
func TestOldCopyIsReplacedByTheNewer(t *testing.T) {
	s := inUse(t)
	newer := makeOld(s)
	s.Begin().OnPage("failure")
	s.Fill(s.Field("kit.label"), s.OtherKit())
	s.Tap("recovery.old_copy")
	s.Tap("recovery.old_copy") // the question's
	if want := i18n.T("recovery.wrong_first"); s.Field("kit.label").Error() != want {
		t.Errorf("the field says %q, not %q", s.Field("kit.label").Error(), want)
	}
	s.Tap("failure_page.retry")
	s.OnPage("failure")
	s.Must(os.WriteFile(s.Options.Database(), newer, 0o600))
	s.Tap("failure_page.retry")
	s.OnPage("login")
}

// Key lost and file old: the first page leads to the second, and the kit need not be typed again.
func TestOldCopyWithoutKey(t *testing.T) {
	s := inUse(t)
	makeOld(s)
	loseKey(s)
	s.Begin()
	s.Shows("failure.key_missing")
	s.Fill(s.Field("kit.label"), s.Paper())
	s.Tap("recovery.open")
	s.Shows("failure.old_copy")
	s.W.Current().(*backup.FailurePage).OnLanguage("en")
	s.Shows("failure.old_copy")
	s.Tap("recovery.old_copy")
	s.Tap("recovery.old_copy")
	s.OnPage("login")
	i18n.Use("ja")
}

// forget deletes everything that this PC knows about the database, except the named folders.
func forget(s *screentest.Harness, folders ...string) {
	s.T.Helper()
	for _, folder := range folders {
		s.Must(os.RemoveAll(filepath.Join(s.Options.Config, folder)))
	}
}

// On a new PC there is one more question: whether this is the newest file, which only the person can know.
func TestNewPCAsksWhetherTheFileIsTheNewest(t *testing.T) {
	s := inUse(t)
	forget(s, "keys", "anchors", "places")
	s.Begin().OnPage("failure")
	s.Shows("failure.key_missing")
	s.Fill(s.Field("kit.label"), s.Paper())
	s.Press(fyne.KeyReturn)
	reads(s, i18n.T("failure_page.newest", "Time", i18n.When(s.Clock.Now().Add(-time.Minute)))+"\n"+i18n.T("recovery.unknown_ask_text"))
	s.Press(fyne.KeyReturn) // Enter goes back, with the kit still there
	s.Shows("failure.key_missing")
	if _, err := model.Open(t.Context(), s.Options); model.CodeOf(err) != model.CodeKeyMissing {
		t.Fatalf("accepted without a yes: %v", err)
	}
	s.Tap("recovery.open")
	s.Tap("recovery.unknown")
	s.OnPage("login")
}

// If something shows that the database was used here before, that is shown, too.
func TestAnchorThatWasTakenAway(t *testing.T) {
	for _, folders := range [][]string{{"anchors"}, {"anchors", "keys"}} {
		s := inUse(t)
		forget(s, folders...)
		s.Begin().OnPage("failure")
		newest, seen := i18n.T("failure_page.newest", "Time", i18n.When(s.Clock.Now().Add(-time.Minute))), i18n.T("failure_page.used_before")
		if len(folders) == 1 {
			s.Focused(s.Button("failure_page.retry"), "button that tries again")
			s.Shows("failure.freshness_unknown")
			reads(s, newest)
			reads(s, seen)
			s.Fill(s.Field("kit.label"), s.OtherKit())
			s.Tap("recovery.unknown")
			s.Tap("recovery.unknown") // the question's
			if want := i18n.T("recovery.wrong_first"); s.Field("kit.label").Error() != want {
				t.Errorf("the field says %q, not %q", s.Field("kit.label").Error(), want)
			}
		}
		s.Fill(s.Field("kit.label"), s.Paper())
		s.Press(fyne.KeyReturn)
		reads(s, newest+"\n"+seen+"\n"+i18n.T("recovery.unknown_ask_text"))
		s.Tap("recovery.unknown")
		s.OnPage("login")
	}
}

// A demo has no kit to type.
func TestFailureWithoutRecovery(t *testing.T) {
	s := screentest.New(t)
	s.Backend.Fixed = true
	s.Begin()
	s.W.Flow.ToFailure(screentest.Failed(model.CodeKeyMissing))
	if _, ok := screentest.Find(s, func(f *widgets.Field) bool { return f.Label == i18n.T("kit.label") }); ok {
		t.Error("a kit is asked for")
	}
}
