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

// notices writes a temporary password and a notice.
func notices(t *testing.T, form Form) (temporary, notice []byte) {
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
		temporary, notice := notices(t, Text)
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
	temporary, notice := notices(t, PDF)
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

// What is for several people is a sheet each, and nobody's sheet says anything of another.
func TestOneSheetAPerson(t *testing.T) {
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("no pdftotext here")
	}
	other := head
	other.Login = "ito.t"
	for name, write := range map[string]func(*bytes.Buffer) error{
		"passwords": func(b *bytes.Buffer) error {
			return Passwords(b, PDF, []Password{{head, "佐藤", "ABCDE-11111", "2026/11/23 13:05"}, {other, "伊藤", "FGHJK-22222", "2026/11/23 13:05"}})
		},
		"resets": func(b *bytes.Buffer) error {
			return Resets(b, PDF, []Notice{{head, "ABCDE-11111"}, {other, "FGHJK-22222"}})
		},
		"invitations": func(b *bytes.Buffer) error {
			return Invitations(b, PDF, []Notice{{head, "ABCDE-11111"}, {other, "FGHJK-22222"}})
		},
	} {
		var pdf bytes.Buffer
		if err := write(&pdf); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "sheet.pdf")
		if err := os.WriteFile(path, pdf.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		text, err := exec.Command(reader, "-layout", path, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		sheets := strings.Split(string(text), "\f")
		if len(sheets) != 3 || sheets[2] != "" {
			t.Fatalf("%s: %d sheets", name, len(sheets)-1)
		}
		for i, want := range []string{"ABCDE-11111", "FGHJK-22222"} {
			login := []string{"sato.h", "ito.t"}
			if !strings.Contains(sheets[i], want) || !strings.Contains(sheets[i], login[i]) || strings.Contains(sheets[i], login[1-i]) {
				t.Errorf("%s, sheet %d:\n%s", name, i+1, sheets[i])
			}
		}
	}
}
