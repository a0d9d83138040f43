package sheet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"qlingo/screens/i18n"
)

func slipsOf(n int) []Slip {
	slips := make([]Slip, n)
	for i := range slips {
		slips[i] = Slip{fmt.Sprintf("person.%d", i), fmt.Sprintf("髙﨑 太郎%d", i), fmt.Sprintf("ABCDE-FGHJK-MNPQR-%05d", i), "2026/12/06 13:05"}
	}
	return slips
}

// read is the text of a PDF, and how many pages it has.
func read(t *testing.T, pdf []byte) (text string, pages int) {
	t.Helper()
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("no pdftotext here")
	}
	path := filepath.Join(t.TempDir(), "slips.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(reader, "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out), strings.Count(string(out), "\f")
}

// Everybody has a slip with everything that is needed, and a page has as many as fit.
func TestSlips(t *testing.T) {
	for _, lang := range i18n.Languages() {
		i18n.Use(lang)
		t.Cleanup(func() { i18n.Use("ja") })
		slips := slipsOf(slipColumns*slipRows + 1)
		var b bytes.Buffer
		if err := Slips(t.Context(), &b, "髙﨑商店", head.Made, slips); err != nil {
			t.Fatal(err)
		}
		text, pages := read(t, b.Bytes())
		if pages != 2 {
			t.Errorf("%s: %d pages", lang, pages)
		}
		for _, s := range slips {
			for _, want := range []string{s.Login, s.Name, s.Secret} {
				if strings.Count(text, want) == 0 {
					t.Errorf("%s: no %q", lang, want)
				}
			}
		}
		for _, want := range []string{"髙﨑商店", "2026/12/06 13:05", "Qlingo"} {
			if strings.Count(text, want) < len(slips) {
				t.Errorf("%s: %q not on every slip:\n%s", lang, want, text)
			}
		}
		if strings.Contains(text, "sheet.") {
			t.Errorf("%s: a sentence is missing", lang)
		}
	}
}

// The longest that a slip may have to hold stays within it, in both languages: nothing is cut through.
func TestALongSlipStaysWithinItsLines(t *testing.T) {
	for _, lang := range i18n.Languages() {
		i18n.Use(lang)
		t.Cleanup(func() { i18n.Use("ja") })
		p, err := newSlipPen(strings.Repeat("株式会社山田 ", 30), head.Made)
		if err != nil {
			t.Fatal(err)
		}
		p.doc.AddPage()
		p.slip(Slip{strings.Repeat("w", 64), strings.Repeat("長い名前 ", 40), "WWWWW-WWWWW-WWWWW-WWWWW", "2026/12/06 13:05"}, slipMargin, slipMargin)
		if p.err != nil || p.y > slipHeight-slipMargin/2 {
			t.Errorf("%s: it ends at %.0f of %.0f, %v", lang, p.y, slipHeight, p.err)
		}
		p.face(boldFace, slipSecret)
		if width := p.width("WWWWW-WWWWW-WWWWW-WWWWW"); width > slipText-16 {
			t.Errorf("%s: a password is %.0f wide", lang, width)
		}
	}
}

func TestNoSlips(t *testing.T) {
	for _, odd := range []string{"", "👩‍👩‍👧 🍙", "مرحبا", "\U00030EDD"} {
		var b bytes.Buffer
		if err := Slips(t.Context(), &b, odd, head.Made, []Slip{{odd, odd, odd, odd}}); err != nil || b.Len() < 1000 {
			t.Errorf("%q: %d bytes, %v", odd, b.Len(), err)
		}
	}
}

// What holds a password shows it neither to fmt nor to a log.
func TestPasswordsOnPaperDoNotPrint(t *testing.T) {
	slip := slipsOf(1)[0]
	password := Password{Head: head, Secret: slip.Secret}
	var logged bytes.Buffer
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "slip", slip, "of", &slip, "password", password, "at", &password)
	values := []any{slip, &slip, []Slip{slip}, password, &password, []Password{password}}
	texts := []string{logged.String()}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%q"} {
		texts = append(texts, fmt.Sprintf(strings.Repeat(verb+" ", len(values)), values...))
	}
	for _, text := range texts {
		if strings.Contains(text, slip.Secret) || strings.Contains(text, fmt.Sprintf("%x", slip.Secret)) {
			t.Errorf("a secret in %s", text)
		}
	}
}

// Whoever gives up does not wait for the rest.
func TestSlipsThatAreGivenUp(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	var b bytes.Buffer
	if err := Slips(ctx, &b, "髙﨑商店", head.Made, slipsOf(1)); !errors.Is(err, context.Canceled) || b.Len() > 0 {
		t.Errorf("%d bytes, %v", b.Len(), err)
	}
}
