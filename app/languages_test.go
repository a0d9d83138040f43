package app

import (
	"os"
	"strings"
	"testing"

	"qlingo/screens/i18n"
)

// What tells of --lang names each language of the program.
func TestDocumentsNameEachLanguage(t *testing.T) {
	languages := i18n.Languages()
	flag := "--lang " + strings.Join(languages, "|")
	macro := "Fl -lang Cm " + strings.Join(languages, " Ns | Ns Cm ")
	for name, line := range map[string]string{
		"docs/manual.en.md": flag, "docs/manual.ja.md": flag,
		"assets/packaging/linux/qlingo.1": macro, "assets/packaging/linux/qlingo.ja.1": macro,
	} {
		text, err := os.ReadFile("../" + name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), line) {
			t.Errorf("%s has no %q", name, line)
		}
	}
	t.Cleanup(func() { i18n.Use(i18n.Japanese) })
	for _, lang := range languages {
		var help, complaints strings.Builder
		code := Main([]string{"--lang", lang, "--help"}, strings.NewReader(""), &help, &complaints)
		if code != 0 || !strings.Contains(help.String(), flag) {
			t.Errorf("%s: exit code %d, --help has no %q", lang, code, flag)
		}
	}
}
