package main_test

import (
	"encoding/xml"
	"os"
	"regexp"
	"strings"
	"testing"

	"qlingo/app"
)

const packaging = "assets/packaging/linux/"

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// The program's version is FyneApp.toml's, which packages take; what tells of releases knows it too.
func TestPackagesHaveTheVersion(t *testing.T) {
	for name, line := range map[string]string{
		"FyneApp.toml": `Version = "` + app.Version + `"`,
		"CHANGELOG.md": "## " + app.Version + " ",
		packaging + "jp.x-tra.qlingo.metainfo.xml": `<release version="` + app.Version + `" date="`,
	} {
		if !strings.Contains(read(t, name), line) {
			t.Errorf("%s has no %s", name, line)
		}
	}
}

// Desktops find window, icon and description by one name.
func TestPackagesHaveOneID(t *testing.T) {
	id := regexp.MustCompile(`ID = "(.+)"`).FindStringSubmatch(read(t, "FyneApp.toml"))[1]
	var info struct {
		ID         string `xml:"id"`
		Launchable string `xml:"launchable"`
		Icon       string `xml:"icon"`
	}
	if err := xml.Unmarshal([]byte(read(t, packaging+id+".metainfo.xml")), &info); err != nil {
		t.Fatal(err)
	}
	if info.ID != id || info.Launchable != id+".desktop" || info.Icon != id {
		t.Errorf("the metainfo says %+v", info)
	}
	desktop := read(t, packaging+id+".desktop")
	for _, line := range []string{"[Desktop Entry]", "Exec=qlingo", "Icon=" + id, "StartupWMClass=Qlingo"} {
		if !strings.Contains("\n"+desktop, "\n"+line+"\n") {
			t.Errorf("the desktop entry has no %s", line)
		}
	}
}

// The man pages tell of each command and option that --help tells of.
func TestManPagesTellAll(t *testing.T) {
	var help, complaints strings.Builder
	if code := app.Main([]string{"--lang", "en", "--help"}, strings.NewReader(""), &help, &complaints); code != 0 {
		t.Fatalf("exit code %d: %s", code, complaints.String())
	}
	options := regexp.MustCompile(`--[a-z]+`).FindAllString(help.String(), -1)
	commands := regexp.MustCompile(`(?m)^  ([a-z]+(?: [a-z]+)?) `).FindAllStringSubmatch(help.String(), -1)
	if len(options) < 9 || len(commands) < 6 {
		t.Fatalf("--help tells of %d options and %d commands", len(options), len(commands))
	}
	for _, page := range []string{"qlingo.1", "qlingo.ja.1"} {
		text := read(t, packaging+page)
		for _, option := range options {
			if !strings.Contains(text, "Fl "+option[1:]) {
				t.Errorf("%s does not tell of %s", page, option)
			}
		}
		for _, command := range commands {
			if !strings.Contains(text, ".It Cm "+command[1]) {
				t.Errorf("%s does not tell of %s", page, command[1])
			}
		}
	}
}
