package forms_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// saving shows a person who has typed where to save the recovery kit.
func saving(t *testing.T) (s *screentest.Harness, path string) {
	t.Helper()
	s = screentest.New(t).Begin()
	s.ToKit(model.KindMulti)
	path = filepath.Join(t.TempDir(), "kit.txt")
	s.Tap("first_run.save_text")
	s.Fill(s.Field("save_file.path"), path)
	return s, path
}

// A name alone gets the suggested ending and folder.
func TestANameAloneIsEnough(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	s := screentest.New(t).Begin()
	s.ToKit(model.KindMulti)
	s.Tap("first_run.save_pdf")
	s.Fill(s.Field("save_file.path"), "kit")
	s.Press(fyne.KeyReturn)
	path := filepath.Join(home, "kit.pdf")
	s.Shows("first_run.kit_saved", "Path", path)
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestAFileIsWrittenOnceAndToItsEnd(t *testing.T) {
	s, path := saving(t)
	s.Hold = true
	s.Press(fyne.KeyReturn)
	s.Press(fyne.KeyReturn)
	if len(s.Later) != 1 {
		t.Errorf("%d files are being written", len(s.Later))
	}
	s.Press(fyne.KeyEscape)
	s.Tap("common.cancel")
	s.Field("save_file.path") // a dialog that closed now would say that there is no file
	s.Run()
	s.Shows("first_run.kit_saved", "Path", path)
	if _, err := os.Stat(path); err != nil || s.Window.Canvas().Overlays().Top() != nil {
		t.Errorf("the dialog is open or the file is not there: %v", err)
	}
}

func TestEscapeAfterEnterSavesNothing(t *testing.T) {
	s, path := saving(t)
	after := widgets.After
	held := func() { t.Error("no Enter waits") }
	widgets.EnterDelay, widgets.After = time.Hour, func(_ time.Duration, act func()) { held = act }
	defer func() { widgets.EnterDelay, widgets.After = 0, after }()
	s.Press(fyne.KeyReturn)
	s.Press(fyne.KeyEscape)
	held()
	if _, err := os.Stat(path); err == nil {
		t.Errorf("written after %q", i18n.T("common.cancel"))
	}
}

// Lines are counted, however the text is cut into pieces.
func TestLinesAreCounted(t *testing.T) {
	var reports int
	var text bytes.Buffer
	c := &forms.LineCounter{Out: &text, Tell: func(lines, _ int) { reports = lines }}
	for _, piece := range []string{"a\r\nb", "\r", "\nc\r\n\r\n", ""} {
		if n, err := c.Write([]byte(piece)); n != len(piece) || err != nil {
			t.Fatalf("%d bytes, %v", n, err)
		}
	}
	if reports != 4 || text.String() != "a\r\nb\r\nc\r\n\r\n" {
		t.Errorf("%d lines in %q", reports, text.String())
	}
}

// After a failure there is no file, not even with the lines already written.
func TestAFailureTakesTheLinesBack(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	forms.SaveFrom(s.W, "x.csv", func(_ context.Context, _ *model.Session, w io.Writer) error {
		if _, err := io.WriteString(w, "a\nb\n"); err != nil {
			return err
		}
		return errors.New("the disk is on fire")
	}, func(string) { t.Error("saved") })
	path := filepath.Join(t.TempDir(), "x.csv")
	s.Fill(s.Field("save_file.path"), path)
	s.Press(fyne.KeyReturn)
	s.Shows("save_file.failed")
	s.Fill(s.Field("save_file.path"), path+"x") // removes the failure
	s.Shows("save_file.hint")
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// Two people on one PC may save into the same folder on the same day.
func TestFileNamesCarryIDAndDate(t *testing.T) {
	s := screentest.New(t)
	seen := map[string]bool{}
	for _, key := range []string{
		"backup_codes.file", "first_run.kit_file", "temporary_password.file", "mfa_reset.file", "export.people_file", "export.activity_file",
		"import.passwords_file", "support_request.file", "support_desk.file",
	} {
		for _, login := range []string{"sato.h", "abe.m"} {
			name := forms.FileName(s.W, key, login, ".pdf")
			if want := "-" + login + "-2026-11-22.pdf"; !strings.HasSuffix(name, want) || seen[name] {
				t.Errorf("%s: %q", key, name)
			}
			seen[name] = true
		}
	}
}
