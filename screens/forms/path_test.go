package forms_test

import (
	"net/url"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/screens/forms"
)

// File managers copy a path in quotes, browsers as a URL.
func TestPathsAsTheyAreCopied(t *testing.T) {
	for typed, want := range map[string]string{
		`"/home/sato/社員 一覧.csv"`:         "/home/sato/社員 一覧.csv",
		" '/home/sato/it's.csv' ":        "/home/sato/it's.csv",
		"「/home/sato/a.csv」":             "/home/sato/a.csv",
		"file:///home/sato/a%20b%26.csv": "/home/sato/a b&.csv",
		"FILE://localhost/home/a.csv":    "/home/a.csv",
		`"file:///home/sato/%E5%90%8D"`:  "/home/sato/名",
		"<file:///home/sato/a.csv>":      "/home/sato/a.csv",
		`/home/sato/"a".csv`:             `/home/sato/"a".csv`,
		"/home/sato/100%.csv":            "/home/sato/100%.csv",
		"/home/sato/a%20b.csv":           "/home/sato/a%20b.csv",
	} {
		if got, err := forms.Expand(typed); err != nil || got != want {
			t.Errorf("%q: %q, %v, want %q", typed, got, err, want)
		}
	}
	for _, nothing := range []string{`""`, "' '"} {
		if got, err := forms.Expand(nothing); err == nil {
			t.Errorf("%q: %q", nothing, got)
		}
	}
	for _, c := range []struct{ host, path, want string }{
		{"", "/C:/Users/sato/a b.csv", "C:/Users/sato/a b.csv"},
		{"server", "/share/a.csv", "//server/share/a.csv"},
	} {
		if got := forms.LocalPath(c.host, c.path, true); filepath.ToSlash(got) != c.want {
			t.Errorf("on Windows %q %q: %q", c.host, c.path, got)
		}
	}
}

// The field contains the folder already; a path pasted after it replaces it.
func TestAPathIsPastedBehindTheFolder(t *testing.T) {
	for _, wrap := range []func(string) string{
		func(path string) string { return `"` + path + `"` },
		func(path string) string { return (&url.URL{Scheme: "file", Path: path}).String() + "\r\n" },
		func(path string) string { return path },
	} {
		s, got, documents := choosingFile(t)
		path := filepath.Join(documents, "old.csv")
		s.Paste(wrap(path))
		s.Press(fyne.KeyReturn)
		if got.path != path {
			t.Errorf("%q: opened %q", got.dialog.Path.Text, got.path)
		}
	}
}
