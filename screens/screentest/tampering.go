package screentest

import (
	"database/sql"
	"net/url"

	"fyne.io/fyne/v2"
	_ "github.com/mattn/go-sqlite3"

	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// Attack runs plain SQL on the closed file, as anybody with a database browser could.
func (s *Harness) Attack(statements ...string) {
	s.T.Helper()
	db, err := sql.Open("sqlite3", (&url.URL{Scheme: "file", Path: s.Options.Database()}).String())
	s.Must(err)
	for _, statement := range statements {
		_, err := db.Exec(statement)
		s.Must(err)
	}
	s.Must(db.Close())
}

// Continues presses the button of a question that goes on.
func (s *Harness) Continues(key string) {
	s.T.Helper()
	yes, ok := Find(s, func(b *widgets.Button) bool { return b.Text == i18n.T(key) })
	if !ok {
		s.T.Fatalf("no way to answer %q:\n%s", i18n.T(key), s.Text())
	}
	s.Window.Canvas().Focus(yes)
	s.Press(fyne.KeyReturn)
}
