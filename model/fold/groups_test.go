package fold

import (
	"strings"
	"testing"
)

// Bug: an answer that a mail program has quoted, or a person has put marks around, is not
// read.
func TestGroupsAreFoundInAMail(t *testing.T) {
	const groups = "ABCDE FGHJK 12345\nMNPQR"
	for name, text := range map[string]string{
		"alone":               groups,
		"set with hyphens":    "abcde-fghjk-12345-mnpqr",
		"no blanks":           "ABCDEFGHJK12345MNPQR",
		"full width":          "ＡＢＣＤＥ　ＦＧＨＪＫ　１２３４５\nＭＮＰＱＲ",
		"quoted":              "> > ABCDE FGHJK 12345\n> > MNPQR\n",
		"quoted without room": ">>ABCDE FGHJK 12345\n>>MNPQR\n",
		"quoted with bars":    "| ABCDE FGHJK 12345\n| MNPQR\n",
		"bars in quotes":      "> | ABCDE FGHJK 12345\n> | MNPQR\n",
		"colons":              ": ABCDE FGHJK 12345\n: MNPQR\n",
		"english":             "Dear desk,\n\nhere it is:\n\n" + groups + "\n\nBye.\n",
		"japanese":            "サポート 御中\n\n依頼:\n" + groups + "\n\n佐藤\n",
		"a signature":         "Hello World\n\n" + groups + "\nHanako Sato\n03-1234-5678\nBest regards\n",
		"a sentence of 5 × n": "This is the answer to your request. Within 24 hours, sign in, open “Ask the support desk” on the PIN page, and enter it there.\n\n" + groups,
		"odd blanks":          "AB CDE FGH JK1 23 45\nMNPQR",
		"corner brackets":     "「ABCDE FGHJK 12345\nMNPQR」",
		"named and bracketed": "回答：「ABCDE FGHJK 12345\nMNPQR」です。",
		"a full stop":         "ABCDE FGHJK 12345\nMNPQR。",
		"an English one":      "ABCDE FGHJK 12345\nMNPQR.",
		"hyphens":             "- ABCDE FGHJK 12345\n- MNPQR",
		"bullets":             "・ABCDE FGHJK 12345\n・MNPQR",
		"round bullets":       "• ABCDE FGHJK 12345\n• MNPQR",
		"numbers":             "1. ABCDE FGHJK 12345\n2. MNPQR",
		"numbers in brackets": "(1) ABCDE FGHJK 12345\n[2] MNPQR",
		"circled numbers":     "①ABCDE FGHJK 12345\n②MNPQR",
		"quoted numbers":      "> 1) ABCDE FGHJK 12345\n> 2) MNPQR",
		"bold":                "*ABCDE FGHJK 12345*\n*MNPQR*",
		"bold groups":         "**ABCDE** **FGHJK** **12345**\n**MNPQR**",
		"code":                "`ABCDE FGHJK 12345`\n`MNPQR`",
		"commas":              "ABCDE, FGHJK, 12345,\nMNPQR",
		"soft line ends":      "ABCDE FG=\r\nHJK 12345 =\nMN=\nPQR",
		"soft and quoted":     "> ABCDE FG=\n> HJK 12345\n> MNPQR",
		"format=flowed":       "> ABCDE FGHJK \n> 12345 \n> MNPQR\n",
		"invisible":           "\ufeffABCDE\u200b FGHJK\u00a012345\nMNPQR\u200e",
	} {
		got := strings.ToUpper(strings.Map(func(r rune) rune {
			if Separator(r) {
				return -1
			}
			return r
		}, Groups(text)))
		if got != "ABCDEFGHJK12345MNPQR" {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := Groups("ABCDE F?HJK 12345"); got != "ABCDE F?HJK 12345" {
		t.Errorf("a mistyped group went: %q", got)
	}
	if got := Groups("サポート 御中"); got != "" {
		t.Errorf("a greeting stays: %q", got)
	}
}

func FuzzGroups(f *testing.F) {
	for _, seed := range []string{"> | ABCDE 12345", "「ABCDE 12345」。", "1. ABCDE\n2. 12345", "*ABCDE*", "AB=\nCDE 12345", "①", "- - -", "\xff=\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		groups := Groups(text)
		if strings.ContainsFunc(groups, func(r rune) bool { return r == '\r' }) || len(groups) > 18*len(text) {
			t.Errorf("%q gives %q", text, groups)
		}
	})
}
