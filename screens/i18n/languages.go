package i18n

import (
	"slices"
	"strings"
)

// Languages that the program itself has to name.
const (
	Japanese = "ja" // where nobody has chosen, and the OS names no language
	English  = "en" // where the OS speaks one that we do not; the toolkit falls back to it, too
)

// languages are all that the program speaks, in the order of the select. One more needs a line here and the files
// translations/<code>.json and toolkit/<code>.json in assets; packages take it from there.
var languages = []struct {
	code string // as in settings, on the command line and in locales
	name string // in the language itself
}{
	{Japanese, "日本語"},
	{English, "English"},
}

// Languages returns the codes of all languages, in the order of the select.
func Languages() []string {
	codes := make([]string, len(languages))
	for i, l := range languages {
		codes[i] = l.code
	}
	return codes
}

// LanguageNames returns what the languages call themselves, in the same order.
func LanguageNames() []string {
	names := make([]string, len(languages))
	for i, l := range languages {
		names[i] = l.name
	}
	return names
}

// Speaks reports whether a code is one of our languages.
func Speaks(code string) bool { return slices.Contains(Languages(), code) }

// Detect chooses the language for a locale such as "ja_JP.UTF-8" or "en-US": Japanese where it names none, English where
// it names one that we do not speak.
func Detect(locale string) string {
	tag, _, _ := strings.Cut(strings.ToLower(locale), ".")
	name, _, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	switch {
	case name == "" || name == "c" || name == "posix":
		return Japanese
	case Speaks(name):
		return name
	}
	return English
}
