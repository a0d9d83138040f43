package i18n

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"qlingo/assets"
)

func TestDetect(t *testing.T) {
	for locale, want := range map[string]string{
		"": "ja", "C": "ja", "C.UTF-8": "ja", "POSIX": "ja",
		"ja": "ja", "ja_JP.UTF-8": "ja", "ja-JP": "ja", "JA_jp": "ja",
		"en_US.UTF-8": "en", "en-GB": "en", "la_VA": "en", "zh-Hans-CN": "en", "jam": "en",
	} {
		if got := Detect(locale); got != want {
			t.Errorf("Detect(%q) = %q, want %q", locale, got, want)
		}
	}
}

// The list of languages matches the files, because packages are built by it.
func TestLanguagesAreThoseWithFiles(t *testing.T) {
	listed := slices.Sorted(slices.Values(Languages()))
	for folder, files := range map[string]fs.FS{"translations": assets.Translations, "toolkit": assets.Toolkit} {
		names, err := fs.Glob(files, folder+"/*")
		if err != nil {
			t.Fatal(err)
		}
		for i, name := range names {
			names[i] = strings.TrimSuffix(path.Base(name), ".json")
		}
		if !slices.Equal(names, listed) {
			t.Errorf("assets/%s has %v, the list of languages %v", folder, names, listed)
		}
	}
	for i, lang := range Languages() {
		if Detect(lang) != lang || LanguageNames()[i] == "" {
			t.Errorf("%q, %q: Detect gives %q", lang, LanguageNames()[i], Detect(lang))
		}
	}
}

func TestSystemReadsTheEnvironmentInOrder(t *testing.T) {
	t.Setenv("LC_ALL", "")
	t.Setenv("LC_MESSAGES", "en_US.UTF-8")
	t.Setenv("LANG", "ja_JP.UTF-8")
	if got := System(); got != "en_US.UTF-8" {
		t.Errorf("System() = %q, want LC_MESSAGES", got)
	}
	t.Setenv("LC_ALL", "ja_JP.UTF-8")
	if got := System(); got != "ja_JP.UTF-8" {
		t.Errorf("System() = %q, want LC_ALL", got)
	}
}

func TestUseSwitchesAtOnce(t *testing.T) {
	defer Use(Japanese)
	for lang, want := range map[string]string{"en": "Cancel", "ja": "キャンセル", "xx": "キャンセル"} {
		Use(lang)
		if got := T("common.cancel"); got != want {
			t.Errorf("after Use(%q): %q, want %q", lang, got, want)
		}
	}
	if Lang() == "xx" {
		t.Error("Lang() names a language that is not there")
	}
}

func TestTFillsAndFails(t *testing.T) {
	Use(Japanese)
	if got, want := T("common.next_code_within", "Seconds", 20), "次のコードまで 20 秒以内"; got != want {
		t.Errorf("T = %q, want %q", got, want)
	}
	if got := T("no.such.key"); got != "no.such.key" {
		t.Errorf("a missing key gives %q, want itself", got)
	}
}

func TestWhenAndDay(t *testing.T) {
	old := time.Local
	defer func() { time.Local = old }()
	time.Local = time.FixedZone("JST", 9*60*60)
	at := time.Date(2026, 11, 21, 16, 5, 59, 0, time.UTC)
	if got, want := When(at), "2026/11/22 01:05"; got != want {
		t.Errorf("When = %q, want %q", got, want)
	}
	if got, want := Day(at), "2026/11/22"; got != want {
		t.Errorf("Day = %q, want %q", got, want)
	}
	if When(time.Time{}) != "—" || Day(time.Time{}) != "—" {
		t.Error("no moment is not a dash")
	}
}
