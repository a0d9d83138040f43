package screens

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
)

// Importing what was exported changes nothing, in either language, whatever the names begin with.
func TestExportAndImportChangeNothing(t *testing.T) {
	for _, lang := range i18n.Languages() {
		t.Run(lang, func(t *testing.T) {
			s, documents := importing(t, roster)
			t.Cleanup(func() { i18n.Use("ja") })
			s.w.SetLanguage(lang)
			_, err := s.w.Session().EditUser(context.Background(), s.person("abe.m").ID, model.Details{
				Name: "=1+1", Department: "'-営業", Memo: "a\"b,c", Phone: "+81 3 1234 5678",
			})
			s.must(err)
			s.w.Refresh()
			s.w.Focus(s.button("users.export"))
			s.press(fyne.KeyReturn)
			s.press(fyne.KeyReturn)
			path := filepath.Join(documents, "qlingo-users-sato.h-2026-11-22.csv")
			s.showsPart(i18n.T("export.people_done", "Count", "2", "Path", path))
			s.key(fyne.KeyReturn)
			data, err := os.ReadFile(path)
			s.must(err)
			if !strings.HasPrefix(string(data), "\ufeff\""+i18n.T("users.login")+"\",") || !strings.Contains(string(data), "'=1+1") {
				t.Errorf("the file is %q", data)
			}
			s.preview("qlingo-users-sato.h-2026-11-22.csv")
			countChip(s, "import.same", 2)
			s.says(i18n.T("import.nothing"))
		})
	}
}
