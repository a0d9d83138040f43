package look

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

func TestModeDecidesTheVariant(t *testing.T) {
	test.NewTempApp(t)
	white, dark := rgb(0xFFFFFF), rgb(0x1A202A)
	for _, c := range []struct {
		mode    Mode
		variant fyne.ThemeVariant
		want    color.Color
	}{
		{ModeFollow, theme.VariantLight, white},
		{ModeFollow, theme.VariantDark, dark},
		{ModeLight, theme.VariantDark, white},
		{ModeDark, theme.VariantLight, dark},
		{"unheard of", theme.VariantDark, dark},
	} {
		if got := New(c.mode).Color(ColorSurface, c.variant); got != c.want {
			t.Errorf("mode %q, variant %d: surface is %v, want %v", c.mode, c.variant, got, c.want)
		}
	}
}

// TestEveryColorIsThere catches an entry of fyneColors that the palette lacks: Fyne
// would use transparency, and the text would be invisible.
func TestEveryColorIsThere(t *testing.T) {
	for name, ours := range fyneColors {
		if _, ok := palette[ours]; !ok {
			t.Errorf("%s for Fyne's %s is not in the palette", ours, name)
		}
	}
}

// TestFonts: each face twice in memory would cost 9 MB a window. Monospace must
// not become Noto, whose digits are for reading, not for comparing.
func TestFonts(t *testing.T) {
	test.NewTempApp(t)
	a, b := New(ModeLight), New(ModeDark)
	if a.Font(fyne.TextStyle{}) != b.Font(fyne.TextStyle{}) || a.Font(fyne.TextStyle{Bold: true}) != b.Font(fyne.TextStyle{Bold: true}) {
		t.Error("two themes hold two copies of a face")
	}
	if a.Font(fyne.TextStyle{}) == a.Font(fyne.TextStyle{Bold: true}) {
		t.Error("bold is the regular face")
	}
	if got, want := a.Font(fyne.TextStyle{Monospace: true}), theme.DefaultTheme().Font(fyne.TextStyle{Monospace: true}); got != want {
		t.Errorf("monospace is %s, want %s", got.Name(), want.Name())
	}
}
