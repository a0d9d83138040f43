package i18n

import (
	"encoding/json"
	"strings"

	"fyne.io/fyne/v2"
	fynelang "fyne.io/fyne/v2/lang"

	"qlingo/assets"
)

// useToolkit has the toolkit say its own words, in the menus of fields and in file
// dialogs, in a language. It follows the language of the OS and cannot be told
// another; but words that are added for the OS's language take the place of its own.
func useToolkit(lang string) {
	words, err := assets.Toolkit.ReadFile("toolkit/" + lang + ".json")
	if err != nil {
		panic("i18n: " + err.Error()) // it is in the program
	}
	for _, locale := range systemLanguages() {
		if toolkitSpeaks(words) {
			return
		}
		if err := fynelang.AddTranslationsForLocale(words, locale); err != nil {
			panic("i18n: " + err.Error())
		}
	}
}

// toolkitSpeaks looks at one word, for all of them are put in at once.
func toolkitSpeaks(words []byte) bool {
	var one struct {
		SelectAll string `json:"Select all"`
	}
	return json.Unmarshal(words, &one) == nil && fynelang.L("Select all") == one.SelectAll
}

// systemLanguages are those that the toolkit may have taken for the OS's. English
// is what it falls back to.
func systemLanguages() []fyne.Locale {
	name, _, _ := strings.Cut(strings.ReplaceAll(System(), "_", "-"), ".")
	name, _, _ = strings.Cut(name, "-")
	languages := []fyne.Locale{English}
	if len(name) > 1 && !strings.EqualFold(name, "POSIX") {
		languages = []fyne.Locale{fyne.Locale(strings.ToLower(name)), fyne.Locale(fynelang.SystemLocale().LanguageString()), English}
	}
	return languages
}
