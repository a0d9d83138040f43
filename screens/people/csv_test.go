package people_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
)

// Importing what was exported changes nothing, in either language, whatever the names begin with.
func TestExportAndImportChangeNothing(t *testing.T) {
	for _, lang := range i18n.Languages() {
		t.Run(lang, func(t *testing.T) {
			s, documents := screentest.Importing(t, screentest.Roster)
			t.Cleanup(func() { i18n.Use("ja") })
			s.W.SetLanguage(lang)
			_, err := s.W.Session().EditUser(context.Background(), s.Person("abe.m").ID, model.Details{}, model.Details{
				Name: "=1+1", Department: "'-営業", Memo: "a\"b,c", Phone: "+81 3 1234 5678",
			})
			s.Must(err)
			s.W.Refresh()
			s.W.Focus(s.Button("users.export"))
			s.Press(fyne.KeyReturn)
			s.Press(fyne.KeyReturn)
			path := filepath.Join(documents, "qlingo-users-sato.h-2026-11-22.csv")
			s.ShowsPart(i18n.T("export.people_done", "Count", "2", "Path", path))
			s.Key(fyne.KeyReturn)
			data, err := os.ReadFile(path)
			s.Must(err)
			if !strings.HasPrefix(string(data), "\ufeff\""+i18n.T("users.login")+"\",") || !strings.Contains(string(data), "'=1+1") {
				t.Errorf("the file is %q", data)
			}
			s.Preview("qlingo-users-sato.h-2026-11-22.csv")
			countChip(s, "import.same", 2)
			s.Says(i18n.T("import.nothing"))
		})
	}
}
