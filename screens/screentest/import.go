package screentest

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
)

// Roster is a file of people: two new ones, one with another department, one unchanged.
const Roster = "ユーザID,ユーザ名,所属部署\r\nmori.k,森 健太,製造部\r\nabe.m,𠮷田 春樹,総務部\r\nsato.h,佐藤 花子,\r\nishii.y,石井 優子,営業部\r\n"

// Importing is an administrator with a file among the documents. The folder is their home, too.
func Importing(t *testing.T, file string) (s *Harness, documents string) {
	t.Helper()
	home := t.TempDir() // the toolkit may keep a cache here
	t.Setenv("HOME", home)
	documents = filepath.Join(home, "Documents")
	s = New(t).WithOffice(model.KindMulti, "abe.m")
	s.Must(os.Mkdir(documents, 0o700))
	s.Must(os.WriteFile(filepath.Join(documents, "people.csv"), []byte(file), 0o600))
	return s.Manage(), documents
}

// Preview chooses the file by keyboard.
func (s *Harness) Preview(file string) {
	s.T.Helper()
	s.W.Focus(s.Button("users.import"))
	s.Press(fyne.KeyReturn)
	s.Press(fyne.KeyReturn) // past the list of columns
	for _, r := range file {
		s.Window.Canvas().Focused().TypedRune(r)
	}
	s.Press(fyne.KeyReturn)
}
