package screens

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
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// dialogs counts how often a dialog was opened.
func (s *stage) dialogs(name string) int {
	return strings.Count(s.log.String(), "msg=dialog name="+name+"\n")
}

// key sends a key to the focused widget, or to the window as the toolkit does when nothing has the focus.
func (s *stage) key(name fyne.KeyName) {
	s.t.Helper()
	event := &fyne.KeyEvent{Name: name}
	if focused := s.window.Canvas().Focused(); focused != nil {
		focused.TypedKey(event)
	} else if typed := s.window.Canvas().OnTypedKey(); typed != nil {
		typed(event)
	}
}

// says asserts the sentence of a notice.
func (s *stage) says(text string) {
	s.t.Helper()
	if _, ok := find(s, func(n *widgets.Notice) bool { return n.Text() == text }); !ok {
		s.t.Errorf("no notice says %q:\n%s", text, s.text())
	}
}

// enrolling opens the enrolment dialog. pin is the phone that has scanned its code.
func enrolling(t *testing.T) (s *stage, pin func() string) {
	t.Helper()
	s = newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
	s.signIn("takahashi.k", userPassword)
	s.tap("mfa.enable")
	if s.dialogs("enrol") != 1 {
		t.Fatalf("no enrolment:\n%s", s.text())
	}
	phone, err := window.DemoPIN(s.setupKey())
	s.must(err)
	return s, func() string { return phone(s.clock.now()) }
}

func enrolment(s *stage) *mypage.Enrolment {
	s.t.Helper()
	e, ok := s.w.Dialog().(*mypage.Enrolment)
	if !ok {
		s.t.Fatalf("%T is open, no enrolment:\n%s", s.w.Dialog(), s.text())
	}
	return e
}

// setupKey is the key for a phone without a camera.
func (s *stage) setupKey() string {
	s.t.Helper()
	shown, ok := s.w.Dialog().(interface{ SetupKey() string })
	if !ok {
		s.t.Fatalf("%T is no enrolment:\n%s", s.w.Dialog(), s.text())
	}
	return shown.SetupKey()
}

// mfa asks the database, not the page.
func (s *stage) mfa() bool {
	s.t.Helper()
	person, err := s.w.Session().Profile(context.Background())
	s.must(err)
	return person.MFA
}

func scan(s *stage) string {
	s.t.Helper()
	zbar, err := exec.LookPath("zbarimg")
	if err != nil {
		s.t.Skip("zbarimg is not installed")
	}
	var shot bytes.Buffer
	s.must(png.Encode(&shot, s.window.Canvas().Capture()))
	name := filepath.Join(s.t.TempDir(), "window.png")
	s.must(os.WriteFile(name, shot.Bytes(), 0o600))
	out, _ := exec.Command(zbar, "-q", "--raw", name).Output() // its exit code says nothing
	return strings.TrimSpace(string(out))
}

func TestEnrolmentShowsItsCode(t *testing.T) {
	s, pin := enrolling(t)
	for _, mode := range []look.Mode{look.ModeLight, look.ModeDark} {
		dress(mode)
		if got, want := scan(s), enrolment(s).Model.URI(); got != want || want == "" {
			t.Errorf("%s: the camera reads %q, not %q", mode, got, want)
		}
	}
	uri := enrolment(s).Model.URI()
	s.typed(wrong(pin()))
	s.tap("enrol.send")
	if got := scan(s); got != uri {
		t.Errorf("after a wrong PIN the camera reads %q, not %q", got, uri)
	}
}

// Even the longest names give a code that a camera can read, and a dialog that is not cut off.
func TestEnrolmentOfLongNames(t *testing.T) {
	for _, name := range []string{strings.Repeat("𠮷", 200), strings.Repeat("👩‍🏭", 40), `"&%:'山田`} {
		s := newStage(t)
		kit, err := model.NewRecoveryKit()
		s.must(err)
		login := strings.Repeat("a", 64)
		office, err := model.Create(context.Background(), s.options, model.Setup{
			Kind: model.KindSingle, Login: login, Name: name, Password: adminPassword, Kit: kit,
		})
		s.must(err)
		s.must(office.Close())
		s.begin().signIn(login, adminPassword)
		s.window.Resize(fyne.NewSize(820, 600))
		s.follow("shell.security")
		s.tap("mfa.enable")
		if got, want := scan(s), enrolment(s).Model.URI(); got != want {
			t.Errorf("%.20s: the camera reads %q, not %q", name, got, want)
		}
		send := s.button("enrol.send")
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(send)
		if right := at.X + send.Size().Width; right > 820-16-20 {
			t.Errorf("%.20s: the button ends at %v", name, right)
		}
	}
}

func TestEnrolmentSurvivesAWrongPIN(t *testing.T) {
	s, pin := enrolling(t)
	key := s.setupKey()
	s.typed(wrong(pin()))
	s.press(fyne.KeyReturn)
	s.shows("enrol.wrong_pin")
	if got := s.pinEntry().Text(); got != "" {
		t.Errorf("the wrong PIN %q stays", got)
	}
	if s.mfa() || s.setupKey() != key {
		t.Fatal("a wrong PIN changed something")
	}
	s.typed("12345")
	if enrolment(s).Failure.Visible() {
		t.Error("the old failure stays while somebody types")
	}
	s.press(fyne.KeyReturn)
	s.shows("enrol.pin_format")
	if got := s.pinEntry().Text(); got != "12345" {
		t.Errorf("a PIN that is too short became %q", got)
	}
	s.write(s.pinEntry(), pin())
	s.press(fyne.KeyReturn)
	if !s.mfa() || s.dialogs("codes") != 1 {
		t.Fatalf("the right PIN did not switch it on:\n%s", s.text())
	}
}

func TestEnrolmentCountsDown(t *testing.T) {
	s, _ := enrolling(t)
	s.shows("common.next_code_in", "Seconds", 30)
	s.clock.step(11 * time.Second)
	s.w.Tick()
	s.shows("common.next_code_in", "Seconds", 19)
}

func TestEnrolmentCancelled(t *testing.T) {
	for name, cancel := range map[string]func(*stage){
		"escape": func(s *stage) { s.key(fyne.KeyEscape) },
		"cross": func(s *stage) {
			cross, _ := find(s, func(*widgets.Close) bool { return true })
			test.Tap(cross)
		},
		"quit": func(s *stage) { s.w.OnClose() },
		"sign out elsewhere": func(s *stage) {
			s.clock.step(model.SessionLimit)
			s.w.Tick()
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, pin := enrolling(t)
			e := enrolment(s)
			s.typed(pin())
			cancel(s)
			if name == "quit" {
				s.w.Close()
			}
			if e.Model.URI() != "" || e.Code.Text() != "" {
				t.Error("the secret or the PIN is still there")
			}
			if s.dialogs("codes") != 0 {
				t.Error("it went on")
			}
			if name == "escape" || name == "cross" {
				if s.mfa() || s.window.Canvas().Overlays().Top() != nil {
					t.Error("not cancelled")
				}
				s.button("mfa.enable")
			}
		})
	}
}

func TestEnrolmentExpires(t *testing.T) {
	s, _ := enrolling(t)
	s.clock.step(6 * time.Minute)
	s.w.Touch()
	s.w.Tick()
	s.clock.step(5 * time.Minute)
	s.w.Touch()
	s.w.Tick()
	s.shows("enrol.expired")
	if s.w.Dialog() != nil || s.dialogs("enrol_ended") != 1 {
		t.Error("the dialog is still there")
	}
	s.press(fyne.KeyEscape)
	s.button("mfa.enable")
}

func TestEnrolmentEndsWithTheLock(t *testing.T) {
	s, _ := enrolling(t)
	e := enrolment(s)
	s.w.Lock()
	if e.Model.URI() != "" {
		t.Error("the secret outlives the lock")
	}
	s.fill(s.field("login.password"), userPassword)
	s.press(fyne.KeyReturn)
	s.onPage("my_page")
	if s.window.Canvas().Overlays().Top() != nil || s.w.Dialog() != nil {
		t.Errorf("the dialog came back:\n%s", s.text())
	}
	s.tap("mfa.enable")
	if s.dialogs("enrol") != 2 {
		t.Error("it cannot be begun again")
	}
}

// The window locks while the PIN is checked. If the PIN was right, the codes must still be shown, because nothing
// shows them again. If the lock came first, nothing has changed.
func TestLockWhileAPINIsUnderWay(t *testing.T) {
	s, pin := enrolling(t)
	s.typed(pin())
	s.hold = true
	s.press(fyne.KeyReturn)
	s.w.CoverDialog() // what a lock does to the dialog, but the session goes on
	s.run()
	if len(s.codes()) != 5 || !s.mfa() {
		t.Errorf("no codes:\n%s", s.text())
	}

	s, pin = enrolling(t)
	s.typed(pin())
	s.hold = true
	s.press(fyne.KeyReturn)
	s.w.Lock()
	s.run()
	s.fill(s.field("login.password"), userPassword)
	s.press(fyne.KeyReturn)
	if s.mfa() || s.w.Dialog() != nil || s.window.Canvas().Overlays().Top() != nil {
		t.Errorf("after the lock:\n%s", s.text())
	}
	s.tap("mfa.enable")
	if s.dialogs("enrol") != 2 {
		t.Error("it cannot be begun again")
	}
}

func TestLockBeforeTheEnrolmentOpens(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
	s.signIn("takahashi.k", userPassword)
	s.hold = true
	s.tap("mfa.enable")
	s.w.Lock()
	s.run()
	s.fill(s.field("login.password"), userPassword)
	s.press(fyne.KeyReturn)
	s.shows("failure.locked")
	s.key(fyne.KeyEscape)
	s.tap("mfa.enable")
	if s.dialogs("enrol") != 1 || s.dialogs("enrol_failed") != 1 {
		t.Errorf("%d enrolments:\n%s", s.dialogs("enrol"), s.text())
	}
}

// People who are slow are told that the PIN has expired, however often they send it. The clock is mentioned only if
// another PIN does not fit either.
func TestEnrolmentTellsAnExpiredPIN(t *testing.T) {
	s, pin := enrolling(t)
	send := func(pin, want string) {
		t.Helper()
		s.typed(pin)
		s.press(fyne.KeyReturn)
		if got := enrolment(s).Failure.Text; got != i18n.T(want) {
			t.Errorf("the page says %q, not %q", got, i18n.T(want))
		}
	}
	first := pin()
	s.clock.step(time.Minute)
	second := pin()
	s.clock.step(time.Minute)
	send(first, "failure.pin_expired")
	send(first, "failure.pin_expired")
	send(wrong(pin()), "enrol.wrong_pin")
	send(second, "failure.clock_off")
	if s.mfa() {
		t.Error("it was switched on")
	}
	s.typed(pin())
	s.press(fyne.KeyReturn)
	if !s.mfa() {
		t.Error("the new PIN does not switch it on")
	}
}

func TestEnrolmentWithoutACamera(t *testing.T) {
	s, _ := enrolling(t)
	e := enrolment(s)
	shown := func(text string) bool { return e.Key.Visible() && strings.Contains(s.text(), text) }
	if shown(e.Model.Key()) {
		t.Fatal("the key shows unasked")
	}
	s.tap("enrol.cannot_scan")
	if !regexp.MustCompile(`^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$`).MatchString(e.Model.Key()) || !shown(e.Model.Key()) {
		t.Errorf("no key in groups of four:\n%s", s.text())
	}
	if !shown("takahashi.k (山田商店)") {
		t.Error("no account name")
	}
	s.tap("common.copy")
	if got := theApp.Clipboard().Content(); got != strings.ReplaceAll(e.Model.Key(), " ", "") {
		t.Errorf("the clipboard holds %q", got)
	}
	s.showsPart("[" + i18n.T("backup_codes.copied") + "]")
	s.clock.step(window.ClipboardTime)
	s.w.Tick()
	if theApp.Clipboard().Content() != "" {
		t.Error("the key stays on the clipboard")
	}
	s.button("common.copy")
	s.tap("enrol.cannot_scan")
	if shown(e.Model.Key()) {
		t.Error("the key does not go away")
	}
}

// showsPart asserts a line that is not a translation.
func (s *stage) showsPart(text string) {
	s.t.Helper()
	if !strings.Contains(s.text(), text) {
		s.t.Errorf("the page does not show %q:\n%s", text, s.text())
	}
}

func TestEnrolmentAsksForThePassword(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
	s.signIn("takahashi.k", userPassword)
	s.clock.step(model.ProofLife)
	s.tap("mfa.enable")
	if s.dialogs("proof") != 1 || s.dialogs("enrol") != 0 {
		t.Fatal("an old proof was taken")
	}
	s.key(fyne.KeyEscape)
	s.tap("mfa.enable")
	s.write(s.field("login.password").Entry, userPassword)
	s.press(fyne.KeyReturn)
	if s.dialogs("enrol") != 1 {
		t.Fatalf("no enrolment:\n%s", s.text())
	}
	enrolment(s)
	if open := s.window.Canvas().Overlays().List(); len(open) != 1 {
		t.Errorf("%d dialogs are open, want the enrolment alone", len(open))
	}
}
