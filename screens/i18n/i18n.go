// Package i18n has every sentence of the screens in each language of the program.
//
// T returns the sentence under a key, with its placeholders filled in. Use
// changes the language of the whole program at once, that of Fyne's own menus
// and dialogs too. Detect chooses the language for the locale of the OS.
// languages.go lists the languages. The sentences are in assets/translations;
// tests check that all languages hold the same keys, and that the program uses
// each of them.
package i18n

import (
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"runtime"
	"sync"
	"time"

	fynelang "fyne.io/fyne/v2/lang"
	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"qlingo/assets"
)

// localizers read the file of a language when it is first asked for: one at a start.
var localizers = makeLocalizers()

func makeLocalizers() map[string]func() *goi18n.Localizer {
	made := map[string]func() *goi18n.Localizer{}
	for _, lang := range Languages() {
		made[lang] = sync.OnceValue(func() *goi18n.Localizer { return load(assets.Translations, "translations", lang) })
	}
	return made
}

// Screens call T on the UI goroutine, but a worker may need the sentence for a failure: hence the lock.
var (
	mu      sync.RWMutex
	current = Japanese
)

// load reads the file of a language.
func load(files fs.FS, dir, lang string) *goi18n.Localizer {
	b := goi18n.NewBundle(language.Japanese)
	b.RegisterUnmarshalFunc("json", json.Unmarshal)
	// Embedded at build time and read by every test, so a failure cannot happen to a person.
	if _, err := b.LoadMessageFileFS(files, path.Join(dir, lang+".json")); err != nil {
		panic("i18n: " + err.Error())
	}
	return goi18n.NewLocalizer(b, lang)
}

// Use changes the language at once, also of the toolkit's own words. An unknown language means Japanese.
func Use(lang string) {
	if !Speaks(lang) {
		lang = Japanese
	}
	useToolkit(lang)
	mu.Lock()
	defer mu.Unlock()
	current = lang
}

// Lang returns the code of the language in use.
func Lang() string {
	mu.RLock()
	defer mu.RUnlock()
	return current
}

// T returns the sentence under key. Pairs are names and values for its placeholders: T("login.wait", "Seconds", 12)
// fills in {{.Seconds}}. A key without a sentence is returned itself, so that the mistake can be seen.
func T(key string, pairs ...any) string {
	data := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		if name, ok := pairs[i].(string); ok {
			data[name] = pairs[i+1]
		}
	}
	text, err := localizers[Lang()]().Localize(&goi18n.LocalizeConfig{MessageID: key, TemplateData: data})
	if err != nil || text == "" {
		return key
	}
	return text
}

// System returns the locale of the operating system, "" when it names none.
func System() string {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return string(fynelang.SystemLocale())
	}
	// Fyne's look-up logs a parse error for LANG=C, and answers "en" when nothing is set, which would make English
	// the default.
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			return v
		}
	}
	return ""
}

// When writes a moment in the PC's zone as 2026/11/22 13:05, or — for none.
func When(t time.Time) string {
	if t.IsZero() {
		return "—"
	}
	return t.Local().Format("2006/01/02 15:04")
}

// Second writes a time in the PC's zone as 2026/11/22 13:05:09, or — for none.
func Second(t time.Time) string {
	if t.IsZero() {
		return "—"
	}
	return t.Local().Format("2006/01/02 15:04:05")
}

// Day writes a date in the PC's zone as 2026/11/22, or — for none.
func Day(t time.Time) string {
	if t.IsZero() {
		return "—"
	}
	return t.Local().Format("2006/01/02")
}
