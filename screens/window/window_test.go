package window_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

func TestOpeningFailuresHaveTheirOwnPage(t *testing.T) {
	seen := map[string]model.Code{}
	for code := range messages.Remedies {
		for _, lang := range i18n.Languages() {
			t.Run(string(code)+" "+lang, func(t *testing.T) {
				what := failsToOpen(t, code, lang)
				if other, twice := seen[what]; twice {
					t.Errorf("%s and %s say the same", code, other)
				}
				seen[what] = code
			})
		}
	}
}

// failsToOpen shows the page of a failure, retries, and returns the text of the page.
func failsToOpen(t *testing.T, code model.Code, lang string) string {
	s := screentest.New(t)
	i18n.Use(lang)
	broken, open := true, s.Backend.OnOpen
	s.Backend.OnOpen = func(ctx context.Context) (*model.Office, error) {
		if broken {
			return nil, &model.Error{Code: code, Path: "/somewhere/qlingo.db"}
		}
		return open(ctx)
	}
	s.Begin()
	s.OnPage("failure")
	s.Shows("failure."+string(code), "Path", "/somewhere/qlingo.db")
	s.Shows(messages.Remedies[code])
	s.Shows("failure_page.location", "Path", "/somewhere/qlingo.db")
	what := i18n.T("failure."+string(code), "Path", "/somewhere/qlingo.db")
	if len(s.Stderr) != 2 || s.Stderr[0] != what {
		t.Errorf("the terminal shows %q", s.Stderr)
	}
	if !s.Logged("msg=failure code=" + string(code)) {
		t.Errorf("%s is not in the log", code)
	}
	broken = false
	s.Tap("failure_page.retry")
	s.OnPage("first_run_1")
	return what
}

func TestFailurePageQuits(t *testing.T) {
	s := screentest.New(t)
	s.Must(os.WriteFile(s.Options.Database(), []byte("not a database, but long enough to look at"), 0o600))
	s.Begin()
	s.Shows("failure.not_database")
	s.Tap("failure_page.quit")
	if !s.Quit {
		t.Error("the window is still open")
	}
}

func TestASecondWindowIsRefused(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti)
	first, err := model.Open(t.Context(), s.Options)
	s.Must(err)
	s.Begin()
	s.Shows("failure.in_use")
	s.Must(first.Close())
	s.Tap("failure_page.retry")
	s.OnPage("login")
}

func TestEveryCodeHasASentence(t *testing.T) {
	source, err := os.ReadFile("../../model/errors.go")
	if err != nil {
		t.Fatal(err)
	}
	codes := regexp.MustCompile(`Code\w+\s+Code = "(\w+)"`).FindAllStringSubmatch(string(source), -1)
	if len(codes) < 40 {
		t.Fatalf("only %d codes found", len(codes))
	}
	for _, code := range codes {
		for _, lang := range i18n.Languages() {
			i18n.Use(lang)
			text := messages.Sentence(&model.Error{Code: model.Code(code[1]), Max: 3})
			if strings.HasPrefix(text, "failure.") || strings.Contains(text, "<no value>") {
				t.Errorf("%s has no sentence in %q: %q", code[1], lang, text)
			}
		}
	}
	i18n.Use("ja")
}

func TestClipboardForgetsAfterHalfAMinute(t *testing.T) {
	s := screentest.New(t).Begin()
	board := screentest.TheApp.Clipboard()
	s.W.Copy("secret")
	s.Clock.Step(29 * time.Second)
	s.W.Tick()
	if board.Content() != "secret" {
		t.Fatal("taken off too early")
	}
	s.Clock.Step(time.Second)
	s.W.Tick()
	if board.Content() != "" {
		t.Error("the secret is still on the clipboard")
	}
	s.W.Copy("secret")
	board.SetContent("something else")
	s.Clock.Step(time.Minute)
	s.W.Tick()
	if board.Content() != "something else" {
		t.Error("somebody else's text was taken off the clipboard")
	}
}

// If the OS can keep a secret out of the clipboard's history, it is asked to. If that fails, the person still gets
// the text. Either way it is removed after half a minute.
func TestSecretsAreCopiedAside(t *testing.T) {
	for _, fails := range []bool{false, true} {
		s := screentest.New(t).Begin()
		board := screentest.TheApp.Clipboard()
		var aside []string
		s.Platform.Hides, s.Platform.OnCopySecret = true, func(text string) error {
			aside = append(aside, text)
			if fails {
				return errors.New("somebody holds it")
			}
			board.SetContent("by the OS: " + text)
			return nil
		}
		s.W.Copy("secret")
		want := "by the OS: secret"
		if fails {
			want = "secret"
		}
		if board.Content() != want || len(aside) != 1 || aside[0] != "secret" || s.Logged("msg=clipboard") != fails {
			t.Errorf("fails %t: the clipboard holds %q, the OS got %q", fails, board.Content(), aside)
		}
		board.SetContent("secret") // the clipboard reads the same
		s.Clock.Step(window.ClipboardTime)
		s.W.Tick()
		if board.Content() != "" {
			t.Error("the secret is still on the clipboard")
		}
	}
}

// After the toolkit has ended nothing may touch the clipboard, because that panics.
func TestQuittingClearsTheClipboardAndClosingLeavesItAlone(t *testing.T) {
	s := screentest.New(t).Begin()
	board := screentest.TheApp.Clipboard()
	s.W.Copy("secret")
	s.W.Close()
	if board.Content() != "secret" {
		t.Error("Close touches the clipboard")
	}
	s.W.Quit()
	if board.Content() != "" {
		t.Error("the secret is still on the clipboard")
	}
}

func TestCloseAsksAGuardFirst(t *testing.T) {
	s := screentest.New(t).Begin()
	var proceed func()
	s.W.GuardClose(func(really func()) { proceed = really })
	s.W.OnClose()
	if s.Quit {
		t.Fatal("closed without asking")
	}
	proceed()
	if !s.Quit || s.Saved.Width != 1080 || s.Saved.Height != 720 {
		t.Errorf("closed: %t, settings %+v", s.Quit, s.Saved)
	}
}

// A maximized window goes back to its previous size, not to that of the screen.
func TestPlaceOfTheWindowIsRemembered(t *testing.T) {
	s := screentest.New(t).Begin()
	at := window.Position{Known: true, X: -40, Y: 12}
	s.Platform.OnPosition = func() window.Position { return at }
	s.W.Quit()
	if s.Saved.Position != at || s.Saved.Width != 1080 || s.Saved.Height != 720 {
		t.Errorf("saved %+v", s.Saved)
	}
	at.Maximized = true
	s.Window.Resize(fyne.NewSize(1920, 1040))
	s.W.Quit()
	if s.Saved.Position != at || s.Saved.Width != 1080 || s.Saved.Height != 720 {
		t.Errorf("filling the screen: saved %+v", s.Saved)
	}
}

func TestSaverWritesTheNewestSettings(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.Hold = true
	s.W.SetNotify(false)
	s.W.SetNotify(true)
	s.Later[0], s.Later[1] = s.Later[1], s.Later[0]
	s.Run()
	if !s.Saved.Notify {
		t.Error("what was set first was saved last")
	}
}

func TestExpandTakesTheHomeFolder(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	for typed, want := range map[string]string{
		"~/kit.txt": filepath.Join(home, "kit.txt"), "  /a/../b ": "/b", "~kit": filepath.Join(home, "~kit"),
		"kit.pdf": filepath.Join(home, "kit.pdf"), "sheets/kit": filepath.Join(home, "sheets/kit"),
	} {
		if got, err := forms.Expand(typed); err != nil || got != want {
			t.Errorf("%q: %q, %v", typed, got, err)
		}
	}
	if forms.Documents() != home {
		t.Errorf("documents: %q", forms.Documents())
	}
	if err := os.Mkdir(filepath.Join(home, "Documents"), 0o700); err != nil {
		t.Fatal(err)
	}
	if forms.Documents() != filepath.Join(home, "Documents") {
		t.Errorf("documents: %q", forms.Documents())
	}
}

func TestDemoPanelFillsTheFieldsAndShowsThePIN(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m")
	pin, _ := s.WithMFA("abe.m", screentest.UserPassword)
	s.Cfg.People = func() []window.DemoPerson {
		return []window.DemoPerson{
			{Login: "sato.h", Password: screentest.AdminPassword, Note: "demo.administrator"},
			{Login: "abe.m", Password: screentest.UserPassword, Note: "demo.user_mfa", PIN: func(time.Time) string { return pin() }},
		}
	}
	s.Begin()
	person, ok := screentest.Find(s, func(b *widgets.Button) bool { return b.Text == "abe.m" })
	if !ok {
		t.Fatalf("the demo's people are not shown:\n%s", s.Text())
	}
	test.Tap(person)
	show := s.Button("demo.show_pin")
	test.Tap(show)
	if show.Text != pin() {
		t.Errorf("PIN shown: %q", show.Text)
	}
	s.Tap("login.submit")
	s.OnPage("pin")
	s.Tap("demo.pin")
	s.Tap("login.submit")
	if s.W.Session() == nil {
		t.Fatalf("not signed in:\n%s", s.Text())
	}
}
