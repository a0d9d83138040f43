// Package look is the appearance of the program as one Fyne theme.
//
// New makes the theme for a Mode: light, dark, or whatever the OS uses. Colours
// have names such as ColorPrimary, each with a light and a dark value. Sizes are
// constants, except those of text and what holds it, which SetTextSize changes;
// Grow and Width scale other sizes along with them. Face is the embedded
// Japanese font.
package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"qlingo/assets"
)

// Mode says who chooses between light and dark.
type Mode string

// The modes, as they are stored in the settings.
const (
	ModeFollow Mode = "follow" // the OS chooses
	ModeLight  Mode = "light"
	ModeDark   Mode = "dark"
)

// Fyne keys its caches of parsed faces by resource. One pair for all themes keeps a change of appearance from parsing
// megabytes again.
var (
	regular = fyne.NewStaticResource("NotoSansJP-Regular.otf", assets.FontRegular)
	bold    = fyne.NewStaticResource("NotoSansJP-Bold.otf", assets.FontBold)
)

type qlingo struct {
	mode Mode
	base fyne.Theme
}

// New returns the theme. An unknown mode follows the operating system.
func New(mode Mode) fyne.Theme {
	return &qlingo{mode: mode, base: theme.DefaultTheme()}
}

// Color returns a colour of the palette. Names that are neither ours nor in fyneColors have Fyne's own colour.
func (q *qlingo) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch q.mode {
	case ModeLight:
		variant = theme.VariantLight
	case ModeDark:
		variant = theme.VariantDark
	case ModeFollow:
	}
	if ours, ok := fyneColors[name]; ok {
		name = ours
	}
	p, ok := palette[name]
	switch {
	case !ok:
		return q.base.Color(name, variant)
	case variant == theme.VariantLight:
		return p.light
	default:
		return p.dark
	}
}

// Font returns the face of a style.
func (q *qlingo) Font(style fyne.TextStyle) fyne.Resource {
	if style.Symbol {
		return q.base.Font(style)
	}
	return Face(style)
}

// Face returns Noto Sans JP in two weights. Monospace is Fyne's: it has no Japanese and is for digits and keys only.
//
// A text that names its face is parsed once for all styles, and asks the fonts of the OS only for characters that
// ours lack. Any other text is parsed again for each style, next to Fyne's own faces, after listing those of the OS.
func Face(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace:
		return theme.DefaultTextMonospaceFont()
	case style.Bold:
		return bold
	default:
		return regular
	}
}

// Icon returns Fyne's icon of that name.
func (q *qlingo) Icon(name fyne.ThemeIconName) fyne.Resource {
	return q.base.Icon(name)
}
