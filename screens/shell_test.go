package screens

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// link is a link of the bar or the menu.
func (s *stage) link(key string) fyne.Tappable {
	s.t.Helper()
	text := i18n.T(key)
	if l, ok := find(s, func(l *widgets.TopLink) bool { return l.Text == text }); ok {
		return l
	}
	if l, ok := find(s, func(l *widgets.MenuLink) bool { return l.Text == text }); ok {
		return l
	}
	return nil
}

func (s *stage) follow(key string) {
	s.t.Helper()
	l := s.link(key)
	if l == nil {
		s.t.Fatalf("no link %q", i18n.T(key))
	}
	test.Tap(l)
}

// Who sees what, and where the MFA section is: under Security for administrators, on My page for users.
func TestPlacement(t *testing.T) {
	for _, c := range []struct {
		name            string
		kind            model.AccountKind
		login, password string
		landing, mfa    string
		security, users bool
	}{
		{"user", model.KindMulti, "takahashi.k", userPassword, "my_page", "my_page", false, false},
		{"administrator", model.KindMulti, "sato.h", adminPassword, "users", "security", true, true},
		{"single user", model.KindSingle, "sato.h", adminPassword, "my_page", "security", true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(t)
			if c.kind == model.KindMulti {
				s.withOffice(c.kind, "takahashi.k")
			} else {
				s.withOffice(c.kind)
			}
			s.begin().signIn(c.login, c.password)
			s.onPage(c.landing)
			if got := s.link("shell.security") != nil; got != c.security {
				t.Errorf("link to Security: %v", got)
			}
			if got := s.link("shell.users") != nil; got != c.users {
				t.Errorf("link to the users: %v", got)
			}
			for name, key := range map[string]string{"my_page": "shell.my_page", "security": "shell.security"} {
				if s.link(key) == nil {
					continue
				}
				s.follow(key)
				s.onPage(name)
				_, there := find(s, func(x *widgets.Text) bool { return x.Text == i18n.T("mfa.title") })
				if there != (name == c.mfa) {
					t.Errorf("second step on %s: %v", name, there)
				}
			}
			s.tap("shell.sign_out")
			s.onPage("login")
		})
	}
}

// Opening the current page does nothing: the page stays the same object.
func TestSameRouteIsNoOp(t *testing.T) {
	s := newStage(t).withOffice(model.KindSingle).begin()
	s.signIn("sato.h", adminPassword)
	shown := strings.Count(s.log.String(), "msg=screen")
	s.follow("shell.my_page")
	if got := strings.Count(s.log.String(), "msg=screen"); got != shown {
		t.Errorf("%d pages were shown for nothing", got-shown)
	}
}

func TestLanguageAndAppearanceChangeInPlace(t *testing.T) {
	s := newStage(t).withOffice(model.KindSingle).begin()
	s.signIn("sato.h", adminPassword)
	test.Tap(s.who())
	s.onPage("this_pc")
	s.w.SetLanguage("en")
	s.onPage("this_pc")
	s.shows("this_pc.appearance")
	if s.saved.Language != "en" {
		t.Errorf("saved %+v", s.saved)
	}
	s.w.SetAppearance("dark")
	if s.saved.Appearance != "dark" {
		t.Errorf("saved %+v", s.saved)
	}
	s.w.SetLanguage("ja")
}

func TestDisableActsAtOnceThenAsks(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k")
	pin, _ := s.withMFA("takahashi.k", userPassword)
	s.begin().signIn("takahashi.k", userPassword)
	s.enterPIN(pin())
	s.onPage("my_page")
	s.shows("mfa.codes_made_today", "Day", "2026/11/22")
	s.clock.step(model.ProofLife)
	s.tap("mfa.disable")
	if !s.logged("msg=dialog name=proof") {
		t.Fatal("an old proof was taken")
	}
	s.proves("wrong", pin())
	s.shows("failure.current_wrong")
	s.tap("common.cancel")
	s.button("mfa.disable")

	s.tap("mfa.disable")
	s.proves(userPassword, pin())
	s.shows("mfa.disabled")
	s.button("mfa.enable")
	s.tap("shell.sign_out")
	s.signIn("takahashi.k", userPassword)
	s.onPage("my_page")
}

// enterPIN types into the PIN page.
func (s *stage) enterPIN(code string) {
	s.t.Helper()
	s.onPage("pin")
	field, _ := find(s, func(*widgets.PINEntry) bool { return true })
	s.write(field, code)
	s.tap("login.submit")
}

// A backup code leads to the page with MFA, with a banner that offers to turn it on again.
func TestBackupCodeLandsAtTheSecondStep(t *testing.T) {
	for login, landing := range map[string]string{"takahashi.k": "my_page", "sato.h": "security"} {
		s := newStage(t).withOffice(model.KindMulti, "takahashi.k")
		password := userPassword
		if login == "sato.h" {
			password = adminPassword
		}
		_, codes := s.withMFA(login, password)
		s.begin().signIn(login, password)
		s.enterPIN(codes[2])
		s.onPage(landing)
		if n, ok := find(s, func(n *widgets.Notice) bool { return n.Text() == i18n.T("mfa.used_backup_code") }); !ok || !n.Visible() {
			t.Errorf("%s: no banner:\n%s", login, s.text())
		}
		if s.window.Canvas().Focused() != s.w.Current().Focus() || s.w.Current().Focus() == nil {
			t.Errorf("%s: the focus is not on what to do next", login)
		}
	}
}

// The banner disappears when MFA is on again, and stays away on the next visit.
func TestBannerGoesWithItsReason(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k")
	_, codes := s.withMFA("takahashi.k", userPassword)
	s.begin().signIn("takahashi.k", userPassword)
	s.enterPIN(codes[0])
	phone, begun := enrollingOf(s)
	codes, err := begun.Confirm(context.Background(), phone(s.clock.now()))
	s.must(err)
	if len(codes) == 0 {
		t.Fatal("no codes")
	}
	s.page().(interface{ Load() }).Load()
	for range 2 {
		if _, ok := find(s, func(n *widgets.Notice) bool { return n.Visible() && n.Text() == i18n.T("mfa.used_backup_code") }); ok {
			t.Fatalf("the banner stands over a second step that is on:\n%s", s.text())
		}
		test.Tap(s.who())
		s.follow("shell.my_page")
	}
	s.button("mfa.disable")
}

// enrolling begins an enrolment in the session of the window, as another dialog would.
func enrollingOf(s *stage) (phone func(time.Time) string, begun *model.Enrolment) {
	s.t.Helper()
	begun, err := s.w.Session().BeginMFA(context.Background())
	s.must(err)
	phone, err = window.DemoPIN(begun.Key())
	s.must(err)
	return phone, begun
}

// The button that turns MFA off keeps the focus when it becomes the one that turns it on.
func TestToggleKeepsTheFocus(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k")
	pin, _ := s.withMFA("takahashi.k", userPassword)
	s.begin().signIn("takahashi.k", userPassword)
	s.enterPIN(pin())
	off := s.button("mfa.disable")
	s.window.Canvas().Focus(off)
	s.press(fyne.KeyReturn)
	s.shows("mfa.disabled")
	if s.window.Canvas().Focused() != fyne.Focusable(s.button("mfa.enable")) {
		t.Error("the focus is on a button that is not there any more")
	}
}

// A page that cannot be loaded says so once, and does not try for ever.
func TestUnreadablePageAsksOnce(t *testing.T) {
	for login, link := range map[string]string{"sato.h": "shell.security", "takahashi.k": "shell.my_page"} {
		s := newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
		password := userPassword
		if login == "sato.h" {
			password = adminPassword
		}
		s.signIn(login, password)
		test.Tap(s.who())
		before := strings.Count(s.log.String(), "msg=failure")
		s.must(os.WriteFile(s.w.Office().Database(), bytes.Repeat([]byte("x"), 1<<16), 0o600))
		s.follow(link)
		if n := strings.Count(s.log.String(), "msg=failure") - before; n != 1 {
			t.Errorf("%s: %d failures for one look", link, n)
		}
		if s.w.Jobs() != 0 {
			t.Errorf("%s: %d jobs go on", link, s.w.Jobs())
		}
	}
}

// If the window locks while a page loads, the page loads again after unlocking, without an error.
func TestLookInterruptedByALock(t *testing.T) {
	s := newStage(t).withOffice(model.KindSingle).begin()
	s.signIn("sato.h", adminPassword)
	s.hold = true
	s.follow("shell.security")
	s.w.Lock()
	s.run()
	s.onPage("lock")
	password, _ := find(s, func(*widgets.PasswordEntry) bool { return true })
	s.write(password, adminPassword)
	s.press(fyne.KeyReturn)
	s.onPage("security")
	if n, ok := find(s, func(n *widgets.Notice) bool { return n.Visible() && n.Text() != "" }); ok {
		t.Errorf("the page greets with %q", n.Text())
	}
	s.shows("recent_sign_ins.unlock")
}

func TestPasswordChangeDialog(t *testing.T) {
	const chosen = "eleven grey pigeons"
	s := newStage(t).withOffice(model.KindSingle).begin()
	s.signIn("sato.h", adminPassword)
	s.follow("shell.security")
	s.tap("password_card.change")
	s.fill(s.field("password_change.current"), "wrong")
	s.fill(s.field("password.new"), chosen)
	s.fill(s.field("password.again"), "another")
	s.tap("password_change.save")
	s.shows("password.differs")
	s.fill(s.field("password.again"), chosen)
	s.tap("password_change.save")
	if got := s.field("password_change.current").Error(); got != i18n.T("failure.current_wrong") {
		t.Errorf("the current password's field says %q", got)
	}
	s.fill(s.field("password_change.current"), adminPassword)
	s.press(fyne.KeyReturn)
	s.fill(s.field("password.again"), chosen)
	s.press(fyne.KeyReturn)
	if n, ok := find(s, func(n *widgets.Notice) bool { return n.Text() == i18n.T("password_card.done") }); !ok || !n.Visible() {
		t.Fatalf("not told:\n%s", s.text())
	}
	s.tap("shell.sign_out")
	s.signIn("sato.h", chosen)
	s.onPage("my_page")
	if strings.Contains(s.log.String(), chosen) {
		t.Error("the log holds the new password")
	}
}

// If somebody else ended the session, the next click leads to the login page and says so.
func TestEndedSessionLeadsToLogin(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
	s.signIn("takahashi.k", userPassword)
	boss, _, err := s.w.Office().SignIn(context.Background(), "sato.h", adminPassword)
	s.must(err)
	_, err = boss.Suspend(context.Background(), s.w.Session().Person().ID)
	s.must(err)
	s.tap("mfa.enable")
	s.onPage("login")
	s.shows("login.office", "Office", "山田商店")
}

func TestLockedShellComesBackWhereItWas(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
	s.signIn("sato.h", adminPassword)
	s.follow("shell.security")
	s.clock.step(model.IdleLimit + time.Second)
	s.w.Tick()
	s.onPage("lock")
	password, _ := find(s, func(p *widgets.PasswordEntry) bool { return true })
	s.write(password, adminPassword)
	s.press(fyne.KeyReturn)
	s.onPage("security")
	s.follow("shell.my_page") // under the new session
	s.onPage("my_page")
}

func TestLongNamesLeaveRoom(t *testing.T) {
	if got := messages.Shorten(strings.Repeat("𠮷", 200), 14); len([]rune(got)) != 14 || !strings.HasSuffix(got, "…") {
		t.Errorf("%q", got)
	}
	if got := messages.Shorten("佐藤", 14); got != "佐藤" {
		t.Errorf("%q", got)
	}
	for _, lang := range i18n.Languages() {
		s := newStage(t)
		i18n.Use(lang)
		kit, err := model.NewRecoveryKit()
		s.must(err)
		office, err := model.Create(t.Context(), s.options, model.Setup{
			Kind: model.KindMulti, Office: strings.Repeat("𠮷野", 50), Login: "sato.h",
			Name: strings.Repeat("髙橋", 50), Password: adminPassword, Kit: kit,
		})
		s.must(err)
		s.must(office.Close())
		s.begin()
		s.window.Resize(fyne.NewSize(820, 600))
		s.signIn("sato.h", adminPassword)
		out := s.button("shell.sign_out")
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(out)
		if edge := at.X + out.Size().Width; edge > 820 {
			t.Errorf("%s: the button to sign out ends at %v in a window of 820", lang, edge)
		}
	}
}
