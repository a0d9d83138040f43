package mypage_test

import (
	"bytes"
	"context"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/mypage"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

func enrolment(s *screentest.Harness) *mypage.Enrolment {
	s.T.Helper()
	e, ok := s.W.Dialog().(*mypage.Enrolment)
	if !ok {
		s.T.Fatalf("%T is open, no enrolment:\n%s", s.W.Dialog(), s.Text())
	}
	return e
}

func scan(s *screentest.Harness) string {
	s.T.Helper()
	zbar, err := exec.LookPath("zbarimg")
	if err != nil {
		s.T.Skip("zbarimg is not installed")
	}
	var shot bytes.Buffer
	s.Must(png.Encode(&shot, s.Window.Canvas().Capture()))
	name := filepath.Join(s.T.TempDir(), "window.png")
	s.Must(os.WriteFile(name, shot.Bytes(), 0o600))
	out, _ := exec.Command(zbar, "-q", "--raw", name).Output() // its exit code says nothing
	return strings.TrimSpace(string(out))
}

func TestEnrolmentShowsItsCode(t *testing.T) {
	s, pin := screentest.Enrolling(t)
	for _, mode := range []look.Mode{look.ModeLight, look.ModeDark} {
		screentest.Dress(mode)
		if got, want := scan(s), enrolment(s).Model.URI(); got != want || want == "" {
			t.Errorf("%s: the camera reads %q, not %q", mode, got, want)
		}
	}
	uri := enrolment(s).Model.URI()
	s.Typed(screentest.Wrong(pin()))
	s.Tap("enrol.send")
	if got := scan(s); got != uri {
		t.Errorf("after a wrong PIN the camera reads %q, not %q", got, uri)
	}
}

// Even the longest names give a code that a camera can read, and a dialog that is not cut off.
func TestEnrolmentOfLongNames(t *testing.T) {
	for _, name := range []string{strings.Repeat("𠮷", 200), strings.Repeat("👩‍🏭", 40), `"&%:'山田`} {
		s := screentest.New(t)
		kit, err := model.NewRecoveryKit()
		s.Must(err)
		login := strings.Repeat("a", 64)
		office, err := model.Create(context.Background(), s.Options, model.Setup{
			Kind: model.KindSingle, Login: login, Name: name, Password: screentest.AdminPassword, Kit: kit,
		})
		s.Must(err)
		s.Must(office.Close())
		s.Begin().SignIn(login, screentest.AdminPassword)
		s.Window.Resize(fyne.NewSize(820, 600))
		s.Follow("shell.security")
		s.Tap("mfa.enable")
		if got, want := scan(s), enrolment(s).Model.URI(); got != want {
			t.Errorf("%.20s: the camera reads %q, not %q", name, got, want)
		}
		send := s.Button("enrol.send")
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(send)
		if right := at.X + send.Size().Width; right > 820-16-20 {
			t.Errorf("%.20s: the button ends at %v", name, right)
		}
	}
}

func TestEnrolmentSurvivesAWrongPIN(t *testing.T) {
	s, pin := screentest.Enrolling(t)
	key := s.SetupKey()
	s.Typed(screentest.Wrong(pin()))
	s.Press(fyne.KeyReturn)
	s.Shows("enrol.wrong_pin")
	if got := s.PinEntry().Text(); got != "" {
		t.Errorf("the wrong PIN %q stays", got)
	}
	if s.MFA() || s.SetupKey() != key {
		t.Fatal("a wrong PIN changed something")
	}
	s.Typed("12345")
	if enrolment(s).Failure.Visible() {
		t.Error("the old failure stays while somebody types")
	}
	s.Press(fyne.KeyReturn)
	s.Shows("enrol.pin_format")
	if got := s.PinEntry().Text(); got != "12345" {
		t.Errorf("a PIN that is too short became %q", got)
	}
	s.Write(s.PinEntry(), pin())
	s.Press(fyne.KeyReturn)
	if !s.MFA() || s.Dialogs("codes") != 1 {
		t.Fatalf("the right PIN did not switch it on:\n%s", s.Text())
	}
}

func TestEnrolmentCountsDown(t *testing.T) {
	s, _ := screentest.Enrolling(t)
	s.Shows("common.next_code_within", "Seconds", 30)
	s.Clock.Step(11 * time.Second)
	s.W.Tick()
	s.Shows("common.next_code_within", "Seconds", 20)
}

func TestEnrolmentCancelled(t *testing.T) {
	for name, cancel := range map[string]func(*screentest.Harness){
		"escape": func(s *screentest.Harness) { s.Key(fyne.KeyEscape) },
		"cross": func(s *screentest.Harness) {
			cross, _ := screentest.Find(s, func(*widgets.Close) bool { return true })
			test.Tap(cross)
		},
		"quit": func(s *screentest.Harness) { s.W.OnClose() },
		"sign out elsewhere": func(s *screentest.Harness) {
			s.Clock.Step(model.SessionLimit)
			s.W.Tick()
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, pin := screentest.Enrolling(t)
			e := enrolment(s)
			s.Typed(pin())
			cancel(s)
			if name == "quit" {
				s.W.Close()
			}
			if e.Model.URI() != "" || e.Code.Text() != "" {
				t.Error("the secret or the PIN is still there")
			}
			if s.Dialogs("codes") != 0 {
				t.Error("it went on")
			}
			if name == "escape" || name == "cross" {
				if s.MFA() || s.Window.Canvas().Overlays().Top() != nil {
					t.Error("not cancelled")
				}
				s.Button("mfa.enable")
			}
		})
	}
}

func TestEnrolmentExpires(t *testing.T) {
	s, _ := screentest.Enrolling(t)
	s.Clock.Step(6 * time.Minute)
	s.W.Touch()
	s.W.Tick()
	s.Clock.Step(5 * time.Minute)
	s.W.Touch()
	s.W.Tick()
	s.Shows("enrol.expired")
	if s.W.Dialog() != nil || s.Dialogs("enrol_ended") != 1 {
		t.Error("the dialog is still there")
	}
	s.Press(fyne.KeyEscape)
	s.Button("mfa.enable")
}

func TestEnrolmentEndsWithTheLock(t *testing.T) {
	s, _ := screentest.Enrolling(t)
	e := enrolment(s)
	s.W.Lock()
	if e.Model.URI() != "" {
		t.Error("the secret outlives the lock")
	}
	s.Fill(s.Field("login.password"), screentest.UserPassword)
	s.Press(fyne.KeyReturn)
	s.OnPage("my_page")
	if s.Window.Canvas().Overlays().Top() != nil || s.W.Dialog() != nil {
		t.Errorf("the dialog came back:\n%s", s.Text())
	}
	s.Tap("mfa.enable")
	if s.Dialogs("enrol") != 2 {
		t.Error("it cannot be begun again")
	}
}

// The window locks while the PIN is checked. If the PIN was right, the codes must still be shown, because nothing
// shows them again. If the lock came first, nothing has changed.
func TestLockWhileAPINIsUnderWay(t *testing.T) {
	s, pin := screentest.Enrolling(t)
	s.Typed(pin())
	s.Hold = true
	s.Press(fyne.KeyReturn)
	s.W.CoverDialog() // what a lock does to the dialog, but the session goes on
	s.Run()
	if len(s.Codes()) != 5 || !s.MFA() {
		t.Errorf("no codes:\n%s", s.Text())
	}

	s, pin = screentest.Enrolling(t)
	s.Typed(pin())
	s.Hold = true
	s.Press(fyne.KeyReturn)
	s.W.Lock()
	s.Run()
	s.Fill(s.Field("login.password"), screentest.UserPassword)
	s.Press(fyne.KeyReturn)
	if s.MFA() || s.W.Dialog() != nil || s.Window.Canvas().Overlays().Top() != nil {
		t.Errorf("after the lock:\n%s", s.Text())
	}
	s.Tap("mfa.enable")
	if s.Dialogs("enrol") != 2 {
		t.Error("it cannot be begun again")
	}
}

func TestLockBeforeTheEnrolmentOpens(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.Hold = true
	s.Tap("mfa.enable")
	s.W.Lock()
	s.Run()
	s.Fill(s.Field("login.password"), screentest.UserPassword)
	s.Press(fyne.KeyReturn)
	s.Shows("failure.locked")
	s.Key(fyne.KeyEscape)
	s.Tap("mfa.enable")
	if s.Dialogs("enrol") != 1 || s.Dialogs("enrol_failed") != 1 {
		t.Errorf("%d enrolments:\n%s", s.Dialogs("enrol"), s.Text())
	}
}

// People who are slow are told that the PIN has expired, however often they send it. The clock is mentioned only if
// another PIN does not fit either.
func TestEnrolmentTellsAnExpiredPIN(t *testing.T) {
	s, pin := screentest.Enrolling(t)
	send := func(pin, want string) {
		t.Helper()
		s.Typed(pin)
		s.Press(fyne.KeyReturn)
		if got := enrolment(s).Failure.Text; got != i18n.T(want) {
			t.Errorf("the page says %q, not %q", got, i18n.T(want))
		}
	}
	first := pin()
	s.Clock.Step(time.Minute)
	second := pin()
	s.Clock.Step(time.Minute)
	send(first, "failure.pin_expired")
	send(first, "failure.pin_expired")
	send(screentest.Wrong(pin()), "enrol.wrong_pin")
	send(second, "failure.clock_off")
	if s.MFA() {
		t.Error("it was switched on")
	}
	s.Typed(pin())
	s.Press(fyne.KeyReturn)
	if !s.MFA() {
		t.Error("the new PIN does not switch it on")
	}
}

func TestEnrolmentWithoutACamera(t *testing.T) {
	s, _ := screentest.Enrolling(t)
	e := enrolment(s)
	shown := func(text string) bool { return e.Key.Visible() && strings.Contains(s.Text(), text) }
	if shown(e.Model.Key()) {
		t.Fatal("the key shows unasked")
	}
	s.Tap("enrol.cannot_scan")
	if !regexp.MustCompile(`^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$`).MatchString(e.Model.Key()) || !shown(e.Model.Key()) {
		t.Errorf("no key in groups of four:\n%s", s.Text())
	}
	if !shown("takahashi.k (山田商店)") {
		t.Error("no account name")
	}
	s.Tap("common.copy")
	if got := screentest.TheApp.Clipboard().Content(); got != strings.ReplaceAll(e.Model.Key(), " ", "") {
		t.Errorf("the clipboard holds %q", got)
	}
	s.ShowsPart("[" + i18n.T("backup_codes.copied") + "]")
	s.Clock.Step(window.ClipboardTime)
	s.W.Tick()
	if screentest.TheApp.Clipboard().Content() != "" {
		t.Error("the key stays on the clipboard")
	}
	s.Button("common.copy")
	s.Tap("enrol.cannot_scan")
	if shown(e.Model.Key()) {
		t.Error("the key does not go away")
	}
}

func TestEnrolmentAsksForThePassword(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.Clock.Step(model.ProofLife)
	s.Tap("mfa.enable")
	if s.Dialogs("proof") != 1 || s.Dialogs("enrol") != 0 {
		t.Fatal("an old proof was taken")
	}
	s.Key(fyne.KeyEscape)
	s.Tap("mfa.enable")
	s.Write(s.Field("login.password").Entry, screentest.UserPassword)
	s.Press(fyne.KeyReturn)
	if s.Dialogs("enrol") != 1 {
		t.Fatalf("no enrolment:\n%s", s.Text())
	}
	enrolment(s)
	if open := s.Window.Canvas().Overlays().List(); len(open) != 1 {
		t.Errorf("%d dialogs are open, want the enrolment alone", len(open))
	}
}
