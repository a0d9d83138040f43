package i18n_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Whom people ask after they have lost phone and backup codes has one name: サポート窓口, support desk. Commands and
// files keep theirs.
var (
	otherJapanese = regexp.MustCompile(`(サポート)?窓口(担当者の方)?|サポート(窓口|鍵)?|` +
		`ヘルプデスク|問い合わせ|問合せ|お客様相談`)
	rightJapanese = regexp.MustCompile(`^(サポート(窓口|鍵)|窓口担当者の方)$`)
	otherEnglish  = regexp.MustCompile(`(?i)(support )?\bdesks?\b|\bsupport\b( key| desk)?|` +
		`\bhelp ?desk\b|\bcustomer (service|care)\b|\bhot ?line\b`)
	rightEnglish = regexp.MustCompile(`(?i)^support (desks?|key)$`)
	noProse      = regexp.MustCompile("{{[^}]*}}|`[^`]*`|qlingo-support-key")
)

// otherWords are the words for the support desk in a text that are not its one name.
func otherWords(lang, text string) (found []string) {
	all, right := otherJapanese, rightJapanese
	if lang == "en" {
		all, right = otherEnglish, rightEnglish
	}
	for _, word := range all.FindAllString(noProse.ReplaceAllString(text, ""), -1) {
		if !right.MatchString(word) {
			found = append(found, word)
		}
	}
	return found
}

func TestSupportDeskHasOneName(t *testing.T) {
	root := filepath.Join("..", "..")
	for _, lang := range []string{"ja", "en"} {
		raw, err := os.ReadFile(filepath.Join(root, "assets", "translations", lang+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var sentences map[string]any
		if err := json.Unmarshal(raw, &sentences); err != nil {
			t.Fatal(err)
		}
		for key, sentence := range sentences {
			text, plain := sentence.(string)
			if !plain || strings.HasPrefix(key, "cli.") { // commands are called support
				continue
			}
			if words := otherWords(lang, text); len(words) > 0 {
				t.Errorf("%s %s: %q", lang, key, words)
			}
		}
	}
	manual, err := os.ReadFile(filepath.Join(root, "docs", "manual.ja.md"))
	if err != nil {
		t.Fatal(err)
	}
	if words := otherWords("ja", string(manual)); len(words) > 0 {
		t.Errorf("the manual: %q", words)
	}
}
