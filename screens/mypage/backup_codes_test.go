package screens

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

var backupCode = regexp.MustCompile(`(?m)^[0-9a-f]{24}$`)

// codes returns the backup codes that are shown.
func (s *stage) codes() []string { return backupCode.FindAllString(s.text(), -1) }

// noting shows new backup codes.
func noting(t *testing.T) *stage {
	t.Helper()
	s, pin := enrolling(t)
	s.typed(pin())
	s.press(fyne.KeyReturn)
	if len(s.codes()) != 5 {
		t.Fatalf("no codes:\n%s", s.text())
	}
	return s
}

func (s *stage) note() {
	s.t.Helper()
	check, ok := find(s, func(c *widgets.Check) bool { return c.Text == i18n.T("backup_codes.noted") })
	if !ok {
		s.t.Fatal("no tick")
	}
	test.Tap(check)
}

func TestCodesAreNotedFirst(t *testing.T) {
	s := noting(t)
	shown := s.w.Dialog().(*window.ShownOnce)
	if !s.button("common.done").Disabled() {
		t.Error("it can be closed at once")
	}
	s.note()
	s.note()
	if !s.button("common.done").Disabled() {
		t.Error("without the tick it can be closed")
	}
	s.note()
	s.tap("common.done")
	if len(s.codes()) != 0 || s.w.Dialog() != nil || !s.closes() {
		t.Errorf("not closed:\n%s", s.text())
	}
	if shown.Secret != "" || shown.Lines[0].Text != "" {
		t.Error("the codes were not forgotten")
	}
	s.button("mfa.disable")
	if s.dialogs("codes_close") != 0 {
		t.Error("it asked in vain")
	}
}

func TestClosingTheCodesAsks(t *testing.T) {
	for name, leave := range map[string]func(*stage){
		"escape": func(s *stage) { s.key(fyne.KeyEscape) },
		"window": func(s *stage) { s.w.OnClose() },
	} {
		t.Run(name, func(t *testing.T) {
			s := noting(t)
			leave(s)
			if s.dialogs("codes_close") != 1 || s.quit {
				t.Fatal("it did not ask")
			}
			s.key(fyne.KeyEscape)
			if len(s.codes()) != 5 {
				t.Fatal("the codes are gone")
			}
			leave(s)
			s.w.OnClose() // while the question is open: no second one above it
			if got := s.dialogs("codes_close"); got != 2 {
				t.Errorf("it asked %d times", got)
			}
			s.key(fyne.KeyReturn)
			if len(s.codes()) != 5 || s.quit {
				t.Fatal("Enter lost the codes")
			}
			leave(s)
			s.tap("backup_codes.close_leave")
			if s.quit != (name == "window") {
				t.Errorf("quit: %v", s.quit)
			}
			if name == "escape" {
				s.button("mfa.disable")
			}
		})
	}
}

func TestCodesOutliveTheLock(t *testing.T) {
	s := noting(t)
	codes := s.codes()
	s.w.Lock()
	s.window.Canvas().Unfocus() // a click next to the field
	s.key(fyne.KeyEscape)
	s.key(fyne.KeyReturn)
	if s.window.Canvas().Overlays().Top() != nil || len(s.codes()) != 0 {
		t.Fatal("the hidden dialog hears keys")
	}
	s.fill(s.field("login.password"), userPassword)
	s.press(fyne.KeyReturn)
	if strings.Join(s.codes(), " ") != strings.Join(codes, " ") {
		t.Fatalf("other codes or none:\n%s", s.text())
	}
	s.window.Canvas().Unfocus()
	s.key(fyne.KeyEscape)
	if s.dialogs("codes_close") != 1 {
		t.Error("after unlocking the dialog is deaf")
	}
}

// Behind a lock page, too, closing the window asks first while the codes are
// not noted.
func TestLockedCodesAreNotClosedUnasked(t *testing.T) {
	s := noting(t)
	s.w.Lock()
	s.w.OnClose()
	if s.dialogs("codes_close") != 1 || s.quit {
		t.Fatalf("closed unasked:\n%s", s.text())
	}
	s.key(fyne.KeyEscape)
	s.onPage("lock")
	s.fill(s.field("login.password"), userPassword)
	s.press(fyne.KeyReturn)
	if len(s.codes()) != 5 {
		t.Fatalf("no codes:\n%s", s.text())
	}
	s.tap("backup_codes.save_text")
	s.key(fyne.KeyEscape)
	s.w.Lock()
	s.w.OnClose()
	s.tap("backup_codes.close_leave")
	if !s.quit {
		t.Error("it does not close at all")
	}
}

func TestCodesAreCopiedAndSaved(t *testing.T) {
	s := noting(t)
	codes := s.codes()
	s.press(fyne.KeyReturn) // the copy button has the focus
	if got := theApp.Clipboard().Content(); got != strings.Join(codes, "\n") {
		t.Errorf("the clipboard holds %q", got)
	}
	for _, c := range []struct{ key, ending, begins string }{
		{"backup_codes.save_text", ".txt", "Qlingo"}, {"backup_codes.save_pdf", ".pdf", "%PDF"},
	} {
		s.tap(c.key)
		path := filepath.Join(t.TempDir(), "codes"+c.ending)
		s.fill(s.field("save_file.path"), path)
		s.press(fyne.KeyReturn)
		s.says(i18n.T("backup_codes.saved", "Path", path))
		raw, err := os.ReadFile(path)
		s.must(err)
		if !strings.HasPrefix(string(raw), c.begins) {
			t.Errorf("%s begins with %q", c.ending, raw[:min(20, len(raw))])
		}
		if c.ending == ".txt" {
			for _, part := range append(codes, "takahashi.k", "山田商店", i18n.When(s.clock.now())) {
				if !strings.Contains(string(raw), part) {
					t.Errorf("the sheet lacks %q", part)
				}
			}
		}
	}
	for _, code := range codes {
		if s.logged(code) {
			t.Error("the log holds a code")
		}
	}
}
