package screens

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// pass lets seconds go by, with a tick for each.
func pass(s *screentest.Harness, seconds int) {
	for range seconds {
		s.Clock.Step(time.Second)
		s.W.Tick()
	}
}

// While the OS's key store takes long, the page says so after a moment and lets the person leave. Afterwards the old
// text comes back.
func TestOpeningWaitsForTheKeyStore(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti)
	asking := false
	s.Backend.Busy = func() bool { return asking }
	s.Hold = true
	s.Begin()
	pass(s, 5)
	if s.ShowsKey("key_wait.text") || !s.ShowsKey("opening.text") {
		t.Fatalf("nothing is waited for:\n%s", s.Text())
	}
	asking = true
	pass(s, 1)
	asking = false
	pass(s, 1)
	asking = true
	pass(s, 2)
	if s.ShowsKey("key_wait.text") {
		t.Error("it speaks before anybody wonders")
	}
	pass(s, 1)
	s.OnPage("opening_key_store")
	s.Shows("key_wait.text")
	if s.ShowsKey("opening.text") {
		t.Error("it says two things")
	}
	asking = false
	pass(s, 1)
	s.Shows("opening.text")
	if s.ShowsKey("key_wait.text") || s.W.Current().(*openingPage).quit.Visible() {
		t.Error("it waits for what has answered")
	}
	asking = true
	pass(s, 4)
	s.Window.Canvas().(interface{ FocusNext() }).FocusNext()
	s.Press(fyne.KeyReturn)
	if !s.Quit {
		t.Error("nobody can leave")
	}
}

// The last step of the first run says what takes so long, too.
func TestFirstRunWaitsForTheKeyStore(t *testing.T) {
	s := screentest.New(t).Begin()
	s.ToKit(model.KindMulti)
	s.TypeGroups()
	s.Hold = true
	asking := true
	s.Backend.Busy = func() bool { return asking }
	pass(s, 5)
	if s.ShowsKey("key_wait.text") {
		t.Error("nothing was begun")
	}
	s.Tap("first_run.finish")
	pass(s, 3)
	s.OnPage("first_run_key_store")
	s.Shows("key_wait.text")
	asking = false
	s.Run()
	s.OnPage("my_page")
}

// silent makes a harness whose key store does not answer. The database opens once the kit is used.
func silent(t *testing.T) *screentest.Harness {
	t.Helper()
	s := screentest.New(t).WithOffice(model.KindMulti)
	open, opens := s.Backend.OnOpen, s.Backend.OnRecover
	used := false
	s.Backend.OnOpen = func(ctx context.Context) (*model.Office, error) {
		if !used {
			return nil, &model.Error{Code: model.CodeKeyStoreSilent, Path: "qlingo.db"}
		}
		return open(ctx)
	}
	s.Backend.OnRecover = func(ctx context.Context, kit string, accept bool) error {
		err := opens(ctx, kit, accept)
		used = err == nil
		return err
	}
	s.Begin().OnPage("failure")
	s.Shows("failure.key_store_silent")
	return s
}

// A key store that does not answer is tried again; if it never will, the kit opens the database.
func TestSilentKeyStoreIsMendedWithTheKit(t *testing.T) {
	s := silent(t)
	s.Focused(s.Button("failure_page.retry"), "trying again")
	if s.Button("failure_page.retry").Kind != widgets.KindPrimary || s.Button("recovery.open").Kind != widgets.KindPlain {
		t.Error("the kit comes before trying again")
	}
	s.Shows("recovery.key_store_text")
	s.Press(fyne.KeyReturn)
	s.OnPage("failure")

	field := s.Field("kit.label")
	s.Fill(field, s.OtherKit())
	s.Press(fyne.KeyReturn)
	if want := i18n.T("recovery.wrong_file"); field.Error() != want {
		t.Errorf("the field says %q, not %q", field.Error(), want)
	}
	asking := true
	s.Backend.Busy = func() bool { return asking }
	pass(s, 4)
	if s.ShowsKey("key_wait.text") {
		t.Error("nothing was begun")
	}
	s.Fill(field, s.Paper())
	s.Hold = true
	s.Press(fyne.KeyReturn)
	pass(s, 3)
	if !s.ShowsKey("key_wait.text") {
		t.Error("nobody says what takes so long")
	}
	s.Run()
	s.OnPage("login")
	s.SignIn("sato.h", screentest.AdminPassword)
	s.OnPage("users")
}

func TestLargeTextOfTheKeyStore(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).WithOffice(model.KindMulti)
		s.Backend.Busy = func() bool { return true }
		s.Hold = true
		s.Begin()
		pass(s, 4)
		s.NothingCutOff("opening_key_store")
	})
}
