package sheet

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"qlingo/screens/i18n"
)

var head = Head{
	Office: `髙﨑𠮷商店 & "𣘺本" 100%: 邊`, Login: "sato.h", Made: time.Date(2026, 11, 22, 13, 5, 0, 0, time.Local),
}

var (
	groups = [8]string{"5TD3Z", "HTYBF", "6F23T", "ZB7Z6", "4PZG0", "W4GHN", "G3XP6", "AZZY9"}
	codes  = []string{
		"44aac243e467f618aa780bde", "e989383ae224206e2f2829ea", "d463c4d8888a0b854c236d1a",
		"1d788dc92d9874992e0130e0", "8f20a11b155c6db701b50491",
	}
)

func write(t *testing.T, form Form, lang string) (kit, backup []byte) {
	t.Helper()
	i18n.Use(lang)
	t.Cleanup(func() { i18n.Use("ja") })
	var a, b bytes.Buffer
	if err := Kit(&a, form, head, groups); err != nil {
		t.Fatal(err)
	}
	if err := Codes(&b, form, head, codes); err != nil {
		t.Fatal(err)
	}
	return a.Bytes(), b.Bytes()
}

func TestTextHoldsEverything(t *testing.T) {
	for _, lang := range i18n.Languages() {
		kit, backup := write(t, Text, lang)
		for _, want := range append(groups[:], head.Office, head.Login, "2026/11/22 13:05", "Qlingo") {
			if !strings.Contains(string(kit), want) {
				t.Errorf("%s: no %q on the kit", lang, want)
			}
		}
		for _, code := range codes {
			if !strings.Contains(string(backup), "\n  "+code+"\n") {
				t.Errorf("%s: no line %q", lang, code)
			}
		}
		if strings.Contains(string(kit)+string(backup), "sheet.") {
			t.Errorf("%s: a sentence is missing", lang)
		}
	}
}

// We read with Poppler: what it reads, people can copy from the PDF.
func TestPDFIsReadableByOthers(t *testing.T) {
	pdftotext, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed")
	}
	for _, lang := range i18n.Languages() {
		kit, backup := write(t, PDF, lang)
		for name, sheet := range map[string][]byte{"kit": kit, "codes": backup} {
			path := filepath.Join(t.TempDir(), name+".pdf")
			if err := os.WriteFile(path, sheet, 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command(pdftotext, "-layout", path, "-").Output()
			if err != nil {
				t.Fatal(err)
			}
			// gopdf draws 𠮷 and 𣘺 but gives them wrong numbers for copying, so we look for the office in parts.
			wanted := append([]string{"髙﨑", "100%: 邊", head.Login, "2026/11/22 13:05"}, groups[:]...)
			if name == "codes" {
				wanted = append(codes, "髙﨑", head.Login)
			}
			for _, want := range wanted {
				if !strings.Contains(string(out), want) {
					t.Errorf("%s %s: no %q in\n%s", lang, name, want, out)
				}
			}
		}
	}
}

func TestPDFIsOneSmallPage(t *testing.T) {
	kit, backup := write(t, PDF, "ja")
	for _, sheet := range [][]byte{kit, backup} {
		if !bytes.HasPrefix(sheet, []byte("%PDF-")) || len(sheet) > 200_000 {
			t.Errorf("%d bytes, beginning with %q", len(sheet), sheet[:8])
		}
		if n := bytes.Count(sheet, []byte("/Type /Page\n")); n > 1 {
			t.Errorf("%d pages", n)
		}
	}
}

// Names may have 200 characters, and some that our fonts lack. The sheet is written all the same.
func TestOddNamesDoNotStopTheSheet(t *testing.T) {
	for _, office := range []string{strings.Repeat("山田 office ", 22), strings.Repeat("w", 200), "👩‍👩‍👧 shop 🍙", "مرحبا", "\U00030EDD"} {
		odd := head
		odd.Office = office
		var b bytes.Buffer
		if err := Kit(&b, PDF, odd, groups); err != nil || b.Len() < 1000 {
			t.Errorf("%q: %d bytes, %v", office, b.Len(), err)
		}
	}
}
