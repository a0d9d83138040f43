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

// Plain is the style of ordinary text, and of entries, which cannot name a face. For each style Fyne parses the theme's face,
// one of its own, and one of the OS that speaks the PC's language, which may take 20 MB. For symbols its own is a small
// one, and the OS is asked only for characters that both lack.
var Plain = fyne.TextStyle{Symbol: true}

// Font returns Noto Sans JP in two weights. Monospace is Fyne's: it has no Japanese and is for digits and keys only.
func (q *qlingo) Font(style fyne.TextStyle) fyne.Resource {
	if face := Face(style); face != nil {
		return face
	}
	return regular
}

// Face returns the face that a text of a style names, so that it is parsed once, and alone. Plain text names none.
func Face(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace:
		return theme.DefaultTextMonospaceFont()
	case style.Bold:
		return bold
	default:
		return nil
	}
}

// Icon returns Fyne's icon of that name.
func (q *qlingo) Icon(name fyne.ThemeIconName) fyne.Resource {
	return q.base.Icon(name)
}
