package screens

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// Who sees what, and where the MFA section is: under Security for administrators, on My page for users.
func TestPlacement(t *testing.T) {
	for _, c := range []struct {
		name            string
		kind            model.AccountKind
		login, password string
		landing, mfa    string
		security, users bool
	}{
		{"user", model.KindMulti, "takahashi.k", screentest.UserPassword, "my_page", "my_page", false, false},
		{"administrator", model.KindMulti, "sato.h", screentest.AdminPassword, "users", "security", true, true},
		{"single user", model.KindSingle, "sato.h", screentest.AdminPassword, "my_page", "security", true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := screentest.New(t)
			if c.kind == model.KindMulti {
				s.WithOffice(c.kind, "takahashi.k")
			} else {
				s.WithOffice(c.kind)
			}
			s.Begin().SignIn(c.login, c.password)
			s.OnPage(c.landing)
			if got := s.Link("shell.security") != nil; got != c.security {
				t.Errorf("link to Security: %v", got)
			}
			if got := s.Link("shell.users") != nil; got != c.users {
				t.Errorf("link to the users: %v", got)
			}
			for name, key := range map[string]string{"my_page": "shell.my_page", "security": "shell.security"} {
				if s.Link(key) == nil {
					continue
				}
				s.Follow(key)
				s.OnPage(name)
				_, there := screentest.Find(s, func(x *widgets.Text) bool { return x.Text == i18n.T("mfa.title") })
				if there != (name == c.mfa) {
					t.Errorf("second step on %s: %v", name, there)
				}
			}
			s.Tap("shell.sign_out")
			s.OnPage("login")
		})
	}
}

// Opening the current page does nothing: the page stays the same object.
func TestSameRouteIsNoOp(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindSingle).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	shown := strings.Count(s.Log.String(), "msg=screen")
	s.Follow("shell.my_page")
	if got := strings.Count(s.Log.String(), "msg=screen"); got != shown {
		t.Errorf("%d pages were shown for nothing", got-shown)
	}
}

func TestLanguageAndAppearanceChangeInPlace(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindSingle).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.FromTopMenu("this_pc.title")
	s.OnPage("this_pc")
	s.W.SetLanguage("en")
	s.OnPage("this_pc")
	s.Shows("this_pc.appearance")
	if s.Saved.Language != "en" {
		t.Errorf("saved %+v", s.Saved)
	}
	s.W.SetAppearance("dark")
	if s.Saved.Appearance != "dark" {
		t.Errorf("saved %+v", s.Saved)
	}
	s.W.SetLanguage("ja")
}

func TestDisableActsAtOnceThenAsks(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k")
	pin, _ := s.WithMFA("takahashi.k", screentest.UserPassword)
	s.Begin().SignIn("takahashi.k", screentest.UserPassword)
	s.EnterPIN(pin())
	s.OnPage("my_page")
	s.Shows("mfa.codes_made_today", "Day", "2026/11/22")
	s.Clock.Step(model.ProofLife)
	s.Tap("mfa.disable")
	if !s.Logged("msg=dialog name=proof") {
		t.Fatal("an old proof was taken")
	}
	s.Proves("wrong", pin())
	s.Shows("failure.current_wrong")
	s.Tap("common.cancel")
	s.Button("mfa.disable")

	s.Tap("mfa.disable")
	s.Proves(screentest.UserPassword, pin())
	s.Shows("mfa.disabled")
	s.Button("mfa.enable")
	s.Tap("shell.sign_out")
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.OnPage("my_page")
}

// A backup code leads to the page with MFA, with a banner that offers to turn it on again.
func TestBackupCodeLandsAtTheSecondStep(t *testing.T) {
	for login, landing := range map[string]string{"takahashi.k": "my_page", "sato.h": "security"} {
		s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k")
		password := screentest.UserPassword
		if login == "sato.h" {
			password = screentest.AdminPassword
		}
		_, codes := s.WithMFA(login, password)
		s.Begin().SignIn(login, password)
		s.EnterPIN(codes[2])
		s.OnPage(landing)
		if n, ok := screentest.Find(s, func(n *widgets.Notice) bool { return n.Text() == i18n.T("mfa.used_backup_code") }); !ok || !n.Visible() {
			t.Errorf("%s: no banner:\n%s", login, s.Text())
		}
		if s.Window.Canvas().Focused() != s.W.Current().Focus() || s.W.Current().Focus() == nil {
			t.Errorf("%s: the focus is not on what to do next", login)
		}
	}
}

// The banner disappears when MFA is on again, and stays away on the next visit.
func TestBannerGoesWithItsReason(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k")
	_, codes := s.WithMFA("takahashi.k", screentest.UserPassword)
	s.Begin().SignIn("takahashi.k", screentest.UserPassword)
	s.EnterPIN(codes[0])
	phone, begun := enrollingOf(s)
	codes, err := begun.Confirm(context.Background(), phone(s.Clock.Now()))
	s.Must(err)
	if len(codes) == 0 {
		t.Fatal("no codes")
	}
	s.Page().(interface{ Load() }).Load()
	for range 2 {
		if _, ok := screentest.Find(s, func(n *widgets.Notice) bool { return n.Visible() && n.Text() == i18n.T("mfa.used_backup_code") }); ok {
			t.Fatalf("the banner stands over a second step that is on:\n%s", s.Text())
		}
		s.FromTopMenu("this_pc.title")
		s.Follow("shell.my_page")
	}
	s.Button("mfa.disable")
}

// enrollingOf begins an enrolment in the session of the window, as another dialog would.
func enrollingOf(s *screentest.Harness) (phone func(time.Time) string, begun *model.Enrolment) {
	s.T.Helper()
	begun, err := s.W.Session().BeginMFA(context.Background())
	s.Must(err)
	phone, err = window.DemoPIN(begun.Key())
	s.Must(err)
	return phone, begun
}

// The button that turns MFA off keeps the focus when it becomes the one that turns it on.
func TestToggleKeepsTheFocus(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k")
	pin, _ := s.WithMFA("takahashi.k", screentest.UserPassword)
	s.Begin().SignIn("takahashi.k", screentest.UserPassword)
	s.EnterPIN(pin())
	off := s.Button("mfa.disable")
	s.Window.Canvas().Focus(off)
	s.Press(fyne.KeyReturn)
	s.Shows("mfa.disabled")
	if s.Window.Canvas().Focused() != fyne.Focusable(s.Button("mfa.enable")) {
		t.Error("the focus is on a button that is not there any more")
	}
}

// A page that cannot be loaded says so once, and does not try for ever.
func TestUnreadablePageAsksOnce(t *testing.T) {
	for login, link := range map[string]string{"sato.h": "shell.security", "takahashi.k": "shell.my_page"} {
		s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
		password := screentest.UserPassword
		if login == "sato.h" {
			password = screentest.AdminPassword
		}
		s.SignIn(login, password)
		s.FromTopMenu("this_pc.title")
		before := strings.Count(s.Log.String(), "msg=failure")
		s.Must(os.WriteFile(s.W.Office().Database(), bytes.Repeat([]byte("x"), 1<<16), 0o600))
		s.Follow(link)
		if n := strings.Count(s.Log.String(), "msg=failure") - before; n != 1 {
			t.Errorf("%s: %d failures for one look", link, n)
		}
		for range 60 {
			s.Clock.Step(time.Minute)
			s.W.Tick()
		}
		if !s.W.Locked() { // a job that goes on keeps the window open
			t.Errorf("%s: a job goes on", link)
		}
	}
}

// If the window locks while a page loads, the page loads again after unlocking, without an error.
func TestLookInterruptedByALock(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindSingle).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Hold = true
	s.Follow("shell.security")
	s.W.Lock()
	s.Run()
	s.OnPage("lock")
	password, _ := screentest.Find(s, func(*widgets.PasswordEntry) bool { return true })
	s.Write(password, screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	s.OnPage("security")
	if n, ok := screentest.Find(s, func(n *widgets.Notice) bool { return n.Visible() && n.Text() != "" }); ok {
		t.Errorf("the page greets with %q", n.Text())
	}
	s.Shows("recent_sign_ins.unlock")
}

func TestPasswordChangeDialog(t *testing.T) {
	const chosen = "eleven grey pigeons"
	s := screentest.New(t).WithOffice(model.KindSingle).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Follow("shell.security")
	s.Tap("password_card.change")
	s.Fill(s.Field("password_change.current"), "wrong")
	s.Fill(s.Field("password.new"), chosen)
	s.Fill(s.Field("password.again"), "another")
	s.Tap("password_change.save")
	s.Shows("password.differs")
	s.Fill(s.Field("password.again"), chosen)
	s.Tap("password_change.save")
	if got := s.Field("password_change.current").Error(); got != i18n.T("failure.current_wrong") {
		t.Errorf("the current password's field says %q", got)
	}
	s.Fill(s.Field("password_change.current"), screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	s.Fill(s.Field("password.again"), chosen)
	s.Press(fyne.KeyReturn)
	if n, ok := screentest.Find(s, func(n *widgets.Notice) bool { return n.Text() == i18n.T("password_card.done") }); !ok || !n.Visible() {
		t.Fatalf("not shown:\n%s", s.Text())
	}
	s.Tap("shell.sign_out")
	s.SignIn("sato.h", chosen)
	s.OnPage("my_page")
	if strings.Contains(s.Log.String(), chosen) {
		t.Error("the log holds the new password")
	}
}

// If somebody else ended the session, the next click leads to the login page and says so.
func TestEndedSessionLeadsToLogin(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	s.SignIn("takahashi.k", screentest.UserPassword)
	boss, _, err := s.W.Office().SignIn(context.Background(), "sato.h", screentest.AdminPassword)
	s.Must(err)
	_, err = boss.Suspend(context.Background(), s.W.Session().Person().ID)
	s.Must(err)
	s.Tap("mfa.enable")
	s.OnPage("login")
	s.Shows("login.office", "Office", "山田商店")
}

func TestLockedShellComesBackWhereItWas(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Follow("shell.security")
	s.Clock.Step(model.IdleLimit + time.Second)
	s.W.Tick()
	s.OnPage("lock")
	password, _ := screentest.Find(s, func(p *widgets.PasswordEntry) bool { return true })
	s.Write(password, screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	s.OnPage("security")
	s.Follow("shell.my_page") // under the new session
	s.OnPage("my_page")
}

func TestLongNamesLeaveRoom(t *testing.T) {
	if got := messages.Shorten(strings.Repeat("𠮷", 200), 14); len([]rune(got)) != 14 || !strings.HasSuffix(got, "…") {
		t.Errorf("%q", got)
	}
	if got := messages.Shorten("佐藤", 14); got != "佐藤" {
		t.Errorf("%q", got)
	}
	for _, lang := range i18n.Languages() {
		s := screentest.New(t)
		i18n.Use(lang)
		kit, err := model.NewRecoveryKit()
		s.Must(err)
		office, err := model.Create(t.Context(), s.Options, model.Setup{
			Kind: model.KindMulti, Office: strings.Repeat("𠮷野", 50), Login: "sato.h",
			Name: strings.Repeat("髙橋", 50), Password: screentest.AdminPassword, Kit: kit,
		})
		s.Must(err)
		s.Must(office.Close())
		s.Begin()
		s.Window.Resize(fyne.NewSize(820, 600))
		s.SignIn("sato.h", screentest.AdminPassword)
		out := s.Who()
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(out)
		if edge := at.X + out.Size().Width; edge > 820 {
			t.Errorf("%s: the menu at the top ends at %v in a window of 820", lang, edge)
		}
	}
}
