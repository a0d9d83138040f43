package platform

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"qlingo/screens/look"
)

// fakeSettings stand in for the toolkit's; answer is the desktop portal's word on light and dark.
type fakeSettings struct {
	fyne.Settings
	theme   fyne.Theme
	variant fyne.ThemeVariant
	hear    []func(fyne.Settings)
}

func (f *fakeSettings) AddListener(l func(fyne.Settings)) { f.hear = append(f.hear, l) }

func (f *fakeSettings) SetTheme(t fyne.Theme) {
	f.theme = t
	f.tell()
}

func (f *fakeSettings) tell() {
	for _, l := range f.hear {
		l(f)
	}
}

func (f *fakeSettings) answer(v fyne.ThemeVariant) {
	f.variant = v
	f.tell()
}

func (f *fakeSettings) dark() bool {
	return f.theme.Color(theme.ColorNameBackground, f.variant) == look.New(look.ModeDark).Color(theme.ColorNameBackground, 0)
}

func TestAppearanceIsLightUntilTheOSSaysDark(t *testing.T) {
	t.Setenv("FYNE_THEME", "")
	settings := &fakeSettings{variant: theme.VariantDark} // the toolkit's guess
	p := newAppearance(settings)
	p.known = false // on every OS
	p.apply(look.ModeFollow)
	if settings.dark() {
		t.Error("dark although nobody asked for it")
	}
	settings.answer(theme.VariantDark)
	if !settings.dark() {
		t.Error("light although the OS is dark")
	}
	settings.answer(theme.VariantLight)
	if settings.dark() {
		t.Error("dark although the OS turned light")
	}
	p.apply(look.ModeDark)
	if !settings.dark() {
		t.Error("light although a person chose dark")
	}
	p.apply(look.ModeFollow)
	if settings.dark() {
		t.Error("dark although it follows a light OS")
	}
}
