package people_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"golang.org/x/text/encoding/japanese"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/people"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// everybody returns what the database says about all people.
func everybody(s *screentest.Harness) string {
	s.T.Helper()
	people, err := s.W.Session().People(context.Background())
	s.Must(err)
	var all []string
	for _, p := range people {
		all = append(all, strings.Join([]string{p.Login, p.Name, p.Email, p.Department, p.Phone, p.Memo}, "|"))
	}
	return strings.Join(all, "\n")
}

// passwords reads the file with the temporary passwords.
func passwords(s *screentest.Harness, path string) map[string]string {
	s.T.Helper()
	data, err := os.ReadFile(path)
	s.Must(err)
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	s.Must(err)
	found := map[string]string{}
	for _, row := range rows[1:] {
		found[row[0]] = row[2]
	}
	return found
}

func countChip(s *screentest.Harness, key string, count int) *widgets.FilterChip {
	s.T.Helper()
	chip, ok := screentest.Find(s, func(c *widgets.FilterChip) bool { return c.Text == i18n.T(key, "Count", messages.Number(int64(count))) })
	if !ok {
		s.T.Fatalf("no chip %s with %d", key, count)
	}
	return chip
}

func TestImportByKeyboard(t *testing.T) {
	s, documents := screentest.Importing(t, screentest.Roster)
	s.Preview("people.csv")
	if s.Dialogs("import") != 1 {
		t.Fatalf("no preview:\n%s", s.Text())
	}
	s.Shows("import.file", "File", "people.csv", "Encoding", "UTF-8")
	for key, count := range map[string]int{"import.all": 4, "import.added": 2, "import.changed": 1, "import.same": 1} {
		countChip(s, key, count)
	}
	before := everybody(s)
	path := filepath.Join(documents, "qlingo-passwords-sato.h-2026-11-22.csv")
	s.Press(fyne.KeyReturn) // in the field of the passwords' file
	if s.Dialogs("imported") != 1 {
		t.Fatalf("not imported:\n%s", s.Text())
	}
	s.ShowsPart(path)
	s.Says(i18n.T("import.kept_text"))
	s.Key(fyne.KeyReturn)
	if s.Window.Canvas().Overlays().Top() != nil {
		t.Error("a dialog stays")
	}
	want := strings.Replace(before, "abe.m|𠮷田 春樹||||", "abe.m|𠮷田 春樹||総務部||", 1)
	if got := everybody(s); !strings.Contains(got, "mori.k|森 健太||製造部||") || !strings.Contains(got, want[:strings.Index(want, "sato.h")]) {
		t.Errorf("now there are\n%s", got)
	}
	if got := strings.Join(s.Logins(), " "); got != "abe.m ishii.y mori.k sato.h" {
		t.Errorf("the table shows %s", got)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the passwords' file: %v %v", info, err)
	}
	issued := passwords(s, path)
	if len(issued) != 2 {
		t.Fatalf("%d passwords", len(issued))
	}
	s.Tap("shell.sign_out")
	s.SignIn("ishii.y", issued["ishii.y"])
	s.OnPage("must_change")
}

// A file that cannot be imported says why for every line, and nothing happens whatever is pressed.
func TestImportWithRefusedLines(t *testing.T) {
	s, documents := screentest.Importing(t, screentest.Roster+"ISHII.Y,石井 優,営業部\r\nx,短い,\r\nlong.name,"+strings.Repeat("あ", 201)+",\r\n")
	before := everybody(s)
	s.Preview("people.csv")
	s.Says(i18n.T("import.not_yet", "Count", messages.Number(3)))
	if !countChip(s, "import.refused", 3).On || !s.Button("import.submit").Disabled() {
		t.Fatal("the refused lines are not what is seen first")
	}
	if _, ok := screentest.Find(s, func(f *widgets.Field) bool { return f.Label == i18n.T("import.passwords") }); ok {
		t.Error("asks where to put passwords of nobody")
	}
	s.Key(fyne.KeyDown)
	s.Key(fyne.KeyUp)
	s.Key(fyne.KeyReturn)
	if s.Dialogs("import_line") != 1 {
		t.Fatalf("the line does not open:\n%s", s.Text())
	}
	s.Shows("import.line_title", "Line", "6")
	s.ShowsPart("ISHII.Y")
	s.Says(i18n.T("failure.login_twice", "Row", 5))
	s.Key(fyne.KeyEscape)
	rows := importRows(s)
	if len(rows) != 3 || !strings.Contains(rows[2], i18n.T("import.at_field", "Field", i18n.T("users.name"), "Why", i18n.T("failure.name_long", "Max", 200))) {
		t.Errorf("the lines are %q", rows)
	}
	s.Window.Canvas().Unfocus()
	s.Key(fyne.KeyReturn) // the dialog's main action
	s.Tap("import.submit")
	if got := everybody(s); got != before || s.Dialogs("imported") != 0 {
		t.Errorf("now there are\n%s", got)
	}
	if files, _ := os.ReadDir(documents); len(files) != 1 {
		t.Errorf("%d files in the folder", len(files))
	}
	s.Window.Canvas().Focus(countChip(s, "import.added", 2))
	s.Window.Canvas().Focused().TypedRune(' ')
	if rows := importRows(s); len(rows) != 2 || countChip(s, "import.refused", 3).On {
		t.Errorf("the chip shows %q", rows)
	}
}

// importRows returns the rows of the preview as text.
func importRows(s *screentest.Harness) []string {
	s.T.Helper()
	table, ok := screentest.Find(s, func(w *widgets.Table) bool { return w.Raised })
	if !ok {
		s.T.Fatal("no preview")
	}
	var rows []string
	for _, row := range table.Rows() {
		var cells []string
		for _, cell := range row.Cells {
			cells = append(cells, cell.Text)
		}
		rows = append(rows, strings.Join(cells, "|"))
	}
	return rows
}

func TestImportFromShiftJIS(t *testing.T) {
	file, err := japanese.ShiftJIS.NewEncoder().String(strings.Replace(screentest.Roster, "𠮷", "髙", 1))
	if err != nil {
		t.Fatal(err)
	}
	s, _ := screentest.Importing(t, file)
	s.Preview("people.csv")
	s.Shows("import.file", "File", "people.csv", "Encoding", "Shift_JIS")
	countChip(s, "import.changed", 1)
}

func TestFilesThatAreNoRoster(t *testing.T) {
	s, documents := screentest.Importing(t, "")
	for text, want := range map[string]string{
		"":                                i18n.T("failure.csv_empty"),
		"a,b\r\nc,d\r\n":                  i18n.T("failure.csv_unknown", "Text", "a"),
		"ユーザID\r\nabe.m\r\n":              i18n.T("failure.csv_header"),
		"PK\x03\x04\x14\x00\x06\x00a.xml": i18n.T("failure.csv_encoding"),
		"ID;Name\r\nabe.m;abe\r\n":        i18n.T("failure.csv_separator", "Text", ";"),
		"ID\tName\r\nabe.m\tabe\r\n":      i18n.T("failure.csv_separator_tab"),
		"社員一覧,,\r\nID,Name\r\nabe.m,abe":  i18n.T("failure.csv_title", "Row", 2),
		"ID,Name\nabe.m,\xb0\xa4\xc9\xf4": i18n.T("failure.csv_encoding_known", "Text", "EUC-JP"),
	} {
		s.Must(os.WriteFile(filepath.Join(documents, "people.csv"), []byte(text), 0o600))
		s.Preview("people.csv")
		if got := s.Field("open_file.path").Error(); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		s.Key(fyne.KeyEscape)
	}
	if s.Dialogs("import") != 0 {
		t.Error("a preview of what is no roster")
	}
}

func TestImportOfNothingNew(t *testing.T) {
	s, _ := screentest.Importing(t, "ユーザID,ユーザ名\r\nabe.m,𠮷田 春樹\r\n")
	s.Preview("people.csv")
	s.Says(i18n.T("import.nothing"))
	if !s.Button("import.submit").Disabled() {
		t.Error("there is something to import")
	}
	s.Tap("import.other")
	s.Field("open_file.path")
}

func TestImportAsksForThePassword(t *testing.T) {
	s, documents := screentest.Importing(t, screentest.Roster)
	before := everybody(s)
	s.Clock.Step(model.ProofLife)
	s.Preview("people.csv")
	s.Press(fyne.KeyReturn)
	if s.Dialogs("proof") != 1 {
		t.Fatal("an old proof was taken")
	}
	s.Key(fyne.KeyEscape)
	if files, _ := os.ReadDir(documents); len(files) != 1 || everybody(s) != before {
		t.Error("giving up did something")
	}
	if s.Button("import.submit").Busy() {
		t.Error("the button stays busy")
	}
	s.Tap("import.submit")
	s.Write(s.Field("login.password").Entry, screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	if s.Dialogs("imported") != 1 {
		t.Errorf("not imported:\n%s", s.Text())
	}
}

func TestImportThatIsCancelled(t *testing.T) {
	s, documents := screentest.Importing(t, screentest.Roster)
	before := everybody(s)
	s.Preview("people.csv")
	s.Hold = true
	s.Press(fyne.KeyReturn)
	s.Press(fyne.KeyReturn)
	if len(s.Later) != 1 {
		t.Errorf("%d imports at once", len(s.Later))
	}
	s.Key(fyne.KeyEscape)
	s.Run()
	if files, _ := os.ReadDir(documents); len(files) != 1 || everybody(s) != before || s.Dialogs("imported") != 0 {
		t.Error("what was cancelled did something")
	}
	s.Press(fyne.KeyReturn)
	if s.Dialogs("imported") != 1 {
		t.Errorf("and cannot be begun again:\n%s", s.Text())
	}
}

// No existing file is overwritten, and a path that cannot be used is reported at the field.
func TestWhereThePasswordsGo(t *testing.T) {
	s, documents := screentest.Importing(t, screentest.Roster)
	path := filepath.Join(documents, "given.csv")
	s.Must(os.WriteFile(path, []byte("mine"), 0o644))
	before := everybody(s)
	s.Preview("people.csv")
	for typed, want := range map[string]string{
		"":                      i18n.T("save_file.no_path"),
		documents:               i18n.T("save_file.is_folder"),
		documents + "/no/a.csv": i18n.T("save_file.no_folder"),
		path:                    i18n.T("import.exists"),
	} {
		s.Fill(s.Field("import.passwords"), typed)
		s.Press(fyne.KeyReturn)
		if got := s.Field("import.passwords").Error(); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
	if data, err := os.ReadFile(path); everybody(s) != before || string(data) != "mine" || err != nil {
		t.Fatalf("something happened: %q %v", data, err)
	}
	path = filepath.Join(documents, "other.csv")
	s.Fill(s.Field("import.passwords"), path)
	s.Press(fyne.KeyReturn)
	if issued := passwords(s, path); len(issued) != 2 {
		t.Errorf("the file holds %v", issued)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	if files, _ := os.ReadDir(documents); len(files) != 3 {
		t.Errorf("%d files are in the folder", len(files))
	}
}

// Somebody else changed a person since the preview: nothing is imported, and the dialog says what to do.
func TestImportOfAStalePreview(t *testing.T) {
	s, documents := screentest.Importing(t, screentest.Roster)
	s.Preview("people.csv")
	_, err := s.W.Session().EditUser(context.Background(), s.Person("abe.m").ID, model.Details{}, model.Details{Name: "阿部 美咲"})
	s.Must(err)
	s.Press(fyne.KeyReturn)
	s.Says(i18n.T("failure.import_stale"))
	if files, _ := os.ReadDir(documents); len(files) != 1 {
		t.Errorf("%d files in the folder", len(files))
	}
}

// If the commit fails after the passwords were written, their file is deleted.
func TestPasswordsOfAFailedImportGo(t *testing.T) {
	issued := []model.IssuedPassword{{Login: "abe.m", Name: "阿部", Password: "11111 22222", Until: time.Now()}}
	for i, c := range []struct {
		err  error
		form int
		kept bool
	}{
		{errors.New("on purpose"), 0, false},
		{nil, 0, true},
		{errors.New("on purpose"), 1, false},
		{nil, 1, true},
		{screentest.Failed(model.CodeOutcomeUnknown), 1, true}, // the people may be there
	} {
		folder := t.TempDir()
		f := &people.PasswordsFile{Path: filepath.Join(folder, "p.csv"), Form: c.form}
		for _, err := range []error{f.Reserve(), f.Write(t.Context(), issued)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		begins := []string{"\ufeff", "%PDF-"}[f.Form]
		data, err := os.ReadFile(f.Path)
		if err != nil || !bytes.HasPrefix(data, []byte(begins)) || f.Form == 0 && !bytes.Contains(data, []byte("11111 22222")) {
			t.Fatalf("written is %q %v", data, err)
		}
		if err := f.Finish(c.err); err != nil {
			t.Fatal(err)
		}
		if left, _ := os.ReadDir(folder); (len(left) == 1) != c.kept || len(left) > 1 {
			t.Errorf("%d: left is %v", i, left)
		}
	}
}

// Slips that are given up leave no file and are no fault of it.
func TestPasswordsThatAreGivenUp(t *testing.T) {
	folder := t.TempDir()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	f := &people.PasswordsFile{Path: filepath.Join(folder, "p.pdf"), Form: 1}
	if err := f.Write(ctx, []model.IssuedPassword{{Login: "abe.m"}}); !errors.Is(err, context.Canceled) || f.Err() != nil {
		t.Errorf("%v, the file %v", err, f.Err())
	}
	if left, _ := os.ReadDir(folder); len(left) != 0 {
		t.Errorf("left is %v", left)
	}
}

// A second import on the same day suggests another file name.
func TestPasswordsAreOfferedAFreeName(t *testing.T) {
	folder := t.TempDir()
	for _, want := range []string{"p.csv", "p-2.csv", "p-3.csv"} {
		got := people.UnusedName(filepath.Join(folder, "p.csv"))
		if filepath.Base(got) != want {
			t.Errorf("offered %s, want %s", filepath.Base(got), want)
		}
		if err := os.WriteFile(got, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
