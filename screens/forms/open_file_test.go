package forms_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// opened is what the dialog has read.
type opened struct {
	data, path string
	times      int
	fail       error
	dialog     *forms.OpenDialog
	during     func(ctx context.Context, progress func(done, total int))
}

// choosingFile shows the dialog for a file, with some files among the documents.
func choosingFile(t *testing.T) (s *screentest.Harness, got *opened, documents string) {
	t.Helper()
	home := t.TempDir()
	t.Setenv("HOME", home)
	documents = filepath.Join(home, "Documents")
	s = screentest.New(t).WithOffice(model.KindMulti)
	s.Must(os.Mkdir(documents, 0o700))
	for i, name := range []string{"old.csv", "newer.CSV", "newest.csv", "letter.txt", ".hidden.csv"} {
		path := filepath.Join(documents, name)
		s.Must(os.WriteFile(path, []byte("bytes of "+name), 0o600))
		at := time.Date(2026, 11, 1+i, 9, 0, 0, 0, time.Local)
		s.Must(os.Chtimes(path, at, at))
	}
	s.Manage()
	got = &opened{}
	got.dialog = forms.ShowOpenFile(s.W, forms.FileRequest{
		Title: "t", Text: "t", None: i18n.T("open_file.none"), Ending: ".csv", AtMost: 1,
		Read: func(ctx context.Context, _ *model.Session, data []byte, progress func(done, total int)) error {
			if got.during != nil {
				got.during(ctx, progress)
			}
			got.data = string(data)
			return errors.Join(got.fail, ctx.Err())
		},
		Done: func(path string) { got.path, got.times = path, got.times+1 },
	})
	return s, got, documents
}

func (g *opened) want(t *testing.T, s *screentest.Harness, path, data string) {
	t.Helper()
	if g.times != 1 || g.path != path || g.data != data {
		t.Errorf("%d times %q with %q, want %q with %q", g.times, g.path, g.data, path, data)
	}
	if s.Window.Canvas().Overlays().Top() != nil {
		t.Error("the dialog stays")
	}
}

func TestOpenAFileByItsPath(t *testing.T) {
	s, got, documents := choosingFile(t)
	for _, r := range "letter.txt" { // the folder is there already
		s.Window.Canvas().Focused().TypedRune(r)
	}
	s.Press(fyne.KeyReturn)
	got.want(t, s, filepath.Join(documents, "letter.txt"), "bytes of letter.txt")
}

// The newest files can be chosen with arrow keys.
func TestOpenAFileOfTheList(t *testing.T) {
	s, got, documents := choosingFile(t)
	table, _ := screentest.Find(s, func(*widgets.Table) bool { return true })
	for range 2 { // past the browse button
		s.Window.Canvas().FocusNext()
	}
	if s.Window.Canvas().Focused() != table.Focusable() {
		t.Fatalf("Tab leads to %T", s.Window.Canvas().Focused())
	}
	s.Key(fyne.KeyDown)
	s.Key(fyne.KeyReturn)
	got.want(t, s, filepath.Join(documents, "newer.CSV"), "bytes of newer.CSV")
}

func TestTheNewestFilesComeFirst(t *testing.T) {
	_, _, documents := choosingFile(t)
	found, err := forms.NewestFiles(documents, ".csv")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range found {
		names = append(names, filepath.Base(file.Path))
	}
	if got := strings.Join(names, " "); got != "newest.csv newer.CSV old.csv" {
		t.Errorf("offered are %s", got)
	}
}

// Where the OS has no dialog, the toolkit's browser lies above ours, which reads the file chosen there and stays if none was.
func TestLookingAroundForAFile(t *testing.T) {
	s, got, documents := choosingFile(t)
	s.Tap("open_file.browse")
	if s.Dialogs("browse") != 1 || len(s.Window.Canvas().Overlays().List()) != 2 {
		t.Fatal("nothing to look around in")
	}
	s.Window.Canvas().Unfocus()
	s.Key(fyne.KeyReturn)
	s.Key(fyne.KeyEscape)
	if over := s.Window.Canvas().Overlays().List(); len(over) != 1 || !got.dialog.Modal.Visible() || got.times != 0 {
		t.Fatalf("Escape leads back to %d dialogs", len(over))
	}
	s.Tap("open_file.browse")
	tapIn(s, "old") // the toolkit shows the ending as a picture
	tapButton(s, i18n.T("open_file.open"))
	got.want(t, s, filepath.Join(documents, "old.csv"), "bytes of old.csv")
}

// tapIn chooses a file in the toolkit's browser.
func tapIn(s *screentest.Harness, name string) {
	s.T.Helper()
	for _, o := range s.Objects() {
		item, ok := o.(fyne.Tappable)
		if !ok || fmt.Sprintf("%T", o) != "*dialog.fileDialogItem" {
			continue
		}
		for _, part := range test.LaidOutObjects(o) {
			if label, ok := part.(*widget.Label); ok && label.Text == name {
				item.Tapped(&fyne.PointEvent{})
				return
			}
		}
	}
	s.T.Fatalf("no %q to choose", name)
}

// tapButton presses a button of the toolkit's.
func tapButton(s *screentest.Harness, text string) {
	s.T.Helper()
	button, ok := screentest.Find(s, func(b *widget.Button) bool { return b.Text == text })
	if !ok {
		s.T.Fatalf("no button %q", text)
	}
	test.Tap(button)
}

func TestADroppedFile(t *testing.T) {
	s, got, documents := choosingFile(t)
	s.Key(fyne.KeyEscape)
	o := got.dialog
	path := filepath.Join(documents, "old.csv")
	drop := func() { o.OnDropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)}) }
	drop()
	if got.times != 0 {
		t.Fatal("dropped onto a dialog that was left")
	}
	o.Modal.Show(nil)
	s.W.Lock()
	drop()
	if got.times != 0 {
		t.Fatal("dropped onto a locked window")
	}
	s.Fill(s.Field("login.password"), screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	drop()
	got.want(t, s, path, "bytes of old.csv")
}

func TestFilesThatCannotBeOpened(t *testing.T) {
	s, got, documents := choosingFile(t)
	big := filepath.Join(documents, "big.csv")
	s.Must(os.WriteFile(big, make([]byte, messages.Megabyte+1), 0o600))
	for typed, want := range map[string]string{
		"":                   i18n.T("open_file.no_path"),
		documents:            i18n.T("open_file.is_folder"),
		documents + "/no":    i18n.T("open_file.missing"),
		documents + "/no/no": i18n.T("open_file.missing"),
		big + "/no":          i18n.T("open_file.missing"),
		os.DevNull:           i18n.T("open_file.no_file"),
		big:                  i18n.T("open_file.too_large", "Max", 1),
	} {
		s.Fill(s.Field("open_file.path"), typed)
		s.Press(fyne.KeyReturn)
		if got := s.Field("open_file.path").Error(); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
		s.Fill(s.Field("open_file.path"), "x")
		if s.Field("open_file.path").Error() != "" {
			t.Error("typing leaves the old failure")
		}
	}
	for _, fail := range []*model.Error{
		{Code: model.CodeCSVEmpty},
		{Code: model.CodeReadOnly, Err: fs.ErrPermission}, // the database, not the file
	} {
		got.fail = fail
		s.Fill(s.Field("open_file.path"), "old.csv")
		s.Press(fyne.KeyReturn)
		if text := s.Field("open_file.path").Error(); text != messages.Sentence(fail) || got.times != 0 {
			t.Errorf("%q after a failure of reading, done %d times", text, got.times)
		}
	}
}

// Slow reading shows its progress and can be cancelled. The dialog stays for another file.
func TestReadingCanBeGivenUp(t *testing.T) {
	s, got, _ := choosingFile(t)
	s.Fill(s.Field("open_file.path"), "old.csv")
	got.during = func(ctx context.Context, progress func(done, total int)) {
		progress(0, 10)
		bar, ok := screentest.Find(s, func(*widgets.Progress) bool { return true })
		if !ok || bar.Of != 10 {
			t.Error("no progress is shown")
		}
		s.Press(fyne.KeyReturn) // does not start again
		s.Key(fyne.KeyEscape)
		if ctx.Err() == nil {
			t.Error("Escape does not end the reading")
		}
	}
	s.Press(fyne.KeyReturn)
	if got.times != 0 || s.Field("open_file.path").Error() != "" || s.Button("open_file.open").Busy() {
		t.Fatalf("not given up:\n%s", s.Text())
	}
	if _, ok := screentest.Find(s, func(*widgets.Progress) bool { return true }); ok {
		t.Error("the progress stays")
	}
	got.during = nil
	test.Tap(s.Button("open_file.open"))
	if got.times != 1 {
		t.Error("the dialog is dead")
	}
}
