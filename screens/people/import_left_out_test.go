package people_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/people"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// tickWithout ticks the box that leaves the refused lines out.
func tickWithout(s *screentest.Harness, count int) *widgets.Check {
	s.T.Helper()
	want := i18n.T("import.without", "Count", messages.Number(int64(count)))
	box, ok := screentest.Find(s, func(c *widgets.Check) bool { return c.Text == want })
	if !ok {
		s.T.Fatal("no way to leave refused lines out")
	}
	s.W.Focus(box)
	s.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	s.Window.Canvas().Focused().TypedRune(' ')
	return box
}

// chooseSlips has the passwords of an import written as slips.
func chooseSlips(s *screentest.Harness) {
	s.T.Helper()
	list, ok := screentest.Find(s, func(l *widgets.Select) bool { return true })
	if !ok {
		s.T.Fatal("no choice of forms")
	}
	s.Pick(list, 1)
}

// A person has the other lines imported, as slips of paper, and saves the refused ones.
func TestImportWithoutTheRefusedLines(t *testing.T) {
	s, documents := screentest.Importing(t, screentest.Roster+"ISHII.Y,石井 優,=営業部\r\nx,短い,\r\n")
	s.Preview("people.csv")
	box := tickWithout(s, 2)
	if !box.Checked || s.Button("import.submit").Disabled() {
		t.Fatalf("the tick %v wakes the button %v", box.Checked, !s.Button("import.submit").Disabled())
	}
	s.Says(i18n.T("import.left_out", "Count", messages.Number(2)))

	s.Tap("import.save_refused")
	s.Press(fyne.KeyReturn)
	file := filepath.Join(documents, "qlingo-refused-sato.h-2026-11-22.csv")
	s.OpensFolder(file)
	s.Tap("common.close")
	refused, err := os.ReadFile(file)
	s.Must(err)
	for _, want := range []string{i18n.T("export.why_refused"), i18n.T("failure.login_twice", "Row", 5), `"6",`, `"ISHII.Y","石井 優","'=営業部"`, `"7",`} {
		if !strings.Contains(string(refused), want) {
			t.Errorf("no %q in %s", want, refused)
		}
	}

	path := filepath.Join(documents, "qlingo-passwords-sato.h-2026-11-22")
	if got := s.Field("import.passwords").Entry.(*widgets.Entry).Text; got != path+".csv" {
		t.Errorf("offered is %s", got)
	}
	chooseSlips(s)
	if got := s.Field("import.passwords").Entry.(*widgets.Entry).Text; got != path+".pdf" {
		t.Errorf("offered for slips is %s", got)
	}
	before := everybody(s)
	s.Tap("import.submit")
	if s.Dialogs("imported") != 1 {
		t.Fatalf("not imported:\n%s", s.Text())
	}
	s.Says(i18n.T("import.kept_slips"))
	s.OpensFolder(path + ".pdf")
	s.ShowsPart(i18n.T("import.lines", "Count", "2"))
	if got := everybody(s); !strings.Contains(got, "ishii.y|石井 優子||営業部") || got == before {
		t.Errorf("now there are\n%s", got)
	}
	pdf, err := os.ReadFile(path + ".pdf")
	if info, _ := os.Stat(path + ".pdf"); err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) || info.Mode().Perm() != 0o600 {
		t.Errorf("the slips: %v %v", info, err)
	}
	if _, err := os.Stat(path + ".csv"); err == nil {
		t.Error("the passwords lie in a list, too")
	}

	s.Tap("import.print")
	s.Key(fyne.KeyReturn)
	if len(s.Sheets) != 1 || !strings.HasSuffix(s.Sheets[0], ":"+string(pdf)) {
		t.Errorf("%d sheets are printed, not the file", len(s.Sheets))
	}
}

// Unticked again, the whole file is what would be imported, and nothing is.
func TestLeavingOutIsAChoice(t *testing.T) {
	s, _ := screentest.Importing(t, screentest.Roster+"x,短い,\r\n")
	before := everybody(s)
	s.Preview("people.csv")
	tickWithout(s, 1)
	box := tickWithout(s, 1)
	if box.Checked || !s.Button("import.submit").Disabled() {
		t.Error("the tick stays")
	}
	s.Says(i18n.T("import.not_yet", "Count", messages.Number(1)))
	s.Tap("import.submit")
	if everybody(s) != before || s.Dialogs("imported") != 0 {
		t.Error("something was imported")
	}
}

// The preview has a column for each of the file, with what it was and what it becomes.
func TestPreviewShowsEveryColumn(t *testing.T) {
	s, _ := screentest.Importing(t, "電話番号,ユーザID,ユーザ名,メモ,メールアドレス\r\n03-1,abe.m,阿部 美咲,\"一行目\n二行目\",abe@example.jp\r\n,mori.k,森 健太,,mori@example.jp\r\n")
	s.Preview("people.csv")
	rows := importRows(s)
	want := []string{
		"2||abe.m|ユーザ名：𠮷田 春樹 → 阿部 美咲、メールアドレス：— → abe@example.jp、電話番号：— → 03-1、メモ：— → 一行目 二行目|𠮷田 春樹 → 阿部 美咲|— → abe@example.jp|— → 03-1|— → 一行目 二行目",
		"4||mori.k||森 健太|mori@example.jp|—|—",
	}
	if !slices.Equal(rows, want) {
		t.Errorf("the rows are %q", rows)
	}
	table, _ := screentest.Find(s, func(w *widgets.Table) bool { return w.Raised })
	s.W.Focus(table.Focusable())
	s.Press(fyne.KeyReturn)
	s.ShowsPart("𠮷田 春樹 → 阿部 美咲")
	s.ShowsPart("— → 一行目\n二行目")
}

// The sample can be imported as it is, and whatever the list of columns names is understood.
func TestSampleIsImported(t *testing.T) {
	for _, lang := range i18n.Languages() {
		t.Run(lang, func(t *testing.T) {
			s, documents := screentest.Importing(t, "")
			i18n.Use(lang)
			t.Cleanup(func() { i18n.Use("ja") })
			people.StartImport(s.W, func() {})
			s.Tap("import.sample")
			s.Press(fyne.KeyReturn)
			path := filepath.Join(documents, i18n.T("import.sample_file")+".csv")
			s.Says(i18n.T("import.sample_saved", "Path", path))
			s.OpensFolder(path)
			data, err := os.ReadFile(path)
			s.Must(err)
			plan, err := s.W.Session().PreviewImport(t.Context(), data, nil)
			s.Must(err)
			if plan.Added != 2 || plan.Refused != 0 || len(plan.Columns()) != len(model.ImportColumns()) {
				t.Errorf("%+v", plan)
			}
			heads := regexp.MustCompile("「([^」]+)」|\"([^\"]+)\"")
			for _, column := range model.ImportColumns() {
				named := heads.FindAllStringSubmatch(people.ColumnText(column.Name), -1)
				if len(named) == 0 {
					t.Errorf("nothing is said of %s", column.Name)
				}
				for _, n := range named {
					others := map[string]string{"login": "ID", "name": "name", column.Name: n[1] + n[2]}
					file := others["login"] + "," + others["name"] + "," + others[column.Name]
					if column.Required {
						file = others["login"] + "," + others["name"]
					}
					plan, err := s.W.Session().PreviewImport(t.Context(), []byte(file+"\r\nabe.m,阿部,\r\n"), nil)
					if err != nil || !slices.Contains(plan.Columns(), column.Name) {
						t.Errorf("%q is said to be understood: %v", n[0], err)
					}
				}
			}
		})
	}
}

// Where nothing is left without the refused lines, leaving them out is not offered.
func TestNothingLeftToImport(t *testing.T) {
	s, _ := screentest.Importing(t, "ユーザID,ユーザ名\r\nx,短い\r\nabe.m,𠮷田 春樹\r\n")
	s.Preview("people.csv")
	s.Says(i18n.T("import.none", "Count", messages.Number(1)))
	if box, ok := screentest.Find(s, func(c *widgets.Check) bool { return true }); ok {
		t.Errorf("offered is %q", box.Text)
	}
	s.Button("import.save_refused")
	if !s.Button("import.submit").Disabled() {
		t.Error("there is something to import")
	}
}
