package screens

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
	s := newStage(t)
	i18n.Use(lang)
	broken, open := true, s.backend.open
	s.backend.open = func(ctx context.Context) (*model.Office, error) {
		if broken {
			return nil, &model.Error{Code: code, Path: "/somewhere/qlingo.db"}
		}
		return open(ctx)
	}
	s.begin()
	s.onPage("failure")
	s.shows("failure."+string(code), "Path", "/somewhere/qlingo.db")
	s.shows(messages.Remedies[code])
	s.shows("failure_page.location", "Path", "/somewhere/qlingo.db")
	what := i18n.T("failure."+string(code), "Path", "/somewhere/qlingo.db")
	if len(s.stderr) != 2 || s.stderr[0] != what {
		t.Errorf("the terminal hears %q", s.stderr)
	}
	if !s.logged("msg=failure code=" + string(code)) {
		t.Errorf("%s is not in the log", code)
	}
	broken = false
	s.tap("failure_page.retry")
	s.onPage("first_run_1")
	return what
}

func TestFailurePageQuits(t *testing.T) {
	s := newStage(t)
	s.must(os.WriteFile(s.options.Database(), []byte("not a database, but long enough to look at"), 0o600))
	s.begin()
	s.shows("failure.not_database")
	s.tap("failure_page.quit")
	if !s.quit {
		t.Error("the window is still open")
	}
}

func TestASecondWindowIsRefused(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti)
	first, err := model.Open(t.Context(), s.options)
	s.must(err)
	s.begin()
	s.shows("failure.in_use")
	s.must(first.Close())
	s.tap("failure_page.retry")
	s.onPage("login")
}

func TestEveryCodeHasASentence(t *testing.T) {
	source, err := os.ReadFile("../model/errors.go")
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
	s := newStage(t).begin()
	board := theApp.Clipboard()
	s.w.Copy("secret")
	s.clock.step(29 * time.Second)
	s.w.Tick()
	if board.Content() != "secret" {
		t.Fatal("taken off too early")
	}
	s.clock.step(time.Second)
	s.w.Tick()
	if board.Content() != "" {
		t.Error("the secret is still on the clipboard")
	}
	s.w.Copy("secret")
	board.SetContent("something else")
	s.clock.step(time.Minute)
	s.w.Tick()
	if board.Content() != "something else" {
		t.Error("somebody else's text was taken off the clipboard")
	}
}

// If the OS can keep a secret out of the clipboard's history, it is asked to. If that fails, the person still gets
// the text. Either way it is removed after half a minute.
func TestSecretsAreCopiedAside(t *testing.T) {
	for _, fails := range []bool{false, true} {
		s := newStage(t).begin()
		board := theApp.Clipboard()
		var aside []string
		s.platform.hides, s.platform.copySecret = true, func(text string) error {
			aside = append(aside, text)
			if fails {
				return errors.New("somebody holds it")
			}
			board.SetContent("by the OS: " + text)
			return nil
		}
		s.w.Copy("secret")
		want := "by the OS: secret"
		if fails {
			want = "secret"
		}
		if board.Content() != want || len(aside) != 1 || aside[0] != "secret" || s.logged("msg=clipboard") != fails {
			t.Errorf("fails %t: the clipboard holds %q, the OS got %q", fails, board.Content(), aside)
		}
		board.SetContent("secret") // the clipboard reads the same
		s.clock.step(window.ClipboardTime)
		s.w.Tick()
		if board.Content() != "" {
			t.Error("the secret is still on the clipboard")
		}
	}
}

// After the toolkit has ended nothing may touch the clipboard, because that panics.
func TestQuittingClearsTheClipboardAndClosingLeavesItAlone(t *testing.T) {
	s := newStage(t).begin()
	board := theApp.Clipboard()
	s.w.Copy("secret")
	s.w.Close()
	if board.Content() != "secret" {
		t.Error("Close touches the clipboard")
	}
	s.w.Quit()
	if board.Content() != "" {
		t.Error("the secret is still on the clipboard")
	}
}

func TestCloseAsksAGuardFirst(t *testing.T) {
	s := newStage(t).begin()
	var proceed func()
	s.w.GuardClose(func(really func()) { proceed = really })
	s.w.OnClose()
	if s.quit {
		t.Fatal("closed without asking")
	}
	proceed()
	if !s.quit || s.saved.Width != 1080 || s.saved.Height != 720 {
		t.Errorf("closed: %t, settings %+v", s.quit, s.saved)
	}
}

// A maximized window goes back to its previous size, not to that of the screen.
func TestPlaceOfTheWindowIsRemembered(t *testing.T) {
	s := newStage(t).begin()
	at := window.Position{Known: true, X: -40, Y: 12}
	s.platform.position = func() window.Position { return at }
	s.w.Quit()
	if s.saved.Position != at || s.saved.Width != 1080 || s.saved.Height != 720 {
		t.Errorf("saved %+v", s.saved)
	}
	at.Maximized = true
	s.window.Resize(fyne.NewSize(1920, 1040))
	s.w.Quit()
	if s.saved.Position != at || s.saved.Width != 1080 || s.saved.Height != 720 {
		t.Errorf("filling the screen: saved %+v", s.saved)
	}
}

func TestSaverWritesTheNewestSettings(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.hold = true
	s.w.SetNotify(false)
	s.w.SetNotify(true)
	s.later[0], s.later[1] = s.later[1], s.later[0]
	s.run()
	if !s.saved.Notify {
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
	s := newStage(t).withOffice(model.KindMulti, "abe.m")
	pin, _ := s.withMFA("abe.m", userPassword)
	s.cfg.People = func() []window.DemoPerson {
		return []window.DemoPerson{
			{Login: "sato.h", Password: adminPassword, Note: "demo.administrator"},
			{Login: "abe.m", Password: userPassword, Note: "demo.user_mfa", PIN: func(time.Time) string { return pin() }},
		}
	}
	s.begin()
	person, ok := find(s, func(b *widgets.Button) bool { return b.Text == "abe.m" })
	if !ok {
		t.Fatalf("the demo's people are not shown:\n%s", s.text())
	}
	test.Tap(person)
	show := s.button("demo.show_pin")
	test.Tap(show)
	if show.Text != pin() {
		t.Errorf("PIN shown: %q", show.Text)
	}
	s.tap("login.submit")
	s.onPage("pin")
	s.tap("demo.pin")
	s.tap("login.submit")
	if s.w.Session() == nil {
		t.Fatalf("not signed in:\n%s", s.text())
	}
}
