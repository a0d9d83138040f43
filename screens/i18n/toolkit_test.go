package i18n

import (
	"encoding/json"
	"go/build"
	"os"
	"path/filepath"
	"strings"
	"testing"

	fynelang "fyne.io/fyne/v2/lang"

	"qlingo/assets"
)

// Whatever the language of the OS, the toolkit uses that of the window, also after a change.
func TestTheToolkitSpeaksTheLanguageOfTheWindow(t *testing.T) {
	t.Cleanup(func() { Use(Japanese) })
	for _, locale := range []string{"ja_JP.UTF-8", "en_US.UTF-8", "de_DE.UTF-8", "zh_CN", "ko_KR.UTF-8", "C", "POSIX", ""} {
		for _, name := range []string{"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"} {
			t.Setenv(name, "")
		}
		t.Setenv("LANG", locale)
		for _, c := range []struct{ lang, paste, all, name string }{
			{English, "Paste", "Select all", "Name"}, {Japanese, "貼り付け", "すべて選択", "名前"}, {English, "Paste", "Select all", "Name"},
		} {
			Use(c.lang)
			if got := fynelang.L("Paste") + fynelang.L("Select all") + fynelang.X("file.name", "Name"); got != c.paste+c.all+c.name {
				t.Errorf("OS %q, window %s: %q", locale, c.lang, got)
			}
		}
	}
}

// We have the toolkit's words in each language, except those of calendars, which we do not use.
func TestNoWordOfTheToolkitIsMissing(t *testing.T) {
	toolkit, err := build.Import("fyne.io/fyne/v2/lang", ".", build.FindOnly)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(toolkit.Dir, "translations", "base.en.json"))
	if err != nil {
		t.Fatal(err)
	}
	theirs := words(t, raw)
	for _, lang := range Languages() {
		raw, err := assets.Toolkit.ReadFile("toolkit/" + lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		ours := words(t, raw)
		for key := range theirs {
			if _, ok := ours[key]; !ok && !strings.Contains(key, "day") {
				t.Errorf("%s: no %q", lang, key)
			}
		}
	}
}

func words(t *testing.T, raw []byte) (byKey map[string]any) {
	t.Helper()
	if err := json.Unmarshal(raw, &byKey); err != nil {
		t.Fatal(err)
	}
	return byKey
}
