package sheet

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"qlingo/screens/i18n"
)

// letters writes a temporary password and a notice.
func letters(t *testing.T, form Form) (temporary, notice []byte) {
	t.Helper()
	var a, b bytes.Buffer
	if err := Temporary(&a, form, head, "髙﨑 𠮷男", "ABCDE-FGHJK-MNPQR-STVWX", "2026/11/23 13:05"); err != nil {
		t.Fatal(err)
	}
	if err := Reset(&b, form, head, "髙﨑 様\n2 段階認証を解除しました。\n"+strings.Repeat("長い文です。", 40)); err != nil {
		t.Fatal(err)
	}
	return a.Bytes(), b.Bytes()
}

func TestLettersHoldEverything(t *testing.T) {
	for _, lang := range i18n.Languages() {
		i18n.Use(lang)
		t.Cleanup(func() { i18n.Use("ja") })
		temporary, notice := letters(t, Text)
		for _, want := range []string{head.Office, head.Login, "髙﨑 𠮷男", "ABCDE-FGHJK-MNPQR-STVWX", "2026/11/23 13:05", "2026/11/22 13:05"} {
			if !strings.Contains(string(temporary), want) {
				t.Errorf("%s: no %q with the temporary password", lang, want)
			}
		}
		for _, want := range []string{head.Office, head.Login, "髙﨑 様\n2 段階認証を解除しました。\n"} {
			if !strings.Contains(string(notice), want) {
				t.Errorf("%s: no %q in the notice", lang, want)
			}
		}
		if strings.Contains(string(temporary)+string(notice), "sheet.") {
			t.Errorf("%s: a sentence is missing", lang)
		}
	}
}

func TestLettersAsPDF(t *testing.T) {
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("no pdftotext here")
	}
	temporary, notice := letters(t, PDF)
	for want, pdf := range map[string][]byte{"ABCDE-FGHJK-MNPQR-STVWX": temporary, "長い文です。": notice} {
		path := filepath.Join(t.TempDir(), "sheet.pdf")
		if err := os.WriteFile(path, pdf, 0o600); err != nil {
			t.Fatal(err)
		}
		text, err := exec.Command(reader, "-layout", path, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), want) || strings.Count(string(text), "\f") != 1 {
			t.Errorf("no %q on one page:\n%s", want, text)
		}
	}
}
