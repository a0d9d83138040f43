package mypage_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/window"
)

func TestCodesAreNotedFirst(t *testing.T) {
	s := screentest.Noting(t)
	shown := s.W.Dialog().(*window.ShownOnce)
	if !s.Button("common.done").Disabled() {
		t.Error("it can be closed at once")
	}
	s.Note()
	s.Note()
	if !s.Button("common.done").Disabled() {
		t.Error("without the tick it can be closed")
	}
	s.Note()
	s.Tap("common.done")
	if len(s.Codes()) != 0 || s.W.Dialog() != nil || !s.Closes() {
		t.Errorf("not closed:\n%s", s.Text())
	}
	if shown.Secret != "" || shown.Lines[0].Text != "" {
		t.Error("the codes were not forgotten")
	}
	s.Button("mfa.disable")
	if s.Dialogs("codes_close") != 0 {
		t.Error("it asked in vain")
	}
}

func TestClosingTheCodesAsks(t *testing.T) {
	for name, leave := range map[string]func(*screentest.Harness){
		"escape": func(s *screentest.Harness) { s.Key(fyne.KeyEscape) },
		"window": func(s *screentest.Harness) { s.W.OnClose() },
	} {
		t.Run(name, func(t *testing.T) {
			s := screentest.Noting(t)
			leave(s)
			if s.Dialogs("codes_close") != 1 || s.Quit {
				t.Fatal("it did not ask")
			}
			s.Key(fyne.KeyEscape)
			if len(s.Codes()) != 5 {
				t.Fatal("the codes are gone")
			}
			leave(s)
			s.W.OnClose() // while the question is open: no second one above it
			if got := s.Dialogs("codes_close"); got != 2 {
				t.Errorf("it asked %d times", got)
			}
			s.Key(fyne.KeyReturn)
			if len(s.Codes()) != 5 || s.Quit {
				t.Fatal("Enter lost the codes")
			}
			leave(s)
			s.Tap("backup_codes.close_leave")
			if s.Quit != (name == "window") {
				t.Errorf("quit: %v", s.Quit)
			}
			if name == "escape" {
				s.Button("mfa.disable")
			}
		})
	}
}

func TestCodesOutliveTheLock(t *testing.T) {
	s := screentest.Noting(t)
	codes := s.Codes()
	s.W.Lock()
	s.Window.Canvas().Unfocus() // a click next to the field
	s.Key(fyne.KeyEscape)
	s.Key(fyne.KeyReturn)
	if s.Window.Canvas().Overlays().Top() != nil || len(s.Codes()) != 0 {
		t.Fatal("the hidden dialog gets keys")
	}
	s.Fill(s.Field("login.password"), screentest.UserPassword)
	s.Press(fyne.KeyReturn)
	if strings.Join(s.Codes(), " ") != strings.Join(codes, " ") {
		t.Fatalf("other codes or none:\n%s", s.Text())
	}
	s.Window.Canvas().Unfocus()
	s.Key(fyne.KeyEscape)
	if s.Dialogs("codes_close") != 1 {
		t.Error("after unlocking the dialog is deaf")
	}
}

// Behind a lock page, too, closing the window asks first while the codes are
// not noted.
func TestLockedCodesAreNotClosedUnasked(t *testing.T) {
	s := screentest.Noting(t)
	s.W.Lock()
	s.W.OnClose()
	if s.Dialogs("codes_close") != 1 || s.Quit {
		t.Fatalf("closed unasked:\n%s", s.Text())
	}
	s.Key(fyne.KeyEscape)
	s.OnPage("lock")
	s.Fill(s.Field("login.password"), screentest.UserPassword)
	s.Press(fyne.KeyReturn)
	if len(s.Codes()) != 5 {
		t.Fatalf("no codes:\n%s", s.Text())
	}
	s.Tap("backup_codes.save_text")
	s.Key(fyne.KeyEscape)
	s.W.Lock()
	s.W.OnClose()
	s.Tap("backup_codes.close_leave")
	if !s.Quit {
		t.Error("it does not close at all")
	}
}

func TestCodesAreCopiedAndSaved(t *testing.T) {
	s := screentest.Noting(t)
	codes := s.Codes()
	s.Press(fyne.KeyReturn) // the copy button has the focus
	if got := screentest.TheApp.Clipboard().Content(); got != strings.Join(codes, "\n") {
		t.Errorf("the clipboard holds %q", got)
	}
	for _, c := range []struct{ key, ending, begins string }{
		{"backup_codes.save_text", ".txt", "Qlingo"}, {"backup_codes.save_pdf", ".pdf", "%PDF"},
	} {
		s.Tap(c.key)
		path := filepath.Join(t.TempDir(), "codes"+c.ending)
		s.Fill(s.Field("save_file.path"), path)
		s.Press(fyne.KeyReturn)
		s.Says(i18n.T("backup_codes.saved", "Path", path))
		raw, err := os.ReadFile(path)
		s.Must(err)
		if !strings.HasPrefix(string(raw), c.begins) {
			t.Errorf("%s begins with %q", c.ending, raw[:min(20, len(raw))])
		}
		if c.ending == ".txt" {
			facts := []string{"takahashi.k", "山田商店", i18n.When(s.Clock.Now()), i18n.T("sheet.help_administrator")}
			for _, part := range append(facts, codes...) {
				if !strings.Contains(string(raw), part) {
					t.Errorf("the sheet lacks %q", part)
				}
			}
		}
	}
	for _, code := range codes {
		if s.Logged(code) {
			t.Error("the log holds a code")
		}
	}
}
