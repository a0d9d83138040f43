package look

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// written lists every text colour with the grounds it is written on.
var written = map[fyne.ThemeColorName][]fyne.ThemeColorName{
	ColorText: {
		theme.ColorNameBackground, ColorSurface, ColorRaised, ColorField, ColorTint,
		ColorSuccessSoft, ColorWarningSoft, // notices
	},
	ColorMuted:     {theme.ColorNameBackground, ColorSurface, ColorRaised, ColorField, ColorTint, ColorNeutralSoft},
	ColorPrimary:   {theme.ColorNameBackground, ColorSurface, ColorRaised, ColorTint},
	ColorOnPrimary: {ColorPrimary},
	ColorDanger:    {theme.ColorNameBackground, ColorSurface, ColorRaised, ColorDangerSoft},
	ColorOnDanger:  {ColorDanger},
	ColorSuccess:   {ColorSuccessSoft},
	ColorWarning:   {ColorWarningSoft},
}

// TestContrast holds WCAG 2.2, 1.4.3: 4.5 : 1 for every text on its ground.
func TestContrast(t *testing.T) {
	test.NewTempApp(t)
	for _, mode := range []Mode{ModeLight, ModeDark} {
		th := New(mode)
		for text, grounds := range written {
			for _, ground := range grounds {
				got := contrast(th.Color(text, theme.VariantLight), th.Color(ground, theme.VariantLight))
				if got < 4.5 {
					t.Errorf("%s: %s on %s has a contrast of %.2f, want 4.5", mode, text, ground, got)
				}
			}
		}
	}
}

// TestFocusContrast holds WCAG 2.2, 1.4.11: 3 : 1 for the focus ring on what
// it may lie on.
func TestFocusContrast(t *testing.T) {
	test.NewTempApp(t)
	for _, mode := range []Mode{ModeLight, ModeDark} {
		th := New(mode)
		for _, ground := range []fyne.ThemeColorName{theme.ColorNameBackground, ColorSurface, ColorRaised, ColorTint, ColorField} {
			if got := contrast(th.Color(ColorPrimary, 0), th.Color(ground, 0)); got < 3 {
				t.Errorf("%s: the ring on %s has a contrast of %.2f, want 3", mode, ground, got)
			}
		}
	}
}

func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

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

// TestEveryColorIsThere catches a borrowed or written name that the palette
// lacks: Fyne would answer with transparency, and the text would be gone.
func TestEveryColorIsThere(t *testing.T) {
	for name := range written {
		if _, ok := palette[name]; !ok {
			t.Errorf("%s is not in the palette", name)
		}
	}
	for fynes, ours := range borrowed {
		if _, ok := palette[ours]; !ok {
			t.Errorf("%s for Fyne's %s is not in the palette", ours, fynes)
		}
	}
}

// TestFonts: each face twice in memory would cost 9 MB a window; monospace
// must not become Noto, whose digits are for reading, not for comparing.
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
