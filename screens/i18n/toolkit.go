package i18n

import (
	"encoding/json"
	"strings"

	"fyne.io/fyne/v2"
	fynelang "fyne.io/fyne/v2/lang"

	"qlingo/assets"
)

// useToolkit makes the toolkit use a language for its own words, in the menus
// of fields and in file dialogs. The toolkit always follows the OS, but words
// added for the OS's language replace its own.
func useToolkit(lang string) {
	words, err := assets.Toolkit.ReadFile("toolkit/" + lang + ".json")
	if err != nil {
		panic("i18n: " + err.Error()) // embedded at build time
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

// toolkitSpeaks looks at one word, because all of them are added at once.
func toolkitSpeaks(words []byte) bool {
	var one struct {
		SelectAll string `json:"Select all"`
	}
	return json.Unmarshal(words, &one) == nil && fynelang.L("Select all") == one.SelectAll
}

// systemLanguages are the languages that the toolkit may use for this OS.
// English is its fallback.
func systemLanguages() []fyne.Locale {
	name, _, _ := strings.Cut(strings.ReplaceAll(System(), "_", "-"), ".")
	name, _, _ = strings.Cut(name, "-")
	languages := []fyne.Locale{English}
	if len(name) > 1 && !strings.EqualFold(name, "POSIX") {
		languages = []fyne.Locale{fyne.Locale(strings.ToLower(name)), fyne.Locale(fynelang.SystemLocale().LanguageString()), English}
	}
	return languages
}
